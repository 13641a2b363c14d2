import { Injectable } from '@nestjs/common';
import { oneRow, type Transaction } from '@veza/database';
import type { Member } from '../tenancy/access.js';
import { Busy } from './busy.entity.js';

/** The exclusion constraint: no two rows of one practitioner overlap. */
export const NO_OVERLAP = 'busy_no_overlap';

const COLUMNS = `id, practitioner_id AS "practitionerId", lower(span) AS "startTime", upper(span) AS "endTime", reason, expires_at AS "expiresAt"`;
const MOST = 500;

/** A row with the bounds of its span. */
export interface BusyRow extends Pick<Busy, 'id' | 'practitionerId' | 'reason' | 'expiresAt'> {
  startTime: Date;
  endTime: Date;
}

export interface NewBusy extends Pick<Busy, 'kind' | 'practitionerId'> {
  startTime: Date;
  endTime: Date;
  reason?: string;
  /** Of a hold, and of nothing else: milliseconds until it expires, by the clock of Postgres. */
  lifeMs?: number;
}

/**
 * The spans of time that are taken in the calendars of practitioners. A span includes its start, excludes its end, and
 * includes the buffer of an appointment. An `insert` that overlaps another row fails with an exclusion violation of
 * NO_OVERLAP. Statements with spans are raw SQL: TypeORM has no ranges.
 */
@Injectable()
export class BusyRepository {
  /**
   * Locks the calendar until the end of the transaction, and deletes its expired holds and the member's own hold. Without
   * the lock, two concurrent inserts that overlap would wait for each other in the constraint, until Postgres detects the
   * deadlock a second later.
   */
  async open(tx: Transaction, { cabinetId, userId }: Member, practitionerId: string): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('booking.busy:' || $1, 0))`, [practitionerId]);
    await tx.query(
      `DELETE FROM busy WHERE kind = 'hold' AND cabinet_id = $1 AND (created_by = $2 OR practitioner_id = $3 AND expires_at <= now())`,
      [cabinetId, userId, practitionerId],
    );
  }

  async insert(tx: Transaction, { cabinetId, userId }: Member, row: NewBusy): Promise<BusyRow> {
    const { kind, practitionerId, startTime, endTime, reason, lifeMs } = row;
    return oneRow(
      await tx.query<BusyRow>(
        `INSERT INTO busy (cabinet_id, practitioner_id, kind, span, reason, expires_at, created_by)
       VALUES ($1, $2, $3, tstzrange($4, $5), $6, now() + make_interval(secs => $7), $8) RETURNING ${COLUMNS}`,
        [
          cabinetId,
          practitionerId,
          kind,
          startTime,
          endTime,
          reason ?? null,
          lifeMs === undefined ? null : lifeMs / 1_000,
          userId,
        ],
      ),
    );
  }

  /** Taken spans within a range, in order of time. A member's own hold does not count as taken for that member. */
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

  /** False when there is no such absence. */
  async removeAbsence(tx: Transaction, { cabinetId }: Member, practitionerId: string, id: string): Promise<boolean> {
    const { affected } = await tx.delete(Busy, { kind: 'absence', id, practitionerId, cabinetId });
    return affected === 1;
  }

  /** False when the member has no such hold. */
  async removeHold(tx: Transaction, { cabinetId, userId }: Member, id: string): Promise<boolean> {
    const { affected } = await tx.delete(Busy, { kind: 'hold', id, createdBy: userId, cabinetId });
    return affected === 1;
  }
}
