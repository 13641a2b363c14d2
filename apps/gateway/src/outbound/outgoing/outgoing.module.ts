import { Module } from '@nestjs/common';
import { CONFIG, OutsideAddresses } from '@veza/platform';
import type { GatewayConfig } from '../../config.js';
import { AppointmentReaders } from './appointment-readers.js';

/** Whether only this machine reaches the platform, and it is no production: its users may call what listens beside it. */
const isLocal = ({ NODE_ENV, HOST }: GatewayConfig) =>
  NODE_ENV === 'development' && /^(127(\.\d{1,3}){3}|::1|localhost)$/.test(HOST);

/** What webhooks and pushes share: both are rows that are sent to addresses of users. */
@Module({
  providers: [
    AppointmentReaders,
    {
      provide: OutsideAddresses,
      inject: [CONFIG],
      useFactory: (config: GatewayConfig) => new OutsideAddresses(config.WEBHOOK_TEST_ORIGINS, isLocal(config)),
    },
  ],
  exports: [AppointmentReaders, OutsideAddresses],
})
export class OutgoingModule {}
