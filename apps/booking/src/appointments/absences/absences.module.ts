import { Module } from '@nestjs/common';
import { BusyModule } from '../../calendar/busy/busy.module.js';
import { PractitionersModule } from '../../practice/practitioners/practitioners.module.js';
import { ProposalsModule } from '../proposals/proposals.module.js';
import { SlotsModule } from '../../calendar/slots/slots.module.js';
import { TenancyModule } from '../../practice/tenancy/tenancy.module.js';
import { AbsencesController } from './absences.controller.js';
import { AbsencesService } from './absences.service.js';

@Module({
  imports: [TenancyModule, PractitionersModule, BusyModule, SlotsModule, ProposalsModule],
  controllers: [AbsencesController],
  providers: [AbsencesService],
})
export class AbsencesModule {}
