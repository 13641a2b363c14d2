import { Module } from '@nestjs/common';
import { BusyRepository } from './busy.repository.js';
import { FacilityTimesRepository } from './facility-times.repository.js';

@Module({ providers: [BusyRepository, FacilityTimesRepository], exports: [BusyRepository, FacilityTimesRepository] })
export class BusyModule {}
