import { Module } from '@nestjs/common';
import { TenancyModule } from '../tenancy/tenancy.module.js';
import { DeliveryService } from './delivery.service.js';
import { NotificationsController } from './notifications.controller.js';
import { NotificationsRepository } from './notifications.repository.js';
import { NotificationsService } from './notifications.service.js';

@Module({
  imports: [TenancyModule],
  controllers: [NotificationsController],
  providers: [NotificationsService, DeliveryService, NotificationsRepository],
  exports: [NotificationsService, DeliveryService],
})
export class NotificationsModule {}
