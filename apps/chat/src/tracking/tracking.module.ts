import { Module } from '@nestjs/common';
import { DeliveryModule } from '../delivery/delivery.module.js';
import { EpochStore } from './epoch-store.js';
import { LineProbes } from './line-probes.js';
import { LossDetector } from './loss-detector.js';
import { OutageStatesRepository } from './outage-states.repository.js';
import { SessionStore } from './session-store.js';
import { Siblings } from './siblings.js';
import { StoredPositions } from './stored-positions.js';
import { TrackingService } from './tracking.service.js';

@Module({
  imports: [DeliveryModule],
  providers: [
    TrackingService,
    SessionStore,
    StoredPositions,
    Siblings,
    LineProbes,
    OutageStatesRepository,
    LossDetector,
    EpochStore,
  ],
  exports: [TrackingService, SessionStore, LossDetector, Siblings, LineProbes],
})
export class TrackingModule {}
