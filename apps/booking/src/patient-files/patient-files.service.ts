import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { type Caller, type patientFiles, type RpcReply } from '@veza/contracts';
import type { Transaction } from '@veza/database';
import { AppLogger, HOURLY_MS, recurring, Shutdown } from '@veza/platform';
import { AppointmentsService } from '../appointments/appointments.service.js';
import { AuditService } from '../audit/audit.service.js';
import { PatientsService } from '../patients/patients.service.js';
import { type Member, requireStaff } from '../tenancy/access.js';
import { CabinetDatabase } from '../tenancy/cabinet-database.js';
import { PatientFilesRepository } from './patient-files.repository.js';

const REASON = 'The data of the patient were erased';

@Injectable()
export class PatientFilesService implements OnApplicationBootstrap {
  constructor(
    private readonly database: CabinetDatabase,
    private readonly files: PatientFilesRepository,
    private readonly patients: PatientsService,
    private readonly appointments: AppointmentsService,
    private readonly audit: AuditService,
    readonly logger: AppLogger,
    readonly shutdown: Shutdown,
  ) {}

  onApplicationBootstrap(): void {
    recurring('sweep of locked patients', HOURLY_MS, () => this.files.sweep(), this);
  }

  async export(caller: Caller, id: string, after?: string): Promise<RpcReply<typeof patientFiles.export>> {
    if (after === undefined) await this.audit.settle();
    return this.asStaff(caller, async (tx, member) => {
      const patient = await this.patients.view(tx, member, id);
      const { rows: appointments, next } = await this.files.appointments(tx, member, id, after);
      if (after !== undefined) return { patient, appointments, waiting: [], audit: [], next };
      const waiting = await this.files.waiting(tx, member, id);
      const audit = await this.audit.newest(tx, member, id);
      await this.audit.record(tx, member, 'exported', [id]);
      return { patient, appointments, waiting, audit, next };
    });
  }

  /**
   * The lock on the patient makes a concurrent booking wait, which then finds no patient. Appointments to come are cancelled and
   * announced while the addresses are known: the mails about them are swept after three days.
   */
  erase(caller: Caller, id: string): Promise<null> {
    return this.asStaff(caller, async (tx, member) => {
      await this.patients.view(tx, member, id, 'locked');
      await this.files.lock(tx, member, id);
      await this.files.eraseAppointments(tx, member, id);
      await this.appointments.cancelToCome(tx, member, id, REASON);
      await this.files.erasePatient(tx, member, id);
      await this.audit.record(tx, member, 'erased', [id]);
      return null;
    });
  }

  private asStaff<Result>(caller: Caller, work: (tx: Transaction, member: Member) => Promise<Result>): Promise<Result> {
    return this.database.inCabinet(caller, async (tx, member) => {
      requireStaff(member);
      return work(tx, member);
    });
  }
}
