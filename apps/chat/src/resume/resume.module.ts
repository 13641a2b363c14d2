import { Module } from '@nestjs/common';
import { DeliveryModule } from '../delivery/delivery.module.js';
import { RoomsModule } from '../rooms/rooms.module.js';
import { AdmissionModule } from '../admission/admission.module.js';
import { Draining } from './draining.js';
import { ResumeService } from './resume.service.js';
import { TrackingModule } from '../tracking/tracking.module.js';

@Module({ imports: [DeliveryModule, AdmissionModule, RoomsModule, TrackingModule], providers: [ResumeService, Draining] })
export class ResumeModule {}
