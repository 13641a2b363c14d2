import { Injectable } from '@nestjs/common';
import { type ListTrackNotices, NOTICE_DAYS, type TrackError, trackNoticeEvents, type TrackNoticeView } from '@veza/contracts';
import { Database, insertReturning, type Page, QueryParts, readPage, type Transaction } from '@veza/database';
import { Outbox } from '@veza/transport';
import { IsNull } from 'typeorm';
import { TrackNotice } from './track-notice.entity.js';

export type TrackNoticeRow = Omit<TrackNoticeView, 'createdAt'> & { createdAt: Date };

interface NoticedTrack {
  id: number;
  uploaderId: number;
  title: string;
}

@Injectable()
export class NoticesRepository {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
  ) {}

  /** In the transaction of the change. It replaces an earlier notice of the track, which is no longer true. */
  async record(
    tx: Transaction,
    { id: trackId, uploaderId: userId, title }: NoticedTrack,
    error: TrackError | null,
  ): Promise<void> {
    await tx.delete(TrackNotice, { trackId });
    const { id, createdAt } = await insertReturning(tx, TrackNotice, { trackId, userId, error });
    const notice = { id, trackId, userId, title, error, createdAt: createdAt.toISOString() };
    await this.outbox.append(tx, trackNoticeEvents.recorded, notice);
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
