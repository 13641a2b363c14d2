import { Module } from '@nestjs/common';
import { BusyModule } from '../busy/busy.module.js';
import { PractitionersModule } from '../practitioners/practitioners.module.js';
import { ProposalsModule } from '../proposals/proposals.module.js';
import { SlotsModule } from '../slots/slots.module.js';
import { TenancyModule } from '../tenancy/tenancy.module.js';
import { AbsencesController } from './absences.controller.js';
import { AbsencesService } from './absences.service.js';

@Module({
  imports: [TenancyModule, PractitionersModule, BusyModule, SlotsModule, ProposalsModule],
  controllers: [AbsencesController],
  providers: [AbsencesService],
})
export class AbsencesModule {}
