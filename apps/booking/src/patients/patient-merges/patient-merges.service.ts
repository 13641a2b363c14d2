import { Injectable } from '@nestjs/common';
import {
  type Caller,
  DeclaredError,
  invalid,
  type MergeablePatientField,
  type MergePatients,
  type PatientView,
} from '@veza/contracts';
import { once, type Transaction } from '@veza/database';
import { AuditService } from '../../practice/audit/audit.service.js';
import type { PatientContact } from '../patient-mails/patient-contact.entity.js';
import { MOST_CONTACTS } from '../patient-mails/patient-contacts.repository.js';
import type { Patient } from '../patients/patient.entity.js';
import { PatientsService } from '../patients/patients.service.js';
import { type Member, requireStaff } from '../../practice/tenancy/access.js';
import { CabinetDatabase } from '../../practice/tenancy/cabinet-database.js';
import { type Pair, PatientMergesRepository } from './patient-merges.repository.js';

/** Makes two patients that are one person one. */
@Injectable()
export class PatientMergesService {
  constructor(
    private readonly database: CabinetDatabase,
    private readonly merges: PatientMergesRepository,
    private readonly patients: PatientsService,
    private readonly audit: AuditService,
  ) {}

  merge(caller: Caller, { id, duplicateId, take }: MergePatients): Promise<PatientView> {
    return this.database.inCabinet(caller, async (tx, member) => {
      requireStaff(member);
      if (id === duplicateId) throw invalid('duplicateId', 'must be another patient');
      return once(tx, () => this.mergeOnce(tx, member, { id, duplicateId }, take));
    });
  }

  private async mergeOnce(
    tx: Transaction,
    member: Member,
    pair: Pair,
    take: readonly MergeablePatientField[],
  ): Promise<PatientView> {
    const { id, duplicateId } = pair;
    const found = await this.merges.lock(tx, member, pair);
    const [kept, duplicate] = [id, duplicateId].map((each) => found.find((row) => row.id === each));
    if (!kept || kept.erasedAt) throw await this.patients.unknown(tx, member, id);
    const isRepeated = duplicate?.mergedInto === id;
    if (!isRepeated) {
      if (!duplicate || duplicate.erasedAt) throw await this.patients.unknown(tx, member, duplicateId);
      requireMergeable(await this.merges.contacts(tx, member, pair), pair);
      await this.merges.move(tx, member, pair);
      await this.merges.settle(tx, member, pair, mergedFacts(kept, duplicate, take));
    }
    await this.audit.record(tx, member, isRepeated ? 'read' : 'merged', isRepeated ? [id] : [id, duplicateId]);
    return this.patients.view(tx, member, id);
  }
}

/** The values of the patient that stays; those of the duplicate where they are wanted, and where there is none. */
function mergedFacts(kept: Patient, duplicate: Patient, take: readonly MergeablePatientField[]) {
  const both = (field: MergeablePatientField) => (take.includes(field) ? [duplicate, kept] : [kept, duplicate]);
  const name = (field: 'firstName' | 'lastName') => both(field)[0]?.[field] ?? kept[field];
  const value = (field: 'email' | 'phone' | 'dateOfBirth') => both(field).find((each) => each[field] !== null)?.[field] ?? null;
  return {
    ...{ firstName: name('firstName'), lastName: name('lastName') },
    ...{ email: value('email'), phone: value('phone'), dateOfBirth: value('dateOfBirth') },
  };
}

/** The account of one person would see the appointments of the other: the cabinet removes a contact first, if that is right. */
function requireMergeable(contacts: readonly PatientContact[], { id, duplicateId }: Pair): void {
  const accountsOf = (patientId: string) =>
    contacts.flatMap((each) => (each.patientId === patientId && each.relation === 'self' ? (each.userId ?? []) : []));
  const [own, others] = [accountsOf(id), accountsOf(duplicateId)];
  if (own.length > 0 && others.length > 0 && !own.some((account) => others.includes(account)))
    throw new DeclaredError('DIFFERENT_ACCOUNTS');
  if (new Set(contacts.map(({ email }) => email)).size > MOST_CONTACTS)
    throw new DeclaredError('CONFLICT', { message: `At most ${MOST_CONTACTS} people stand for a patient; remove some first` });
}
