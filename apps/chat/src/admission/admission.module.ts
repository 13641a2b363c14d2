import { Module, type OnModuleInit } from '@nestjs/common';
import { ServiceTls } from '@veza/platform';
import { AuthModule } from '../auth/auth.module.js';
import { Revocations } from './revocations.js';
import { DeliveryModule } from '../delivery/delivery.module.js';
import { UserDirectoryModule } from '../user-directory/user-directory.module.js';
import { Admission } from './admission.js';
import { ConnectionLimit } from './connection-limit.js';
import { RefusalLog } from './refusal-log.js';
import { SessionGateway } from './session.gateway.js';
import { SocketServer } from './socket-server.js';

@Module({
  imports: [AuthModule, DeliveryModule, UserDirectoryModule],
  providers: [ServiceTls, SocketServer, Admission, ConnectionLimit, RefusalLog, Revocations, SessionGateway],
  exports: [SocketServer, Admission],
})
export class AdmissionModule implements OnModuleInit {
  constructor(private readonly admission: Admission) {}

  /** Nest binds every gateway before this hook, and the listeners open after it: a gap is found before a client is. */
  onModuleInit(): void {
    this.admission.requireHandlers();
  }
}
