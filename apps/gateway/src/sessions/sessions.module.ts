import { Module } from '@nestjs/common';
import { Authenticator } from '../edge/index.js';
import { KeysModule } from '../keys/keys.module.js';
import { Refreshes } from './refreshes.service.js';
import { Revocations } from './revocations.service.js';
import { SessionsController } from './sessions.controller.js';
import { SessionsRepository } from './sessions.repository.js';
import { SessionsRpcController } from './sessions.rpc.controller.js';
import { Sessions } from './sessions.service.js';
import { Tickets } from './tickets.service.js';

@Module({
  imports: [KeysModule],
  controllers: [SessionsController, SessionsRpcController],
  providers: [Sessions, SessionsRepository, Refreshes, Revocations, Tickets, { provide: Authenticator, useExisting: Sessions }],
  exports: [Sessions, SessionsRepository, Authenticator],
})
export class SessionsModule {}
