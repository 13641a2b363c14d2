import { Injectable } from '@nestjs/common';
import type { Caller, ListTracks, TrackFacts, TrackFault, UpdateTrack } from '@veza/contracts';
import { Database, type SqlExecutor } from '@veza/database';
import type { Transcoded } from '../transcode/transcoder.js';
import type { TrackProgress } from './progress-channel.js';
import { readTrackPage, TRACK_COLUMNS, type TrackRows } from './track-query.js';
import type { Track } from './track.entity.js';

const PLAY_PAUSE_SECONDS = 30;
const PLAYS_A_DAY = 20;

/** `version` is the transaction that wrote the row last: Postgres keeps it for every row, so no statement can forget it. */
export type VersionedTrack = Track & { version: string };
const UNCHANGED = '($2::text IS NULL OR xmin::text = $2)';

@Injectable()
export class TracksRepository {
  constructor(private readonly database: Database) {}

  async find(id: number): Promise<VersionedTrack | undefined> {
    const [track] = await this.database.prepared<VersionedTrack>(
      'track-by-id',
      `SELECT ${TRACK_COLUMNS}, xmin::text AS version FROM tracks WHERE id = $1`,
      [id],
    );
    return track;
  }

  async findByRendition(renditionId: string): Promise<Pick<Track, 'id' | 'durationSeconds'> | undefined> {
    const [track] = await this.database.query<Pick<Track, 'id' | 'durationSeconds'>>(
      `SELECT id, duration_seconds AS "durationSeconds" FROM tracks WHERE rendition_id = $1`,
      [renditionId],
    );
    return track;
  }

  async progressOf(id: number): Promise<TrackProgress | undefined> {
    const [progress] = await this.database.prepared<TrackProgress>(
      'track-progress',
      `SELECT id AS "trackId", status, progress, error FROM tracks WHERE id = $1`,
      [id],
    );
    return progress;
  }

  list(caller: Caller, query: ListTracks): Promise<TrackRows> {
    return readTrackPage(this.database, caller, query);
  }

  async insert(tx: SqlExecutor, uploaderId: number, facts: TrackFacts, source: { id: string; filename: string }): Promise<Track> {
    const { title, artist, album, genre, tags, isPublic } = facts;
    const [track] = await tx.query<Track>(
      `INSERT INTO tracks (title, artist, album, genre, tags, is_public, uploader_id, source_id, filename)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING ${TRACK_COLUMNS}`,
      [title, artist, album, genre, tags, isPublic, uploaderId, source.id, source.filename],
    );
    if (!track) throw new Error('INSERT answered no row');
    return track;
  }

  /** Undefined when there is no such track, of that version if one is given. */
  async update({ id, ifVersion, title, artist, album, genre, tags, isPublic }: UpdateTrack): Promise<Track | undefined> {
    const changed = { title, artist, album, genre, tags, is_public: isPublic };
    const given = Object.entries(changed).filter(([, value]) => value !== undefined);
    if (given.length === 0) return this.find(id);
    const set = given.map(([column], at) => `${column} = $${at + 3}`).join(', ');
    const values = given.map(([, value]) => value);
    const [track] = await this.database.query<Track>(
      `UPDATE tracks SET ${set} WHERE id = $1 AND ${UNCHANGED} RETURNING ${TRACK_COLUMNS}`,
      [id, ifVersion, ...values],
    );
    return track;
  }

  async remove(tx: SqlExecutor, id: number, ifVersion?: string): Promise<Track | undefined> {
    const [track] = await tx.query<Track>(`DELETE FROM tracks WHERE id = $1 AND ${UNCHANGED} RETURNING ${TRACK_COLUMNS}`, [
      id,
      ifVersion,
    ]);
    return track;
  }

  /** One statement, so that two plays at once are one: the listener's row decides, and only then the number grows. */
  async countPlay(id: number, userId: number): Promise<void> {
    await this.database.query(
      `WITH heard AS (
         INSERT INTO track_plays AS heard (track_id, user_id, day, plays, last_at) VALUES ($1, $2, current_date, 1, now())
         ON CONFLICT (track_id, user_id) DO UPDATE
         SET plays = CASE WHEN heard.day = current_date THEN heard.plays + 1 ELSE 1 END, day = current_date, last_at = now()
         WHERE heard.last_at <= now() - make_interval(secs => ${PLAY_PAUSE_SECONDS}) AND (heard.day < current_date OR heard.plays < ${PLAYS_A_DAY})
         RETURNING 1
       )
       UPDATE tracks SET play_count = play_count + 1 WHERE id = $1 AND EXISTS (SELECT 1 FROM heard)`,
      [id, userId],
    );
  }

  /** A failed track starts anew; undefined when it is not failed. */
  async restart(id: number): Promise<Track | undefined> {
    const [track] = await this.database.query<Track>(
      `UPDATE tracks SET status = 'processing', progress = 0, attempt = attempt + 1, starts = 0, moved_at = now(), error = NULL
       WHERE id = $1 AND status = 'failed' RETURNING ${TRACK_COLUMNS}`,
      [id],
    );
    return track;
  }

  /** A worker begins; undefined when there is nothing to do any more for this attempt. */
  async begin(id: number, attempt: number): Promise<Track | undefined> {
    const [track] = await this.database.query<Track>(
      `UPDATE tracks SET starts = starts + 1, progress = 0, moved_at = now() WHERE id = $1 AND attempt = $2 AND status = 'processing' RETURNING ${TRACK_COLUMNS}`,
      [id, attempt],
    );
    return track;
  }

  /** False when the track is gone or is no longer at this attempt: the work is for nobody. */
  async move(id: number, attempt: number, progress: number): Promise<boolean> {
    const rows = await this.database.query(
      `UPDATE tracks SET progress = $3, moved_at = now() WHERE id = $1 AND attempt = $2 AND status = 'processing' RETURNING 1`,
      [id, attempt, progress],
    );
    return rows.length > 0;
  }

  async finish(tx: SqlExecutor, id: number, attempt: number, renditionId: string, facts: Transcoded): Promise<Track | undefined> {
    const [track] = await tx.query<Track>(
      `UPDATE tracks SET status = 'ready', progress = 100, error = NULL, moved_at = now(),
         rendition_id = $3, duration_seconds = $4, loudness_lufs = $5, true_peak_dbtp = $6, has_cover = $7
       WHERE id = $1 AND attempt = $2 AND status = 'processing' RETURNING ${TRACK_COLUMNS}`,
      [id, attempt, renditionId, facts.durationSeconds, facts.loudnessLufs, facts.truePeakDbtp, facts.hasCover],
    );
    return track;
  }

  async fail(tx: SqlExecutor, id: number, attempt: number, error: TrackFault): Promise<Track | undefined> {
    const [track] = await tx.query<Track>(
      `UPDATE tracks SET status = 'failed', error = $3, moved_at = now() WHERE id = $1 AND attempt = $2 AND status = 'processing' RETURNING ${TRACK_COLUMNS}`,
      [id, attempt, error],
    );
    return track;
  }

  /** Tracks that nobody has worked on for a while. */
  async standingStill(ms: number, most: number): Promise<{ id: number; attempt: number }[]> {
    return this.database.query(
      `SELECT id, attempt FROM tracks WHERE status = 'processing' AND moved_at < now() - make_interval(secs => $1) ORDER BY moved_at LIMIT $2`,
      [ms / 1000, most],
    );
  }
}
