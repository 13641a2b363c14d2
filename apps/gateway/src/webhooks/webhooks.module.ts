import { Module } from '@nestjs/common';
import { DatabaseClock } from '@veza/database';
import { CONFIG, OutsideAddresses } from '@veza/platform';
import type { GatewayConfig } from '../config.js';
import { DeliveriesRepository } from './deliveries.repository.js';
import { DeliveriesService } from './deliveries.service.js';
import { WebhookEventsController } from './webhook-events.controller.js';
import { WebhookSecrets } from './webhook-secrets.js';
import { WebhooksController } from './webhooks.controller.js';
import { WebhooksRepository } from './webhooks.repository.js';
import { WebhooksService } from './webhooks.service.js';

@Module({
  controllers: [WebhooksController, WebhookEventsController],
  providers: [
    WebhooksService,
    WebhooksRepository,
    WebhookSecrets,
    DeliveriesService,
    DeliveriesRepository,
    DatabaseClock,
    {
      provide: OutsideAddresses,
      inject: [CONFIG],
      useFactory: (config: GatewayConfig) => new OutsideAddresses(config.WEBHOOK_TEST_ORIGINS),
    },
  ],
  exports: [DeliveriesRepository],
})
export class WebhooksModule {}
