import { Injectable } from '@nestjs/common';
import { columnsOf, insertUnlessExists, type Transaction } from '@veza/database';
import { IsNull } from 'typeorm';
import { Patient } from '../patients/patient.entity.js';
import type { Member } from '../../practice/tenancy/access.js';
import { ErasureRequest } from './erasure-request.entity.js';
import { inForce, notLifted } from './hold-in-force.js';
import { LegalHold } from './legal-hold.entity.js';

/** Raw SQL: the end of a hold is compared with the clock of Postgres, as the retention does. */
const OF_PATIENT = `h.patient_id = $1 AND h.cabinet_id = $2`;

/** Holds and waiting erasures in the member's cabinet. */
@Injectable()
export class LegalHoldsRepository {
  /** False for an unknown patient. The lock, which an erasure takes too, orders them. Erased patients may have a locked copy; those that were merged have none. */
  async lockPatient(tx: Transaction, { cabinetId }: Member, id: string): Promise<boolean> {
    return (
      (await tx.findOne(Patient, { where: { id, cabinetId, mergedInto: IsNull() }, lock: { mode: 'pessimistic_write' } })) !==
      null
    );
  }

  async find(tx: Transaction, { cabinetId }: Member, patientId: string): Promise<LegalHold | undefined> {
    const [hold] = await tx.query<LegalHold>(
      `SELECT ${columnsOf(LegalHold)} FROM legal_holds h WHERE ${OF_PATIENT} AND ${inForce('h')}`,
      [patientId, cabinetId],
    );
    return hold;
  }

  async place(
    tx: Transaction,
    { cabinetId, userId }: Member,
    hold: Pick<LegalHold, 'patientId' | 'reason' | 'until'>,
  ): Promise<void> {
    await tx.insert(LegalHold, { ...hold, cabinetId, placedBy: userId });
  }

  /** Also closes one that has ended by itself. False when none was in force. */
  async lift(tx: Transaction, { cabinetId, userId }: Member, patientId: string): Promise<boolean> {
    const wasHeld = (await this.find(tx, { cabinetId, userId, role: 'manager' }, patientId)) !== undefined;
    await tx.query(
      `UPDATE legal_holds h SET lifted_at = least(now(), until), lifted_by = CASE WHEN until <= now() THEN NULL ELSE $3::integer END
       WHERE ${OF_PATIENT} AND ${notLifted('h')}`,
      [patientId, cabinetId, userId],
    );
    return wasHeld;
  }

  async request(tx: Transaction, { cabinetId, userId }: Member, patientId: string): Promise<void> {
    await insertUnlessExists(tx, ErasureRequest, { patientId, cabinetId, requestedBy: userId });
  }

  requested(tx: Transaction, { cabinetId }: Member, patientId: string): Promise<ErasureRequest | null> {
    return tx.findOneBy(ErasureRequest, { patientId, cabinetId });
  }

  async settle(tx: Transaction, { cabinetId }: Member, patientId: string): Promise<void> {
    await tx.delete(ErasureRequest, { patientId, cabinetId });
  }
}
