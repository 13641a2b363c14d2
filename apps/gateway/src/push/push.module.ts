import { Module } from '@nestjs/common';
import { CONFIG, OutsideAddresses } from '@veza/platform';
import type { GatewayConfig } from '../config.js';
import { PushController } from './push.controller.js';
import { PushDeliveriesService } from './push-deliveries.service.js';
import { PushEventsController } from './push-events.controller.js';
import { PushRepository } from './push.repository.js';
import { PushService } from './push.service.js';
import { VapidKeys } from './vapid-keys.js';

@Module({
  controllers: [PushController, PushEventsController],
  providers: [
    PushService,
    PushRepository,
    PushDeliveriesService,
    VapidKeys,
    {
      provide: OutsideAddresses,
      inject: [CONFIG],
      useFactory: (config: GatewayConfig) => new OutsideAddresses(config.WEBHOOK_TEST_ORIGINS),
    },
  ],
  exports: [PushRepository],
})
export class PushModule {}
