import { Global, Module } from '@nestjs/common';
import { AccessMailsService } from './access-mails.service.js';

@Global()
@Module({ providers: [AccessMailsService], exports: [AccessMailsService] })
export class AccessMailsModule {}
