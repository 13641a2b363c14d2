import { Module } from '@nestjs/common';
import { OutgoingModule } from '../../outbound/outgoing/outgoing.module.js';
import { PushController } from './push.controller.js';
import { PushDeliveriesService } from './push-deliveries.service.js';
import { PushEventsController } from './push-events.controller.js';
import { PushRepository } from './push.repository.js';
import { PushService } from './push.service.js';
import { VapidKeys } from './vapid-keys.js';

@Module({
  imports: [OutgoingModule],
  controllers: [PushController, PushEventsController],
  providers: [PushService, PushRepository, PushDeliveriesService, VapidKeys],
  exports: [PushDeliveriesService],
})
export class PushModule {}
