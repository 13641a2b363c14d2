import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { type Caller, DeclaredError, type patientFiles, type RpcReply } from '@veza/contracts';
import type { Transaction } from '@veza/database';
import { AppLogger, HOURLY_MS, recurring, Shutdown } from '@veza/platform';
import { AuditService } from '../audit/audit.service.js';
import { LegalHoldsService } from '../legal-holds/legal-holds.service.js';
import { PatientsService } from '../patients/patients.service.js';
import { type Member, requireStaff } from '../tenancy/access.js';
import { CabinetDatabase } from '../tenancy/cabinet-database.js';
import { ErasuresService } from './erasures.service.js';
import { PatientFilesRepository } from './patient-files.repository.js';

@Injectable()
export class PatientFilesService implements OnApplicationBootstrap {
  constructor(
    private readonly database: CabinetDatabase,
    private readonly files: PatientFilesRepository,
    private readonly patients: PatientsService,
    private readonly erasures: ErasuresService,
    private readonly holds: LegalHoldsService,
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

  /** LEGAL_HOLD, after the request was recorded, while a hold keeps the patient. */
  async erase(caller: Caller, id: string): Promise<null> {
    const isErased = await this.asStaff(caller, async (tx, member) => {
      await this.patients.view(tx, member, id, 'locked');
      if (await this.holds.postpones(tx, member, id)) return false;
      await this.erasures.erase(tx, member, id);
      return true;
    });
    if (!isErased) throw new DeclaredError('LEGAL_HOLD');
    return null;
  }

  private asStaff<Result>(caller: Caller, work: (tx: Transaction, member: Member) => Promise<Result>): Promise<Result> {
    return this.database.inCabinet(caller, async (tx, member) => {
      requireStaff(member);
      return work(tx, member);
    });
  }
}
