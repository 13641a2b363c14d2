import { Module } from '@nestjs/common';
import { DeliveryModule } from '../delivery/delivery.module.js';
import { EpochStore } from './epoch-store.js';
import { SessionStore } from './session-store.js';
import { TrackingService } from './tracking.service.js';

@Module({
  imports: [DeliveryModule],
  providers: [TrackingService, SessionStore, EpochStore],
  exports: [TrackingService, SessionStore],
})
export class TrackingModule {}
