import { Injectable } from '@nestjs/common';
import type { Transaction } from '@veza/database';
import type { Member } from '../tenancy/access.js';

/** Nothing of one practitioner overlaps: the name of the constraint that says so. */
export const NO_OVERLAP = 'busy_no_overlap';

const COLUMNS = `id, practitioner_id AS "practitionerId", lower(span) AS "startTime", upper(span) AS "endTime", reason`;
const MOST = 500;

export interface BusyRow {
  id: string;
  practitionerId: string;
  startTime: Date;
  endTime: Date;
  reason: string | null;
}

export interface NewBusy {
  kind: 'absence' | 'hold';
  practitionerId: string;
  startTime: Date;
  endTime: Date;
  reason?: string;
  /** Of a hold, and of nothing else. */
  expiresAt?: Date;
}

/**
 * What takes practitioners' time, in the transaction of whoever asks. Spans include their start, not their end, and of appointments the
 * buffer. Two that overlap cannot be there: the second `insert` fails with an exclusion violation of NO_OVERLAP.
 */
@Injectable()
export class BusyRepository {
  /**
   * Writers of one calendar wait for each other from here to the end of the transaction: two that overlapped in the very same moment would
   * else wait for one another in the constraint, until Postgres finds the deadlock a second later. Holds that are over make room, and
   * so does the hold of whoever asks.
   */
  async open(tx: Transaction, { cabinetId, userId }: Member, practitionerId: string): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('booking.busy:' || $1, 0))`, [practitionerId]);
    await tx.query(
      `DELETE FROM busy WHERE kind = 'hold' AND cabinet_id = $1 AND (created_by = $2 OR practitioner_id = $3 AND expires_at <= now())`,
      [cabinetId, userId, practitionerId],
    );
  }

  async insert(tx: Transaction, { cabinetId, userId }: Member, row: NewBusy): Promise<BusyRow> {
    const { kind, practitionerId, startTime, endTime, reason, expiresAt } = row;
    const [inserted] = await tx.query<BusyRow>(
      `INSERT INTO busy (cabinet_id, practitioner_id, kind, span, reason, expires_at, created_by)
       VALUES ($1, $2, $3, tstzrange($4, $5), $6, $7, $8) RETURNING ${COLUMNS}`,
      [cabinetId, practitionerId, kind, startTime, endTime, reason ?? null, expiresAt ?? null, userId],
    );
    if (!inserted) throw new Error('INSERT answered no row');
    return inserted;
  }

  /** What is taken for this member within a span, in order of time. One's own hold takes nothing from oneself. */
  async spans(
    tx: Transaction,
    { cabinetId, userId }: Member,
    practitionerId: string,
    start: Date,
    end: Date,
  ): Promise<{ start: number; end: number }[]> {
    const rows = await tx.query<{ start: Date; end: Date }>(
      `SELECT lower(span) AS start, upper(span) AS end FROM busy
       WHERE practitioner_id = $1 AND cabinet_id = $2 AND span && tstzrange($3, $4)
         AND (kind <> 'hold' OR expires_at > now() AND created_by <> $5) ORDER BY span`,
      [practitionerId, cabinetId, start, end, userId],
    );
    return rows.map((row) => ({ start: row.start.getTime(), end: row.end.getTime() }));
  }

  absences(tx: Transaction, { cabinetId }: Member, practitionerId: string, start: Date, end: Date | null): Promise<BusyRow[]> {
    return tx.query<BusyRow>(
      `SELECT ${COLUMNS} FROM busy WHERE kind = 'absence' AND practitioner_id = $1 AND cabinet_id = $2 AND span && tstzrange($3, $4)
       ORDER BY span LIMIT ${MOST}`,
      [practitionerId, cabinetId, start, end],
    );
  }

  /** Whether there was such an absence. */
  async removeAbsence(tx: Transaction, { cabinetId }: Member, practitionerId: string, id: string): Promise<boolean> {
    const removed = await tx.query(
      `DELETE FROM busy WHERE kind = 'absence' AND id = $1 AND practitioner_id = $2 AND cabinet_id = $3 RETURNING id`,
      [id, practitionerId, cabinetId],
    );
    return removed.length > 0;
  }

  /** Whether the member had such a hold. */
  async removeHold(tx: Transaction, { cabinetId, userId }: Member, id: string): Promise<boolean> {
    const removed = await tx.query(
      `DELETE FROM busy WHERE kind = 'hold' AND id = $1 AND created_by = $2 AND cabinet_id = $3 RETURNING id`,
      [id, userId, cabinetId],
    );
    return removed.length > 0;
  }
}
