import { Injectable } from '@nestjs/common';
import {
  type ListQueueChanges,
  type ListTranscodings,
  MOST_RETRIED,
  type TrackError,
  trackJobs,
  type TranscodingState,
  type TranscodingView,
} from '@veza/contracts';
import {
  columnsOf,
  Database,
  insertUnlessExists,
  type Page,
  QueryParts,
  readPage,
  type SortOrder,
  type Transaction,
} from '@veza/database';
import { Track } from '../tracks/track.entity.js';
import { QueueChange } from './queue-change.entity.js';
import { QueuePause } from './queue-pause.entity.js';

const { queue } = trackJobs.transcode;

/** As the rows of tracks state it. */
const STATES: Record<TranscodingState, string> = {
  waiting: `status = 'processing' AND starts = 0`,
  running: `status = 'processing' AND starts > 0`,
  failed: `status = 'failed'`,
};
const STATE = `CASE WHEN status = 'failed' THEN 'failed' WHEN starts > 0 THEN 'running' ELSE 'waiting' END`;
const newest = (key: string): SortOrder => ({ name: `-${key}`, key, kind: 'time', descending: true });

export type TranscodingRow = Omit<TranscodingView, 'trackId'> & { id: number };

@Injectable()
export class TranscodingsRepository {
  constructor(private readonly database: Database) {}

  list({ state, error, userId, ...page }: ListTranscodings): Promise<Page<TranscodingRow>> {
    const parts = new QueryParts().and(`status <> 'ready'`);
    if (state !== undefined) parts.and(STATES[state]);
    if (error !== undefined) parts.and(`error = ${parts.bind(error)}`);
    if (userId !== undefined) parts.and(`uploader_id = ${parts.bind(userId)}`);
    return readPage<TranscodingRow>(this.database, {
      select: `id, uploader_id AS "userId", ${STATE} AS state, progress, attempt, starts, error,
        greatest(0, extract(epoch FROM now() - moved_at))::integer AS "ageSeconds"`,
      from: 'tracks',
      parts,
      searching: false,
      order: () => newest('created_at'),
      page,
    });
  }

  changes(page: ListQueueChanges): Promise<Page<QueueChange>> {
    return readPage<QueueChange>(this.database, {
      select: columnsOf(QueueChange),
      from: 'queue_changes',
      parts: new QueryParts(),
      searching: false,
      order: () => newest('at'),
      page,
    });
  }

  async record(tx: Transaction, change: Pick<QueueChange, 'action' | 'changedBy'> & Partial<QueueChange>): Promise<void> {
    await tx.insert(QueueChange, change);
  }

  /** Raw SQL: an aggregate. */
  async failures(): Promise<{ error: TrackError; count: number }[]> {
    return this.database.query(
      `SELECT error, count(*)::integer AS count FROM tracks WHERE status = 'failed' AND error IS NOT NULL GROUP BY error ORDER BY 2 DESC`,
    );
  }

  async pausedAt(): Promise<Date | undefined> {
    const pause = await this.database.entities((manager) => manager.findOneBy(QueuePause, { queue }));
    return pause?.pausedAt;
  }

  /** False when it already was as wanted. */
  async setPaused(tx: Transaction, paused: boolean): Promise<boolean> {
    if (paused) return insertUnlessExists(tx, QueuePause, { queue });
    return (await tx.delete(QueuePause, { queue })).affected === 1;
  }

  /** Locked until the transaction ends. */
  async processing(tx: Transaction, id: number): Promise<Track | null> {
    return tx.findOne(Track, { where: { id, status: 'processing' }, lock: { mode: 'pessimistic_write' } });
  }

  exists(id: number): Promise<boolean> {
    return this.database.entities((manager) => manager.existsBy(Track, { id }));
  }

  /**
   * Starts the next attempt of failed tracks; returns the uploader of each. Cancelled ones only if they are named. Raw
   * SQL: the oldest ones that no other call has locked.
   */
  async restartFailed(tx: Transaction, error: TrackError | undefined): Promise<number[]> {
    const rows = await tx.query<{ uploaderId: number }>(
      `UPDATE tracks SET status = 'processing', progress = 0, moved_at = now(), attempt = attempt + 1, starts = 0, error = NULL
       WHERE id IN (
         SELECT id FROM tracks WHERE status = 'failed' AND CASE WHEN $1::text IS NULL THEN error <> 'CANCELLED' ELSE error = $1 END
         ORDER BY id LIMIT ${MOST_RETRIED} FOR UPDATE SKIP LOCKED
       ) RETURNING uploader_id AS "uploaderId"`,
      [error ?? null],
    );
    return rows.map(({ uploaderId }) => uploaderId);
  }
}
