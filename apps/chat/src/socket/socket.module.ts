import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { Revocations } from '../auth/revocations.js';
import { LogModule } from '../log/log.module.js';
import { PeopleModule } from '../people/people.module.js';
import { Admission } from './admission.js';
import { ConnectionLimit } from './connection-limit.js';
import { SessionGateway } from './session.gateway.js';
import { SocketServer } from './socket-server.js';

@Module({
  imports: [AuthModule, LogModule, PeopleModule],
  providers: [SocketServer, Admission, ConnectionLimit, Revocations, SessionGateway],
  exports: [SocketServer, Admission],
})
export class SocketModule {}
