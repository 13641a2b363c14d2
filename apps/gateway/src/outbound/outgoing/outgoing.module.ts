import { Module } from '@nestjs/common';
import { CONFIG, OutsideAddresses } from '@veza/platform';
import type { GatewayConfig } from '../../config.js';
import { AppointmentReaders } from './appointment-readers.js';

/** What webhooks and pushes share: both are rows that are sent to addresses of users. */
@Module({
  providers: [
    AppointmentReaders,
    {
      provide: OutsideAddresses,
      inject: [CONFIG],
      useFactory: (config: GatewayConfig) => new OutsideAddresses(config.WEBHOOK_TEST_ORIGINS),
    },
  ],
  exports: [AppointmentReaders, OutsideAddresses],
})
export class OutgoingModule {}
