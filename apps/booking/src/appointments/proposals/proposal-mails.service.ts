import { Injectable } from '@nestjs/common';
import { Every, LOOK_MS } from '@veza/platform';
import { AppointmentsRepository } from '../appointments/appointments.repository.js';
import { PatientMailsService } from '../../patients/patient-mails/patient-mails.service.js';
import { CabinetDatabase } from '../../practice/tenancy/cabinet-database.js';
import { ProposalsRepository } from './proposals.repository.js';

/**
 * Requests the mails of proposals: one transaction each, after that of their cause, which may concern hundreds of patients. A
 * replica that ends in between leaves the rest to the next run of any replica.
 */
@Injectable()
export class ProposalMailsService {
  constructor(
    private readonly database: CabinetDatabase,
    private readonly proposals: ProposalsRepository,
    private readonly appointments: AppointmentsRepository,
    private readonly mails: PatientMailsService,
  ) {}

  @Every(LOOK_MS, 'mails of proposals')
  async request(): Promise<void> {
    for (const { cabinetId, appointmentId } of await this.proposals.untold())
      await this.database.asPlatform(cabinetId, async (tx, member) => {
        if (!(await this.proposals.setTold(tx, member, appointmentId))) return;
        const appointment = await this.appointments.find(tx, member, appointmentId);
        if (appointment) await this.mails.about(tx, member, appointment, 'displaced');
      });
  }
}
