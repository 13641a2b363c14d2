import { Module } from '@nestjs/common';
import { LogModule } from '../log/log.module.js';
import { ResumeMemory } from './resume-memory.js';
import { TrackingService } from './tracking.service.js';

@Module({ imports: [LogModule], providers: [TrackingService, ResumeMemory], exports: [TrackingService, ResumeMemory] })
export class TrackingModule {}
