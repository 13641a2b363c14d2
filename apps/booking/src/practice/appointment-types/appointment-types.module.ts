import { Module } from '@nestjs/common';
import { CabinetsModule } from '../cabinets/cabinets.module.js';
import { FacilitiesModule } from '../facilities/facilities.module.js';
import { TenancyModule } from '../tenancy/tenancy.module.js';
import { AppointmentTypesController } from './appointment-types.controller.js';
import { AppointmentTypesService } from './appointment-types.service.js';

@Module({
  imports: [TenancyModule, CabinetsModule, FacilitiesModule],
  controllers: [AppointmentTypesController],
  providers: [AppointmentTypesService],
})
export class AppointmentTypesModule {}
