import { Injectable } from '@nestjs/common';
import type { ListPatients, PatientFacts, UpdatePatient } from '@veza/contracts';
import { columnsOf, type Page, QueryParts, readPage, type Transaction } from '@veza/database';
import type { Member } from '../tenancy/access.js';
import { Patient } from './patient.entity.js';

const BY_NAME = { name: 'name', key: 'name_key', kind: 'text', descending: false } as const;
const MOST_WORDS = 8;

/** Two changes in one millisecond are two versions. */
const NEXT_VERSION = `greatest(now(), updated_at + interval '1 ms')`;

/** Patients of the member's cabinet. Row-level security shows no other ones; the condition is for the index. */
@Injectable()
export class PatientsRepository {
  async insert(tx: Transaction, { cabinetId }: Member, facts: PatientFacts): Promise<string> {
    const patient = tx.create(Patient, { cabinetId, ...facts });
    await tx.insert(Patient, patient); // fills in the id
    return patient.id;
  }

  find(tx: Transaction, { cabinetId }: Member, id: string): Promise<Patient | null> {
    return tx.findOneBy(Patient, { id, cabinetId });
  }

  /** Raw SQL: keyset pages, and a search in the folded columns. */
  list(tx: Transaction, { cabinetId }: Member, { search = '', ...page }: ListPatients): Promise<Page<Patient>> {
    const parts = new QueryParts();
    parts.and(`cabinet_id = ${parts.bind(cabinetId)}`);
    for (const word of search.split(/\s+/).filter(Boolean).slice(0, MOST_WORDS))
      parts.and(`strpos(name_key || ' ' || fold(email) || ' ' || coalesce(phone, ''), fold(${parts.bind(word)})) > 0`);
    return readPage<Patient>(tx, {
      select: columnsOf(Patient),
      from: 'patients',
      idType: 'uuid',
      parts,
      searching: false,
      order: () => BY_NAME,
      page,
    });
  }

  /** False when there is no such patient, or not of the given version. */
  async update(tx: Transaction, { cabinetId }: Member, { id, ifUpdatedAt, ...changes }: UpdatePatient): Promise<boolean> {
    const seen = ifUpdatedAt === undefined ? {} : { updatedAt: new Date(ifUpdatedAt) };
    const { affected } = await tx.update(Patient, { id, cabinetId, ...seen }, { ...changes, updatedAt: () => NEXT_VERSION });
    return affected === 1;
  }
}
