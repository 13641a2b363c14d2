import { Module } from '@nestjs/common';
import { DatabaseClock } from '@veza/database';
import { OutgoingModule } from '../../outbound/outgoing/outgoing.module.js';
import { DeliveriesRepository } from './deliveries.repository.js';
import { DeliveriesService } from './deliveries.service.js';
import { WebhookEventsController } from './webhook-events.controller.js';
import { WebhookSecrets } from './webhook-secrets.js';
import { WebhooksController } from './webhooks.controller.js';
import { WebhooksRepository } from './webhooks.repository.js';
import { WebhooksService } from './webhooks.service.js';

@Module({
  imports: [OutgoingModule],
  controllers: [WebhooksController, WebhookEventsController],
  providers: [WebhooksService, WebhooksRepository, WebhookSecrets, DeliveriesService, DeliveriesRepository, DatabaseClock],
  exports: [DeliveriesService],
})
export class WebhooksModule {}
