import type { AppLogger } from '@veza/platform';
import type pg from 'pg';
import { oneRow } from '../one-row.js';

/** A replica that lacks older changes gets no searches. */
const MOST_LAG_MS = 10_000;
/** How long a reading is used. */
const FRESH_MS = 1_000;

interface Mark {
  /** A position in the log of the primary. */
  readonly position: bigint;
  readonly at: number;
}

/**
 * A replica of Postgres that searches read.
 *
 * Promise: `isCurrent` is true only while the replica has every change of the primary that is older than ten seconds, by
 * positions in the log: a replica that has lost the primary, or applies its log slowly, is not current.
 * Limit: what was written within these seconds may be missing in a search. Failure: a replica that is away is not
 * current; it is asked again after a second, and the searches use the primary meanwhile.
 */
export class SearchReplica {
  /** Positions that the replica had not reached, one a second. */
  private marks: Mark[] = [];
  /** The replica has all changes before this time. */
  private currentUntil = -Infinity;
  private reading: { at: number; done: Promise<void> } | undefined;
  private wasCurrent: boolean | undefined;

  constructor(
    readonly pool: pg.Pool,
    private readonly primary: pg.Pool,
    private readonly logger: AppLogger,
  ) {}

  async isCurrent(): Promise<boolean> {
    if (!this.reading || performance.now() - this.reading.at > FRESH_MS) {
      this.reading = { at: performance.now(), done: this.read() };
    }
    await this.reading.done;
    return this.isWithinLag();
  }

  private isWithinLag(): boolean {
    return performance.now() - this.currentUntil <= MOST_LAG_MS;
  }

  private async read(): Promise<void> {
    let failure: unknown;
    try {
      this.marks.push(await positionOf(this.primary));
    } catch (cause) {
      failure = cause; // the replica has what it had
    }
    try {
      const { position } = await positionOf(this.pool);
      for (const mark of this.marks) if (mark.position <= position) this.currentUntil = mark.at;
      this.marks = this.marks.filter((mark) => mark.position > position && performance.now() - mark.at <= MOST_LAG_MS);
    } catch (cause) {
      failure = cause;
      this.currentUntil = -Infinity;
    }
    this.report(failure);
  }

  private report(cause: unknown): void {
    const isCurrent = this.isWithinLag();
    if (isCurrent === this.wasCurrent) return;
    if (isCurrent) this.logger.log('Searches read the replica');
    else this.logger.warn('Searches read the primary: the replica is behind or away', { cause });
    this.wasCurrent = isCurrent;
  }
}

/** The end of the log, on a replica of what it has applied. Raw SQL: functions of the server. */
async function positionOf(pool: pg.Pool): Promise<Mark> {
  const at = performance.now();
  const { rows } = await pool.query<{ lsn: string }>(
    'SELECT CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_lsn() END AS lsn',
  );
  const [high = '0', low = '0'] = oneRow(rows).lsn.split('/');
  return { at, position: (BigInt(`0x${high}`) << 32n) + BigInt(`0x${low}`) };
}
