import { Injectable } from '@nestjs/common';
import type { CalendarImportFailure } from '@veza/contracts';
import { columnsOf, Database, oneRow, type Transaction } from '@veza/database';
import type { QueueDepth } from '@veza/platform';
import { QUEUES } from '../../queues.js';
import type { Member } from '../../practice/tenancy/access.js';
import { CalendarImport } from './calendar-import.entity.js';

const { leaseSeconds, longestPauseSeconds } = QUEUES.calendarImports;

type Tenant = Pick<Member, 'cabinetId'>;

export type CalendarImportRef = Pick<CalendarImport, 'cabinetId' | 'id'>;

/** With the number of its busy times that have not ended. */
export type ListedImport = CalendarImport & { busyTimes: number };

/** An import whose run has begun, with the time zone of its cabinet. */
export type StartedImport = CalendarImport & { timezone: string };

/** What a calendar sent with its text, for the next request. */
export interface Validators {
  etag: string | null;
  lastModified: string | null;
}

const LISTED = `
  SELECT ${columnsOf(CalendarImport, 'i')},
    (SELECT count(*)::integer FROM busy b WHERE b.import_id = i.id AND upper(b.span) > now()) AS "busyTimes"
  FROM calendar_imports i WHERE i.cabinet_id = $1 AND i.practitioner_id = $2 AND ($3::uuid IS NULL OR i.id = $3)
  ORDER BY i.created_at, i.id`;
/**
 * Jitter of ±20 %, so that the calendars of one host are not read at once; the interval doubles after each failure.
 * $3: minutes, $4: the longest pause.
 */
const NEXT = (failures: string) =>
  `now() + least(make_interval(mins => $3) * power(2, least(${failures}, 10)), make_interval(secs => $4)) * (0.8 + 0.4 * random())`;

/** Raw SQL: times by the clock of Postgres, and counts of ranges. */
@Injectable()
export class CalendarImportsRepository {
  constructor(private readonly database: Database) {}

  /** Of those that are due, at most a thousand. Their times are for the schema's owner only. */
  async depth(): Promise<QueueDepth> {
    return oneRow(
      await this.database.query<{ waiting: number }>('SELECT count(*)::integer AS waiting FROM due_calendar_imports(1000)'),
    );
  }

  /** Of all cabinets: only a function of the schema's owner may see them. */
  due(most: number): Promise<CalendarImportRef[]> {
    return this.database.query(`SELECT cabinet_id AS "cabinetId", id FROM due_calendar_imports($1)`, [most]);
  }

  list(tx: Transaction, { cabinetId }: Tenant, practitionerId: string, id?: string): Promise<ListedImport[]> {
    return tx.query<ListedImport>(LISTED, [cabinetId, practitionerId, id ?? null]);
  }

  async add(
    tx: Transaction,
    row: Pick<CalendarImport, 'id' | 'cabinetId' | 'practitionerId' | 'host' | 'address' | 'createdBy'>,
  ): Promise<void> {
    await tx.insert(CalendarImport, row);
  }

  /** Makes it due at once, or a minute after its last run began. False when there is none. */
  async refresh(tx: Transaction, { cabinetId }: Tenant, practitionerId: string, id: string): Promise<boolean> {
    const rows = await tx.query(
      `WITH due AS (UPDATE calendar_imports SET next_run_at = greatest(now(), run_at + interval '1 minute')
         WHERE id = $1 AND practitioner_id = $2 AND cabinet_id = $3 RETURNING 1) SELECT FROM due`,
      [id, practitionerId, cabinetId],
    );
    return rows.length > 0;
  }

  async remove(tx: Transaction, { cabinetId }: Tenant, practitionerId: string, id: string): Promise<boolean> {
    const { affected } = await tx.delete(CalendarImport, { id, practitionerId, cabinetId });
    return affected === 1;
  }

  /** Begins a run, if one is due and no other replica has begun it. */
  async start(tx: Transaction, { cabinetId }: Tenant, id: string): Promise<StartedImport | undefined> {
    const [started] = await tx.query<StartedImport>(
      `WITH started AS (
         UPDATE calendar_imports SET runs = runs + 1, run_at = now(), next_run_at = now() + make_interval(secs => $3)
         WHERE id = $1 AND cabinet_id = $2 AND next_run_at <= now() RETURNING *)
       SELECT ${columnsOf(CalendarImport, 'i')}, c.timezone FROM started i JOIN cabinets c ON c.id = i.cabinet_id`,
      [id, cabinetId, leaseSeconds],
    );
    return started;
  }

  /** Locks the import if this run is its newest one. */
  async lock(tx: Transaction, { id, cabinetId, runs }: CalendarImport): Promise<boolean> {
    const where = { id, cabinetId, runs };
    return (await tx.findOne(CalendarImport, { where, lock: { mode: 'pessimistic_write' } })) !== null;
  }

  /** `validators` are those of a calendar that was read as a whole. */
  async succeed(
    tx: Transaction,
    { id, cabinetId, address }: CalendarImport,
    minutes: number,
    validators?: Validators,
  ): Promise<void> {
    await tx.query(
      `UPDATE calendar_imports SET succeeded_at = now(), failures = 0, next_run_at = ${NEXT('0')},
         etag = CASE WHEN $5 THEN $6 ELSE etag END, last_modified = CASE WHEN $5 THEN $7 ELSE last_modified END,
         read_at = CASE WHEN $5 THEN now() ELSE read_at END, address = $8
       WHERE id = $1 AND cabinet_id = $2`,
      [
        id,
        cabinetId,
        minutes,
        longestPauseSeconds,
        validators !== undefined,
        validators?.etag ?? null,
        validators?.lastModified ?? null,
        address,
      ],
    );
  }

  async fail(tx: Transaction, { id, cabinetId }: CalendarImport, minutes: number, failure: CalendarImportFailure): Promise<void> {
    await tx.query(
      `UPDATE calendar_imports SET failed_at = now(), failure = $5, failures = failures + 1, next_run_at = ${NEXT('failures + 1')}
       WHERE id = $1 AND cabinet_id = $2`,
      [id, cabinetId, minutes, longestPauseSeconds, failure],
    );
  }
}
