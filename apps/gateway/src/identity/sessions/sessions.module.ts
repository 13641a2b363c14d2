import { Module } from '@nestjs/common';
import { KeysModule } from '../keys/keys.module.js';
import { RefreshesService } from './refreshes.service.js';
import { RequiredFactorsService } from './required-factors.service.js';
import { RevocationsService } from './revocations.service.js';
import { SessionsController } from './sessions.controller.js';
import { SessionsRepository } from './sessions.repository.js';
import { SessionsRpcController } from './sessions.rpc.controller.js';
import { SignInLog } from './sign-in-log.js';
import { SessionsService } from './sessions.service.js';
import { TicketsRepository } from './tickets.repository.js';
import { TicketsService } from './tickets.service.js';

@Module({
  imports: [KeysModule],
  controllers: [SessionsController, SessionsRpcController],
  providers: [
    SessionsService,
    SessionsRepository,
    SignInLog,
    RefreshesService,
    RequiredFactorsService,
    RevocationsService,
    TicketsService,
    TicketsRepository,
  ],
  exports: [SessionsService, RequiredFactorsService, SessionsRepository, SignInLog, RevocationsService],
})
export class SessionsModule {}
