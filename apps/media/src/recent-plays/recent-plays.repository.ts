import { Injectable } from '@nestjs/common';
import { Database } from '@veza/database';

export interface RecentPlay {
  readonly trackId: number;
  readonly lastAt: Date;
  readonly heardSeconds: number | null;
  readonly heardAt: Date | null;
}

/** A position before is the beginning; one so near the end was the end, since reports come each 15 s. */
const FIRST_SECONDS = 5;
const LAST_SECONDS = 20;

@Injectable()
export class RecentPlaysRepository {
  constructor(private readonly database: Database) {}

  /**
   * The tracks that a listener may hear and has played last. Raw SQL: rows behind an index, up to those of the list. A
   * listener who may hear few of very many is given those among the last thousand.
   */
  last(userId: number, limit: number): Promise<RecentPlay[]> {
    return this.database.prepared<RecentPlay>(
      'recent-plays',
      `SELECT p.track_id AS "trackId", p.last_at AS "lastAt", p.heard_at AS "heardAt",
         CASE WHEN p.heard_seconds BETWEEN ${FIRST_SECONDS} AND t.duration_seconds - ${LAST_SECONDS} THEN p.heard_seconds END AS "heardSeconds"
       FROM (SELECT track_id, last_at, heard_seconds, heard_at FROM track_plays WHERE user_id = $1 ORDER BY last_at DESC LIMIT 1000) AS p
       JOIN tracks t ON t.id = p.track_id AND (t.is_public OR t.uploader_id = $1)
       ORDER BY p.last_at DESC LIMIT $2`,
      [userId, limit],
    );
  }
}
