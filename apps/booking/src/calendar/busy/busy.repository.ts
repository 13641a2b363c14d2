import { Injectable } from '@nestjs/common';
import { isExclusionViolation, oneRow, type Transaction } from '@veza/database';
import { requireTime } from '@veza/transport';
import type { Member } from '../../practice/tenancy/access.js';
import type { Span } from '../../practice/time/cabinet-time.js';
import { Busy } from './busy.entity.js';

/** The exclusion constraint: no two rows of one practitioner overlap, except with an absence that overrides. */
const NO_OVERLAP = 'busy_no_overlap';
/** No two rows of one room or device overlap. */
const ONE_USE = 'busy_one_use';

/** None of the rooms and devices that would do is free at the time any more. */
class NoFacilityLeft extends Error {}

/** Whether another transaction has taken the time since it was read as free. */
export const isTaken = (error: unknown): boolean =>
  error instanceof NoFacilityLeft || isExclusionViolation(error, NO_OVERLAP) || isExclusionViolation(error, ONE_USE);

const COLUMNS = `id, practitioner_id AS "practitionerId", lower(span) AS "startTime", upper(span) AS "endTime", reason, expires_at AS "expiresAt", facility_id AS "facilityId"`;
const MOST = 500;
const DAY_MS = 86_400_000;

/** Whole milliseconds since 1970. */
const EPOCH_MS = (bound: 'lower' | 'upper') => `round(date_part('epoch', ${bound}(span)) * 1000)`;

/** A row with the bounds of its span. */
export interface BusyRow extends Pick<Busy, 'id' | 'practitionerId' | 'reason' | 'expiresAt' | 'facilityId'> {
  startTime: Date;
  endTime: Date;
}

/** A time of a calendar, buffer included. */
export interface TakenTime extends Pick<Busy, 'practitionerId'> {
  startTime: Date;
  endTime: Date;
  /** The rooms and devices of which it uses one, the first that is free; null or absent for none. */
  facilityIds?: readonly string[] | null;
}

export interface NewBusy extends TakenTime, Pick<Busy, 'kind'> {
  /** That of an appointment or of an offer; other rows get a new one. */
  id?: string;
  reason?: string;
  /** Of a hold, and of nothing else: milliseconds until it expires, by the clock of Postgres. */
  lifeMs?: number;
}

export type NewAbsence = TakenTime & Pick<NewBusy, 'reason'>;

/** The first free one of the array `ids` in the span, for the row `id`. The array is locked, so the constraint finds no other. */
const firstFree = (ids: string, span: string, id: string): string => `
  (SELECT f.id FROM unnest(${ids}::uuid[]) WITH ORDINALITY AS f (id, place)
   WHERE NOT EXISTS (SELECT FROM busy b WHERE b.facility_id = f.id AND b.span && ${span} AND b.id IS DISTINCT FROM ${id})
   ORDER BY f.place LIMIT 1)`;

/**
 * The spans of time that are taken in the calendars of practitioners. A span includes its start, excludes its end, and
 * includes the buffer of an appointment. An `insert` that overlaps another row, or finds no room or device, fails with an
 * error that `isTaken`. Statements with spans are raw SQL: TypeORM has no ranges.
 */
