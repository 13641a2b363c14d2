import { Module } from '@nestjs/common';
import { MessageLogRepository } from './message-log.repository.js';

@Module({ providers: [MessageLogRepository], exports: [MessageLogRepository] })
export class CommitModule {}
