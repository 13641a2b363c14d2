import { Injectable } from '@nestjs/common';
import type { MergeablePatientField } from '@veza/contracts';
import { type EntityClass, tableColumnsOf, type Transaction } from '@veza/database';
import { ErasureRequest } from '../legal-holds/erasure-request.entity.js';
import { notLifted } from '../legal-holds/hold-in-force.js';
import { In } from 'typeorm';
import { PatientContact } from '../patient-mails/patient-contact.entity.js';
import { Patient } from '../patients/patient.entity.js';
import type { Member } from '../../practice/tenancy/access.js';

/** The patient that stays, and the one that becomes part of it. */
export interface Pair {
  id: string;
  duplicateId: string;
}

type Facts = Pick<Patient, MergeablePatientField>;

/** Two changes in one millisecond are two versions. */
const NEXT_VERSION = `greatest(now(), updated_at + interval '1 ms')`;

/** Every column of a row in `moved`, as that of the patient $1. */
function movedRow(entity: EntityClass<{ patientId: string }>): string {
  const columns = tableColumnsOf(entity);
  const values = columns.map(({ property, name }) => (property === 'patientId' ? '$1::uuid' : name));
  return `(${columns.map(({ name }) => name).join(', ')}) SELECT ${values.join(', ')} FROM moved`;
}

/** Raw SQL: rows move by conditions. Row-level security limits all to the cabinet. */
@Injectable()
export class PatientMergesRepository {
  /**
   * Both patients, locked in the order of ids until the transaction ends: bookings, erasures, holds and other merges of either wait.
   * What an acceptance or a change locks before a patient is locked before the patients here too, in their order.
   */
  async lock(tx: Transaction, { cabinetId }: Member, { id, duplicateId }: Pair): Promise<Patient[]> {
    await tx.query('SELECT FROM waiting_entries WHERE patient_id = $1 AND cabinet_id = $2 ORDER BY number FOR UPDATE', [
      duplicateId,
      cabinetId,
    ]);
    await tx.query('SELECT FROM appointments WHERE patient_id = $1 AND cabinet_id = $2 ORDER BY start_time, id FOR UPDATE', [
      duplicateId,
      cabinetId,
    ]);
    const facts = { firstName: true, lastName: true, email: true, phone: true, dateOfBirth: true } as const satisfies Record<
      keyof Facts,
      true
    >;
    return tx.find(Patient, {
      select: { id: true, ...facts, erasedAt: true, mergedInto: true },
      where: { id: In([id, duplicateId]), cabinetId },
      order: { id: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
  }

  /** The people who stand for either, locked: an account takes up a relation without a lock on the patient. */
  contacts(tx: Transaction, { cabinetId }: Member, { id, duplicateId }: Pair): Promise<PatientContact[]> {
    return tx.find(PatientContact, {
      where: { patientId: In([id, duplicateId]), cabinetId },
      order: { patientId: 'ASC', email: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
  }

  /** Everything that names the duplicate, but the audit. */
  async move(tx: Transaction, member: Member, pair: Pair): Promise<void> {
    const whose = [pair.id, pair.duplicateId, member.cabinetId];
    await this.moveContacts(tx, whose);
    await this.moveHolds(tx, member, whose);
    // Readers that compare versions see that the patient is another one. The time of the last change is that of the appointment.
    await tx.query(
      'UPDATE appointments SET patient_id = $1, version = version + 1 WHERE patient_id = $2 AND cabinet_id = $3',
      whose,
    );
    await tx.query('UPDATE waiting_entries SET patient_id = $1 WHERE patient_id = $2 AND cabinet_id = $3', whose);
    await tx.query(
      `WITH moved AS (DELETE FROM erasure_requests WHERE patient_id = $2 AND cabinet_id = $3 RETURNING *)
       INSERT INTO erasure_requests ${movedRow(ErasureRequest)} ON CONFLICT (patient_id) DO NOTHING`,
      whose,
    );
    await tx.query('UPDATE patients SET merged_into = $1 WHERE merged_into = $2 AND cabinet_id = $3', whose);
  }

  async settle(tx: Transaction, { cabinetId }: Member, { id, duplicateId }: Pair, facts: Facts): Promise<void> {
    await tx.update(Patient, { id, cabinetId }, { ...facts, updatedAt: () => NEXT_VERSION });
    await tx.update(
      Patient,
      { id: duplicateId, cabinetId },
      { mergedInto: id, erasedAt: () => 'now()', updatedAt: () => NEXT_VERSION },
    );
  }

  /** A person who stands for both keeps the relation to the patient that stays. */
  private async moveContacts(tx: Transaction, whose: readonly string[]): Promise<void> {
    await tx.query(
      `WITH moved AS (DELETE FROM patient_contacts WHERE patient_id = $2 AND cabinet_id = $3 RETURNING *)
       INSERT INTO patient_contacts AS c ${movedRow(PatientContact)}
       ON CONFLICT (patient_id, email) DO UPDATE SET language = coalesce(c.language, excluded.language),
         user_id = coalesce(c.user_id, excluded.user_id),
         proof = CASE WHEN excluded.proof = 'email' THEN 'email' ELSE c.proof END`,
      whose,
    );
  }

  /** A patient has one open hold: of two, the one that ends later stays open. */
  private async moveHolds(tx: Transaction, { userId }: Member, whose: readonly string[]): Promise<void> {
    await tx.query(
      `UPDATE legal_holds h SET lifted_at = least(now(), h.until), lifted_by = CASE WHEN h.until <= now() THEN NULL ELSE $4::integer END
       FROM (SELECT id, row_number() OVER (ORDER BY until DESC NULLS FIRST, placed_at, id) AS place FROM legal_holds o
         WHERE patient_id IN ($1, $2) AND cabinet_id = $3 AND ${notLifted('o')}) AS open
       WHERE h.id = open.id AND open.place > 1`,
      [...whose, userId],
    );
    await tx.query('UPDATE legal_holds SET patient_id = $1 WHERE patient_id = $2 AND cabinet_id = $3', whose);
  }
}
