import { Injectable } from '@nestjs/common';
import { type ListTrackNotices, NOTICE_DAYS, type TrackError, type TrackNoticeView } from '@veza/contracts';
import { Database, type Page, QueryParts, readPage, type Transaction } from '@veza/database';
import { IsNull } from 'typeorm';
import { TrackNotice } from './track-notice.entity.js';

export type TrackNoticeRow = Omit<TrackNoticeView, 'createdAt'> & { createdAt: Date };

@Injectable()
export class NoticesRepository {
  constructor(private readonly database: Database) {}

  /** In the transaction of the change. It replaces an earlier notice of the track, which is no longer true. */
  async record(tx: Transaction, track: { id: number; uploaderId: number }, error: TrackError | null): Promise<void> {
    await tx.delete(TrackNotice, { trackId: track.id });
    await tx.insert(TrackNotice, { trackId: track.id, userId: track.uploaderId, error });
  }

  list(userId: number, { unread, ...page }: ListTrackNotices): Promise<Page<TrackNoticeRow>> {
    const parts = new QueryParts();
    parts.and(`user_id = ${parts.bind(userId)}`);
    if (unread) parts.and('read_at IS NULL');
    return readPage<TrackNoticeRow>(this.database, {
      select: `id, track_id AS "trackId", error, read_at IS NOT NULL AS read, created_at AS "createdAt",
        (SELECT title FROM tracks WHERE tracks.id = track_id) AS title`,
      from: 'track_notices',
      parts,
      searching: false,
      order: () => ({ name: '-created_at', key: 'created_at', kind: 'time', descending: true }),
      page,
    });
  }

  /** False when the user has no such notice. */
  async read(userId: number, id: number): Promise<boolean> {
    return this.database.entities(async (manager) => {
      await manager.update(TrackNotice, { id, userId, readAt: IsNull() }, { readAt: () => 'now()' });
      return manager.existsBy(TrackNotice, { id, userId });
    });
  }

  async readAll(userId: number): Promise<void> {
    await this.database.entities((manager) =>
      manager.update(TrackNotice, { userId, readAt: IsNull() }, { readAt: () => 'now()' }),
    );
  }

  /** Raw SQL: the clock of Postgres. */
  async purge(): Promise<void> {
    await this.database.query(`DELETE FROM track_notices WHERE created_at < now() - make_interval(days => ${NOTICE_DAYS})`);
  }
}
