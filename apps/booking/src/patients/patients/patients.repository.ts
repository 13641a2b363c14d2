import { Injectable } from '@nestjs/common';
import type { ListPatients, PatientFacts, UpdatePatient } from '@veza/contracts';
import { columnsOf, type Page, QueryParts, readPage, type Transaction } from '@veza/database';
import { In, IsNull, Raw } from 'typeorm';
import type { Member } from '../../practice/tenancy/access.js';
import { type Likeness } from './duplicates.js';
import { Patient } from './patient.entity.js';
import type { SearchTerms } from './search-terms.js';

const BY_NAME = { name: 'name', key: 'name_key', kind: 'text', descending: false } as const;
/** Candidates of a search with typos, and of the duplicates of a patient. */
const MOST_SIMILAR = 200;

/** Two changes in one millisecond are two versions. */
const NEXT_VERSION = `greatest(now(), updated_at + interval '1 ms')`;

/** Until the transaction ends: nothing else changes the patient, or only nothing erases the patient. */
export type PatientLock = keyof typeof LOCKS;
const LOCKS = { locked: 'pessimistic_write', kept: 'for_key_share' } as const;

/** Patients of the member's cabinet. Row-level security shows no other ones; the condition is for the index. */
@Injectable()
export class PatientsRepository {
  async insert(tx: Transaction, { cabinetId }: Member, facts: PatientFacts): Promise<string> {
    const patient = tx.create(Patient, { cabinetId, ...facts });
    await tx.insert(Patient, patient); // fills in the id
    return patient.id;
  }

  /** Null for an erased patient. */
  find(tx: Transaction, { cabinetId }: Member, id: string, lock?: PatientLock): Promise<Patient | null> {
    const where = { id, cabinetId, erasedAt: IsNull() };
    return tx.findOne(Patient, { where, ...(lock && { lock: { mode: LOCKS[lock] } }) });
  }

  /** The patient that a duplicate became part of; null if there is none, or if it is erased. */
  async mergedInto(tx: Transaction, { cabinetId }: Member, id: string): Promise<string | null> {
    const merged = await tx.findOne(Patient, { select: { id: true, mergedInto: true }, where: { id, cabinetId } });
    const into = merged?.mergedInto ?? null;
    return into !== null && (await tx.existsBy(Patient, { id: into, cabinetId, erasedAt: IsNull() })) ? into : null;
  }

  /** Raw SQL: keyset pages, and functions that search through an index. `ids` are those that a search has found before. */
  list(
    tx: Transaction,
    { cabinetId }: Member,
    page: Omit<ListPatients, 'search'>,
    { terms, ids }: { terms?: SearchTerms; ids?: readonly string[] } = {},
  ): Promise<Page<Patient>> {
    const parts = new QueryParts();
    parts.and(`cabinet_id = ${parts.bind(cabinetId)} AND erased_at IS NULL`);
    if (ids) parts.and(`id = ANY (${parts.bind(ids)}::uuid[])`);
    if (terms)
      parts.and(
        `id IN (SELECT find_patients(${searchValues(terms)
          .map((value) => parts.bind(value))
          .join()}))`,
      );
    return readPage<Patient>(tx, {
      // pg would make a Date of it, at midnight in the zone of the process.
      select: `${columnsOf(Patient)}, date_of_birth::text AS "dateOfBirth"`,
      from: 'patients',
      idType: 'uuid',
      parts,
      searching: false,
      order: () => BY_NAME,
      page,
    });
  }

  /** Patients whose names are like a word, most alike first. Raw SQL: similarity has no operator in TypeORM. */
  similar(tx: Transaction, word: string): Promise<{ id: string; key: string }[]> {
    return tx.query('SELECT patient AS id, key FROM similar_patients(plain($1), $2)', [word, MOST_SIMILAR]);
  }

  /** The words as the search key has them: without case, accents, apostrophes and hyphens. */
  async plain(tx: Transaction, words: readonly string[]): Promise<string[]> {
    const rows = await tx.query<{ word: string }>('SELECT plain(word) AS word FROM unnest($1::text[]) AS word', [words]);
    return rows.map(({ word }) => word).filter(Boolean);
  }

  /** Patients that may be the same person: like names, or the same e-mail address. */
  async candidates(tx: Transaction, { cabinetId }: Member, { name, email }: Likeness): Promise<(Likeness & { id: string })[]> {
    const ids = (await this.similar(tx, name)).map(({ id }) => id);
    const byEmail = { email: Raw((column) => `lower(${column}) = lower(:email)`, { email }), cabinetId, erasedAt: IsNull() };
    const found = await tx.find(Patient, {
      where: [{ id: In(ids), cabinetId, erasedAt: IsNull() }, ...(email === null ? [] : [byEmail])],
      take: MOST_SIMILAR,
    });
    const names = await tx.query<{ name: string }>(
      'SELECT plain(name) AS name FROM unnest($1::text[]) WITH ORDINALITY AS names (name, place) ORDER BY place',
      [found.map(({ lastName, firstName }) => `${lastName} ${firstName}`)],
    );
    return found.map(({ id, email: address, phone, dateOfBirth }, index) => ({
      id,
      name: names[index]?.name ?? '',
      email: address,
      phone,
      dateOfBirth,
    }));
  }

  /** False when there is no such patient, or not of the given version. */
  async update(
    tx: Transaction,
    { cabinetId }: Member,
    { id, ifUpdatedAt, smsConsent, ...changes }: UpdatePatient,
  ): Promise<boolean> {
    const seen = ifUpdatedAt === undefined ? {} : { updatedAt: new Date(ifUpdatedAt) };
    const smsConsentAt = smsConsent ? () => 'coalesce(sms_consent_at, now())' : null;
    const set = { ...changes, ...(smsConsent !== undefined && { smsConsentAt }) };
    const { affected } = await tx.update(Patient, { id, cabinetId, ...seen }, { ...set, updatedAt: () => NEXT_VERSION });
    return affected === 1;
  }
}

const PATTERN_CHARACTERS = /[\\%_]/g;
const containing = (text: string) => `%${text.replace(PATTERN_CHARACTERS, (character) => `\\${character}`)}%`;

/** The arguments of `find_patients`: the longest word uses the index, the others filter. */
function searchValues({ words, phone, phones, births }: SearchTerms): unknown[] {
  const patterns = [...words].sort((one, other) => other.length - one.length).map(containing);
  const number = phone === undefined ? null : containing(phone);
  return [patterns[0] ?? null, patterns, number, phones, births.length === 0 ? null : births];
}
