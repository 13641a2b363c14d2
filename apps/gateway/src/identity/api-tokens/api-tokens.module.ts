import { Module } from '@nestjs/common';
import { Authenticator } from '../../edge/index.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { ApiTokensController } from './api-tokens.controller.js';
import { ApiTokensRepository } from './api-tokens.repository.js';
import { ApiTokensService } from './api-tokens.service.js';
import { CallerAuthenticator } from './caller-authenticator.js';

@Module({
  imports: [SessionsModule],
  controllers: [ApiTokensController],
  providers: [ApiTokensService, ApiTokensRepository, { provide: Authenticator, useClass: CallerAuthenticator }],
  exports: [Authenticator, ApiTokensService],
})
export class ApiTokensModule {}
