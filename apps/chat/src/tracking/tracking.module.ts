import { Module } from '@nestjs/common';
import { DeliveryModule } from '../delivery/delivery.module.js';
import { EpochStore } from './epoch-store.js';
import { LossDetector } from './loss-detector.js';
import { OutageStatesRepository } from './outage-states.repository.js';
import { SessionStore } from './session-store.js';
import { TrackingService } from './tracking.service.js';

@Module({
  imports: [DeliveryModule],
  providers: [TrackingService, SessionStore, OutageStatesRepository, LossDetector, EpochStore],
  exports: [TrackingService, SessionStore, LossDetector],
})
export class TrackingModule {}
