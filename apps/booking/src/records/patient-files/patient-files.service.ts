import { Injectable } from '@nestjs/common';
import { type Caller, DeclaredError, FILE_SECTIONS, type FilePage, type FilePosition, type FileSection } from '@veza/contracts';
import type { Transaction } from '@veza/database';
import { AuditService } from '../../practice/audit/audit.service.js';
import { LegalHoldsService } from '../../patients/legal-holds/legal-holds.service.js';
import { PatientsService } from '../../patients/patients/patients.service.js';
import { type Member, requireStaff } from '../../practice/tenancy/access.js';
import { CabinetDatabase } from '../../practice/tenancy/cabinet-database.js';
import { ErasuresService } from './erasures.service.js';
import { FilePagesRepository } from './file-pages.repository.js';
import { PatientFilesRepository } from './patient-files.repository.js';

const START: FilePosition = { section: FILE_SECTIONS[0], after: null };

/** The first page of the section behind another one. */
function behind(section: FileSection): FilePosition | null {
  const next = FILE_SECTIONS[FILE_SECTIONS.indexOf(section) + 1];
  return next ? { section: next, after: null } : null;
}

@Injectable()
export class PatientFilesService {
  constructor(
    private readonly database: CabinetDatabase,
    private readonly files: PatientFilesRepository,
    private readonly pages: FilePagesRepository,
    private readonly patients: PatientsService,
    private readonly erasures: ErasuresService,
    private readonly holds: LegalHoldsService,
    private readonly audit: AuditService,
  ) {}

  /** Each page is as of its own moment. The first one makes the export a line of the audit, whether the others are read or not. */
  async export(caller: Caller, id: string, at: FilePosition = START): Promise<FilePage> {
    if (at === START) await this.audit.settle();
    return this.asStaff(caller, async (tx, member) => {
      await this.patients.view(tx, member, id);
      const { rows, next } = await this.pages.page(tx, member, id, at);
      if (at === START) await this.audit.record(tx, member, 'exported', [id]);
      return { rows, next: next === null ? behind(at.section) : { ...at, after: next } };
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
