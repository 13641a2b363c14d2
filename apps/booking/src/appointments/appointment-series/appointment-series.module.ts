import { Module } from '@nestjs/common';
import { AppointmentsModule } from '../appointments/appointments.module.js';
import { TenancyModule } from '../../practice/tenancy/tenancy.module.js';
import { AppointmentSeriesController } from './appointment-series.controller.js';
import { AppointmentSeriesService } from './appointment-series.service.js';

@Module({
  imports: [TenancyModule, AppointmentsModule],
  controllers: [AppointmentSeriesController],
  providers: [AppointmentSeriesService],
})
export class AppointmentSeriesModule {}
