import { Injectable } from '@nestjs/common';
import {
  type Caller,
  type CreateAppointment,
  type CreatePatient,
  DeclaredError,
  invalid,
  type ListPatients,
  type PatientView,
  type UpdatePatient,
} from '@veza/contracts';
import { once, type Page, type Transaction } from '@veza/database';
import { AuditService } from '../../practice/audit/audit.service.js';
import { type Member, requireStaff } from '../../practice/tenancy/access.js';
import { CabinetDatabase } from '../../practice/tenancy/cabinet-database.js';
import type { Patient } from './patient.entity.js';
import { PatientSearchService } from './patient-search.service.js';
import { type PatientLock, PatientsRepository } from './patients.repository.js';

type Admission = Pick<CreateAppointment, 'patientId' | 'patientData'>;

@Injectable()
export class PatientsService {
  constructor(
    private readonly database: CabinetDatabase,
    private readonly patients: PatientsRepository,
    private readonly search: PatientSearchService,
    private readonly audit: AuditService,
  ) {}

  /** DUPLICATE for a likely one, unless the caller insists. */
  create(caller: Caller, { force, ...facts }: CreatePatient): Promise<PatientView> {
    return this.asStaff(caller, (tx, member) =>
      once(tx, async () => {
        if (!force) await this.search.requireNew(tx, member, facts);
        const patient = await this.read(tx, member, await this.patients.insert(tx, member, facts));
        await this.audit.record(tx, member, 'created', [patient.id]);
        return patient;
      }),
    );
  }

  /** For a booking: the id of the patient, or of a new one. A patient that exists is neither erased nor merged until the transaction ends. */
  async admit(tx: Transaction, member: Member, { patientId, patientData }: Admission): Promise<string> {
    if (patientId) return this.present(tx, member, patientId);
    if (!patientData) throw invalid('patientId', 'either patientId or patientData is required');
    const id = await this.patients.insert(tx, member, patientData);
    await this.audit.record(tx, member, 'created', [id]);
    return id;
  }

  get(caller: Caller, id: string): Promise<PatientView> {
    return this.asStaff(caller, async (tx, member) => {
      const patient = await this.read(tx, member, id);
      await this.audit.record(tx, member, 'read', [id]);
      return patient;
    });
  }

  list(caller: Caller, query: ListPatients): Promise<Omit<Page<PatientView>, 'rows'> & { items: PatientView[] }> {
    return this.asStaff(caller, async (tx, member) => {
      const { rows, ...page } = await this.search.list(tx, member, query);
      const ids = rows.map(({ id }) => id);
      await this.audit.record(tx, member, 'listed', ids);
      return { items: rows.map(patientView), ...page };
    });
  }

  update(caller: Caller, change: UpdatePatient): Promise<PatientView> {
    return this.asStaff(caller, async (tx, member) => {
      await this.read(tx, member, change.id, 'locked');
      if (!(await this.patients.update(tx, member, change))) throw new DeclaredError('PRECONDITION_FAILED');
      await this.audit.record(tx, member, 'updated', [change.id]);
      return this.read(tx, member, change.id);
    });
  }

  private asStaff<Result>(caller: Caller, work: (tx: Transaction, member: Member) => Promise<Result>): Promise<Result> {
    return this.database.inCabinet(caller, async (tx, member) => {
      requireStaff(member);
      return work(tx, member);
    });
  }

  /** The patient for the other features of this service, which write the audit themselves; NOT_FOUND for an erased one. */
  view(tx: Transaction, member: Member, id: string, lock?: PatientLock): Promise<PatientView> {
    return this.read(tx, member, id, lock);
  }

  /** False for an erased patient. */
  async exists(tx: Transaction, member: Member, id: string, lock?: PatientLock): Promise<boolean> {
    return (await this.patients.find(tx, member, id, lock)) !== null;
  }

  /** The NOT_FOUND of a patient who does not exist, is erased, or is merged: then `details` have the id to go on with. */
  async unknown(tx: Transaction, member: Member, id: string): Promise<DeclaredError> {
    const into = await this.patients.mergedInto(tx, member, id);
    if (into === null) return new DeclaredError('NOT_FOUND', { message: 'The patient does not exist in this cabinet' });
    const details = [{ field: 'mergedInto', message: into }];
    return new DeclaredError('NOT_FOUND', { message: 'The patient was merged into another one; see the details', details });
  }

  /** The id, or that of the patient it was merged into; also while a merge is under way, which this call waits for. */
  private async present(tx: Transaction, member: Member, id: string): Promise<string> {
    if (await this.patients.find(tx, member, id, 'kept')) return id;
    const into = await this.patients.mergedInto(tx, member, id);
    if (into === null) throw await this.unknown(tx, member, id);
    return this.present(tx, member, into);
  }

  private async read(tx: Transaction, member: Member, id: string, lock?: PatientLock): Promise<PatientView> {
    const patient = await this.patients.find(tx, member, id, lock);
    if (!patient) throw await this.unknown(tx, member, id);
    return patientView(patient);
  }
}

export const patientView = ({
  email,
  phone,
  dateOfBirth,
  smsConsentAt,
  createdAt,
  updatedAt,
  ...facts
}: Patient): PatientView => ({
  ...facts,
  ...(email !== null && { email }),
  ...(phone !== null && { phone }),
  ...(dateOfBirth !== null && { dateOfBirth }),
  ...(smsConsentAt !== null && { smsConsentAt: smsConsentAt.toISOString() }),
  createdAt: createdAt.toISOString(),
  updatedAt: updatedAt.toISOString(),
});
