import { Module } from '@nestjs/common';
import { BusyRepository } from './busy.repository.js';

@Module({ providers: [BusyRepository], exports: [BusyRepository] })
export class BusyModule {}
