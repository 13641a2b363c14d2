import { Injectable } from '@nestjs/common';
import {
  type Caller,
  type CreateAppointment,
  DeclaredError,
  invalid,
  type ListPatients,
  type PatientFacts,
  type PatientView,
  type UpdatePatient,
} from '@veza/contracts';
import { once, type Page, type Transaction } from '@veza/database';
import { type Member, requireStaff } from '../tenancy/access.js';
import { CabinetDatabase } from '../tenancy/cabinet-database.js';
import type { Patient } from './patient.entity.js';
import { PatientsRepository } from './patients.repository.js';

type Admission = Pick<CreateAppointment, 'patientId' | 'patientData'>;

@Injectable()
export class PatientsService {
  constructor(
    private readonly database: CabinetDatabase,
    private readonly patients: PatientsRepository,
  ) {}

  create(caller: Caller, facts: PatientFacts): Promise<PatientView> {
    return this.asStaff(caller, (tx, member) =>
      once(tx, async () => this.read(tx, member, await this.patients.insert(tx, member, facts))),
    );
  }

  /** For a booking: the id of the patient, or of a new one. */
  async admit(tx: Transaction, member: Member, { patientId, patientData }: Admission): Promise<string> {
    if (patientId) return (await this.read(tx, member, patientId)).id;
    if (!patientData) throw invalid('patientId', 'either patientId or patientData is required');
    return this.patients.insert(tx, member, patientData);
  }

  get(caller: Caller, id: string): Promise<PatientView> {
    return this.asStaff(caller, (tx, member) => this.read(tx, member, id));
  }

  list(caller: Caller, query: ListPatients): Promise<Omit<Page<PatientView>, 'rows'> & { items: PatientView[] }> {
    return this.asStaff(caller, async (tx, member) => {
      const { rows, ...page } = await this.patients.list(tx, member, query);
      return { items: rows.map(patientView), ...page };
    });
  }

  update(caller: Caller, change: UpdatePatient): Promise<PatientView> {
    return this.asStaff(caller, async (tx, member) => {
      await this.read(tx, member, change.id);
      if (!(await this.patients.update(tx, member, change))) throw new DeclaredError('PRECONDITION_FAILED');
      return this.read(tx, member, change.id);
    });
  }

  private asStaff<Result>(caller: Caller, work: (tx: Transaction, member: Member) => Promise<Result>): Promise<Result> {
    return this.database.inCabinet(caller, async (tx, member) => {
      requireStaff(member);
      return work(tx, member);
    });
  }

  private async read(tx: Transaction, member: Member, id: string): Promise<PatientView> {
    const patient = await this.patients.find(tx, member, id);
    if (!patient) throw new DeclaredError('NOT_FOUND', { message: 'The patient does not exist in this cabinet' });
    return patientView(patient);
  }
}

export const patientView = ({ phone, createdAt, updatedAt, ...facts }: Patient): PatientView => ({
  ...facts,
  ...(phone !== null && { phone }),
  createdAt: createdAt.toISOString(),
  updatedAt: updatedAt.toISOString(),
});
