import { Injectable } from '@nestjs/common';
import type { Transaction } from '@veza/database';
import { AppointmentsService } from '../../appointments/appointments/appointments.service.js';
import { AuditService } from '../../practice/audit/audit.service.js';
import { LegalHoldsService } from '../../patients/legal-holds/legal-holds.service.js';
import { PatientMailsService } from '../../patients/patient-mails/patient-mails.service.js';
import { PatientsService } from '../../patients/patients/patients.service.js';
import type { Member } from '../../practice/tenancy/access.js';
import { PatientFilesRepository } from './patient-files.repository.js';

const REASON = 'The data of the patient were erased';

/** The erasure of a patient, in a transaction of its cause: a request, or the retention. */
@Injectable()
export class ErasuresService {
  constructor(
    private readonly files: PatientFilesRepository,
    private readonly patients: PatientsService,
    private readonly appointments: AppointmentsService,
    private readonly holds: LegalHoldsService,
    private readonly mails: PatientMailsService,
    private readonly audit: AuditService,
  ) {}

  /** False for a patient who was erased meanwhile. The lock makes a concurrent booking wait, which then finds no patient. */
  lock(tx: Transaction, member: Member, id: string): Promise<boolean> {
    return this.patients.exists(tx, member, id, 'locked');
  }

  /**
   * Of a patient that the caller has locked, and whom no legal hold keeps. Appointments to come are cancelled and announced while
   * the addresses are known: the mails about them are swept after some days.
   */
  async erase(tx: Transaction, member: Member, id: string): Promise<void> {
    await this.files.lock(tx, member, id);
    // Before the cancellations, whose mails are the last ones.
    await this.mails.end(tx, await this.files.idsOf(tx, member, id));
    await this.files.eraseAppointments(tx, member, id);
    await this.appointments.cancelToCome(tx, member, id, REASON);
    await this.files.erasePatient(tx, member, id);
    await this.holds.settle(tx, member, id);
    await this.audit.record(tx, member, 'erased', [id]);
  }
}