@Injectable()
export class BusyRepository {
  /**
   * Locks calendars until the end of the transaction: none of their times is taken by another one. Without the lock, two
   * concurrent inserts that overlap would wait for each other in the constraint, until Postgres detects the deadlock a second
   * later. The locks of two calendars are taken in one order. Lock last: what a transaction does after it, all others of the
   * calendar wait for.
   */
  async lock(tx: Transaction, calendars: readonly string[]): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('booking.busy:' || id, 0)) FROM unnest($1::text[]) AS id`, [
      [...new Set(calendars)].sort(),
    ]);
    requireTime(); // the wait may have been long: the next one does not wait for work that is not committed
  }

  /** Locks calendars and the rooms and devices of the time, and deletes their expired holds and the member's own hold on that time. */
  async open(tx: Transaction, { cabinetId, userId }: Member, calendars: string[], time: TakenTime): Promise<void> {
    const facilities = time.facilityIds ?? [];
    await this.lock(tx, [...calendars, ...facilities]);
    await tx.query(
      `DELETE FROM busy WHERE kind = 'hold' AND cabinet_id = $1
         AND (created_by = $2 AND (practitioner_id = $4 OR facility_id = ANY ($7::uuid[])) AND span && tstzrange($5, $6)
           OR (practitioner_id = ANY ($3::uuid[]) OR facility_id = ANY ($7::uuid[])) AND expires_at <= now())`,
      [cabinetId, userId, calendars, time.practitionerId, time.startTime, time.endTime, facilities],
    );
  }

  /** A member has one hold: a new one replaces it. */
  async removeOwnHolds(tx: Transaction, { cabinetId, userId }: Member): Promise<void> {
    await tx.delete(Busy, { kind: 'hold', createdBy: userId, cabinetId });
  }

  async insert(tx: Transaction, { cabinetId, userId }: Member, row: NewBusy): Promise<BusyRow> {
    const { id, kind, practitionerId, startTime, endTime, reason, lifeMs, facilityIds } = row;
    const inserted = oneRow(
      await tx.query<BusyRow>(
        `INSERT INTO busy (id, cabinet_id, practitioner_id, kind, span, reason, expires_at, created_by, facility_id)
       VALUES (coalesce($9::uuid, gen_random_uuid()), $1, $2, $3, tstzrange($4, $5), $6, now() + make_interval(secs => $7), $8,
         ${firstFree('$10', 'tstzrange($4, $5)', '$9::uuid')}) RETURNING ${COLUMNS}`,
        [
          cabinetId,
          practitionerId,
          kind,
          startTime,
          endTime,
          reason ?? null,
          lifeMs === undefined ? null : lifeMs / 1_000,
          userId,
          id ?? null,
          facilityIds ?? [],
        ],
      ),
    );
    requireFacility(row, inserted.facilityId);
    return inserted;
  }

  /**
   * Inserts an absence over everything that its span overlaps, in a calendar that the transaction has locked. Holds end. The
   * absence takes a layer that no other row there has, and appointments and absences keep the layer below all of them.
   * One statement, because others wait for the calendar; the counts order its parts.
   */
  async insertOver(
    tx: Transaction,
    member: Member,
    { practitionerId, startTime, endTime, reason }: NewAbsence,
  ): Promise<BusyRow> {
    const { cabinetId, userId } = member;
    const where = [cabinetId, practitionerId, startTime, endTime];
    const overlapping = `cabinet_id = $1 AND practitioner_id = $2 AND span && tstzrange($3, $4)`;
    return oneRow(
      await tx.query<BusyRow>(
        `WITH ended AS (DELETE FROM busy WHERE ${overlapping} AND kind = 'hold' RETURNING 1),
           lowered AS (UPDATE busy SET layers = '[0,1)' WHERE ${overlapping} AND kind <> 'hold' AND upper_inf(layers) RETURNING 1)
         INSERT INTO busy (cabinet_id, practitioner_id, kind, span, layers, reason, created_by)
         SELECT $1, $2, 'absence', tstzrange($3, $4), int8range(top, top + 1), $5, $6
         FROM (SELECT 1 + coalesce(max(lower(layers)), 0) AS top FROM busy WHERE ${overlapping} AND kind <> 'hold') AS others,
           (SELECT count(*) FROM ended) AS first, (SELECT count(*) FROM lowered) AS second
         RETURNING ${COLUMNS}`,
        [...where, reason ?? null, userId],
      ),
    );
  }

  /**
   * Taken spans within a range, in order of time. A member's own hold does not count as taken for that member, and an
   * appointment does not count while it is moved.
   */
  async spans(
    tx: Transaction,
    { cabinetId, userId }: Member,
    practitionerId: string,
    start: Date,
    end: Date,
    moved?: string,
  ): Promise<{ start: number; end: number }[]> {
    const rows = await tx.query<{ start: Date; end: Date }>(
      `SELECT lower(span) AS start, upper(span) AS end FROM busy
       WHERE practitioner_id = $1 AND cabinet_id = $2 AND span && tstzrange($3, $4)
         AND (kind <> 'hold' OR expires_at > now() AND created_by <> $5) AND id IS DISTINCT FROM $6 ORDER BY span`,
      [practitionerId, cabinetId, start, end, userId, moved ?? null],
    );
    return rows.map((row) => ({ start: row.start.getTime(), end: row.end.getTime() }));
  }

  /**
   * Taken spans of several calendars within a range, in order of time. As JSON: thousands of rows cost a parse each. Sorted here:
   * Postgres 15 sorts once for each aggregate.
   */
  async spansOfAll(
    tx: Transaction,
    { cabinetId, userId }: Member,
    practitionerIds: readonly string[],
    start: Date,
    end: Date,
  ): Promise<Map<string, Span[]>> {
    const rows = await tx.query<{ practitionerId: string; starts: number[]; ends: number[] }>(
      `SELECT practitioner_id AS "practitionerId", json_agg(${EPOCH_MS('lower')}) AS starts,
         json_agg(${EPOCH_MS('upper')}) AS ends FROM busy
       WHERE practitioner_id = ANY ($1::uuid[]) AND cabinet_id = $2 AND span && tstzrange($3, $4)
         AND (kind <> 'hold' OR expires_at > now() AND created_by <> $5) GROUP BY practitioner_id`,
      [practitionerIds, cabinetId, start, end, userId],
    );
    return new Map(
      rows.map(({ practitionerId, starts, ends }) => [
        practitionerId,
        starts.map((each, i) => ({ start: each, end: ends[i] ?? each })).sort((a, b) => a.start - b.start),
      ]),
    );
  }

  /**
   * The same for local dates, both included, as days since 1970. A local date begins up to 14 hours before the same date in
   * UTC, and a night shift ends on the next one.
   */
  spansOfDays(
    tx: Transaction,
    member: Member,
    practitionerIds: readonly string[],
    { first, last }: { first: number; last: number },
  ): Promise<Map<string, Span[]>> {
    return this.spansOfAll(tx, member, practitionerIds, new Date((first - 2) * DAY_MS), new Date((last + 3) * DAY_MS));
  }

  /** Appointments within a range by practitioner; those without any are left out. */
  async load(
    tx: Transaction,
    { cabinetId }: Member,
    practitionerIds: readonly string[],
    start: Date,
    end: Date,
  ): Promise<Map<string, number>> {
    const rows = await tx.query<{ id: string; load: number }>(
      `SELECT practitioner_id AS id, count(*)::integer AS load FROM busy WHERE kind = 'appointment' AND cabinet_id = $1
         AND practitioner_id = ANY ($2::uuid[]) AND span && tstzrange($3, $4) GROUP BY practitioner_id`,
      [cabinetId, practitionerIds, start, end],
    );
    return new Map(rows.map(({ id, load }) => [id, load]));
  }

  /** Orders the choices of a practitioner for one date until the end of the transaction, so that each sees the one before. */
  async lockChoice(tx: Transaction, { cabinetId }: Member, date: string): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('booking.choice:' || $1, 0))`, [`${cabinetId} ${date}`]);
    requireTime();
  }

  /** The room or device that it uses then. */
  async moveAppointment(tx: Transaction, { cabinetId }: Member, id: string, time: TakenTime): Promise<string | null> {
    const moved = await tx.query<Pick<Busy, 'facilityId'>>(
      `WITH moved AS (
         UPDATE busy SET practitioner_id = $3, span = tstzrange($4, $5), layers = DEFAULT,
           facility_id = ${firstFree('$6', 'tstzrange($4, $5)', '$1')}
         WHERE id = $1 AND kind = 'appointment' AND cabinet_id = $2 RETURNING facility_id)
       SELECT facility_id AS "facilityId" FROM moved`,
      [id, cabinetId, time.practitionerId, time.startTime, time.endTime, time.facilityIds ?? []],
    );
    const { facilityId } = oneRow(moved);
    requireFacility(time, facilityId);
    return facilityId;
  }

  async removeAppointment(tx: Transaction, { cabinetId }: Member, id: string): Promise<void> {
    await tx.delete(Busy, { kind: 'appointment', id, cabinetId });
  }

  absences(tx: Transaction, { cabinetId }: Member, practitionerId: string, start: Date, end: Date | null): Promise<BusyRow[]> {
    return tx.query<BusyRow>(
      `SELECT ${COLUMNS} FROM busy WHERE kind = 'absence' AND practitioner_id = $1 AND cabinet_id = $2 AND span && tstzrange($3, $4)
       ORDER BY span LIMIT ${MOST}`,
      [practitionerId, cabinetId, start, end],
    );
  }

  /** Absences within a range by practitioner, in order of time. */
  async absencesOfCabinet(tx: Transaction, { cabinetId }: Member, start: Date, end: Date): Promise<Map<string, Span[]>> {
    const rows = await tx.query<{ practitionerId: string; start: Date; end: Date }>(
      `SELECT practitioner_id AS "practitionerId", lower(span) AS start, upper(span) AS end FROM busy
       WHERE kind = 'absence' AND cabinet_id = $1 AND span && tstzrange($2, $3) ORDER BY span LIMIT 10000`,
      [cabinetId, start, end],
    );
    const absences = new Map<string, Span[]>();
    for (const { practitionerId, ...row } of rows) {
      const span = { start: row.start.getTime(), end: row.end.getTime() };
      absences.set(practitionerId, [...(absences.get(practitionerId) ?? []), span]);
    }
    return absences;
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

function requireFacility({ facilityIds }: Pick<TakenTime, 'facilityIds'>, taken: string | null): void {
  if (facilityIds && taken === null) throw new NoFacilityLeft();
}
