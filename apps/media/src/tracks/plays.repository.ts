import { Injectable } from '@nestjs/common';
import type { PlayDays } from '@veza/contracts';
import { Database, type SqlExecutor } from '@veza/database';

const PAUSE_SECONDS = 30;
const MOST_A_DAY = 20;
/** Between two positions of one person, of any track. */
const POSITION_SECONDS = 15;

/** The plays of tracks: by listener as far as they bound the count, and by day without a listener. */
@Injectable()
export class PlaysRepository {
  constructor(private readonly database: Database) {}

  /** Raw SQL, one statement: of two concurrent plays by one listener one counts, as the row of the listener decides. */
  async count(trackId: number, userId: number): Promise<void> {
    await this.database.query(
      `WITH heard AS (
         INSERT INTO track_plays AS heard (track_id, user_id, day, plays, last_at) VALUES ($1, $2, current_date, 1, now())
         ON CONFLICT (track_id, user_id) DO UPDATE
         SET plays = CASE WHEN heard.day = current_date THEN heard.plays + 1 ELSE 1 END, day = current_date, last_at = now()
         WHERE heard.last_at <= now() - make_interval(secs => ${PAUSE_SECONDS}) AND (heard.day < current_date OR heard.plays < ${MOST_A_DAY})
         RETURNING track_id
       ), counted AS (
         UPDATE tracks SET play_count = play_count + 1 WHERE id IN (SELECT track_id FROM heard) RETURNING id
       )
       INSERT INTO track_play_days AS sums (track_id, day, plays) SELECT id, current_date, 1 FROM counted
       ON CONFLICT (track_id, day) DO UPDATE SET plays = sums.plays + 1`,
      [trackId, userId],
    );
  }

  /**
   * Where a listener is in a track with a counted play. Raw SQL: the row changes unless the person had another report
   * lately. The lock is for reports of several devices at one moment.
   */
  async keepPosition(tx: SqlExecutor, trackId: number, userId: number, seconds: number): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtext('media.positions'), $1)`, [userId]);
    await tx.query(
      `UPDATE track_plays SET heard_seconds = $3, heard_at = now() WHERE track_id = $1 AND user_id = $2 AND NOT EXISTS (
         SELECT 1 FROM track_plays other WHERE other.user_id = $2 AND other.heard_at > now() - make_interval(secs => ${POSITION_SECONDS}))`,
      [trackId, userId, seconds],
    );
  }

  /** Raw SQL: every day of the range has a row. */
  async byDay(trackId: number, days: number, to: string | undefined): Promise<PlayDays['days']> {
    return this.database.query(
      `SELECT to_char(each, 'YYYY-MM-DD') AS day, coalesce(plays, 0) AS plays
       FROM generate_series(coalesce($3::date, current_date) - ($2::integer - 1), coalesce($3::date, current_date), interval '1 day') AS each
       LEFT JOIN track_play_days ON track_id = $1 AND day = each::date
       ORDER BY each`,
      [trackId, days, to],
    );
  }
}
