import { Injectable } from '@nestjs/common';
import {
  type Caller,
  type IdRange,
  type ListTracks,
  type PublicIds,
  TRACK_FIELDS,
  type TrackFacts,
  type TrackError,
  type UpdateTrack,
} from '@veza/contracts';
import {
  Database,
  insertReturning,
  type Page,
  SearchPool,
  type SqlExecutor,
  tableColumnsOf,
  type Transaction,
  updateReturning,
  readPublicIds,
} from '@veza/database';
import { type EntityManager, type FindOptionsWhere, In, type QueryDeepPartialEntity } from 'typeorm';
import { type SoundTags, TAG_FIELDS } from './sound-tags.js';
import type { TrackProgress } from './progress-channel.js';
import { PLAYED, readTrackPage, TRACK_COLUMNS } from './track-query.js';
import { LINK_MARK } from './track-links.repository.js';
import { Track } from './track.entity.js';

const NOW = () => 'now()';
const STARTED = { progress: 0, movedAt: NOW };
/** Columns that the uploader writes, and those that the tags of the file fill. */
const WRITTEN = tableColumnsOf(Track, TRACK_FIELDS);
const TAGGED = tableColumnsOf(Track, TAG_FIELDS);

/**
 * A digest of what people change, not `xmin` (decision 92): plays and the progress of the transcoding are no other version
 * (decision 209). An expression, so these statements are raw SQL.
 */
const VERSION = `md5(ROW(${WRITTEN.map(({ name }) => name).join(', ')}, source_id, cover_id)::text)`;
export type VersionedTrack = Track & { version: string };
const UNCHANGED = `($2::text IS NULL OR ${VERSION} = $2)`;

export type TranscodeTurn = Pick<Track, 'id' | 'attempt'>;
/** Those that a worker has begun, then the oldest. */
const TURNS = '(starts > 0) DESC, id';

export interface Door {
  isPrivate: boolean;
  isReleased: boolean;
  /** The mark of the secret link of now. */
  link: string | null;
}

export type NewTrack = TrackFacts & Pick<Track, 'fromTags'>;

/** What the transcoding measures. */
type SoundFacts = Pick<Track, 'durationSeconds' | 'loudnessLufs' | 'truePeakDbtp' | 'hasCover'>;

@Injectable()
export class TracksRepository {
  constructor(
    private readonly database: Database,
    private readonly searches: SearchPool,
  ) {}

  async find(id: number): Promise<VersionedTrack | undefined> {
    const [track] = await this.database.prepared<VersionedTrack>(
      'track-by-id',
      `SELECT ${TRACK_COLUMNS}, ${VERSION} AS version FROM tracks WHERE id = $1`,
      [id],
    );
    return track;
  }

  /** In any order. */
  byIds(ids: readonly number[]): Promise<Track[]> {
    return this.database.entities((manager) => manager.findBy(Track, { id: In([...ids]) }));
  }

  findByRendition(renditionId: string): Promise<Track | null> {
    return this.database.entities((manager) => manager.findOneBy(Track, [{ renditionId }, { growingId: renditionId }]));
  }

  /** By the upload that is served, or that is to be. */
  findBySource(objectId: string): Promise<Track | null> {
    return this.database.entities((manager) => manager.findOneBy(Track, [{ sourceId: objectId }, { keptSourceId: objectId }]));
  }

  /**
   * Whether a rendition or a cover is that of a private track or album, whether it has ended, and its secret link; nothing of
   * this when it is unknown. Raw SQL: each player reads it every two seconds, so the statement is prepared.
   */
  async doorOf(objectId: string): Promise<Door> {
    const [door] = await this.database.prepared<Door>(
      'door-of-object',
      `SELECT EXISTS (SELECT 1 FROM tracks WHERE (rendition_id = $1 OR growing_id = $1 OR cover_id = $1) AND NOT is_public)
           OR EXISTS (SELECT 1 FROM albums WHERE cover_id = $1 AND NOT is_public) AS "isPrivate",
         EXISTS (SELECT 1 FROM objects WHERE id = $1 AND released_at IS NOT NULL) AS "isReleased",
         (SELECT ${LINK_MARK} FROM track_links l JOIN tracks t ON t.id = l.track_id
          WHERE t.rendition_id = $1 OR t.growing_id = $1 OR t.cover_id = $1 LIMIT 1) AS link`,
      [objectId],
    );
    return door ?? { isPrivate: false, isReleased: false, link: null };
  }

  /** Raw SQL: each open progress stream reads it every two seconds, so the statement is prepared. */
  async progressOf(id: number): Promise<TrackProgress | undefined> {
    const [progress] = await this.database.prepared<TrackProgress>(
      'track-progress',
      `SELECT id AS "trackId", status, progress, error FROM tracks WHERE id = $1`,
      [id],
    );
    return progress;
  }

  list(caller: Caller, query: ListTracks): Promise<Page<Track>> {
    if (query.search === undefined) return readTrackPage(this.database, caller, query);
    return this.searches.read((tx) => readTrackPage(tx, caller, query));
  }

  /** What everybody may play. Raw SQL: thousands of ids make no entities. */
  publicIds(range: IdRange): Promise<PublicIds> {
    return readPublicIds(this.database, 'tracks', PLAYED, range);
  }

  insert(tx: Transaction, uploaderId: number, facts: NewTrack, source: { id: string; filename: string }): Promise<Track> {
    return insertReturning(tx, Track, { ...facts, uploaderId, sourceId: source.id, filename: source.filename });
  }

  /** Undefined when there is no such track, or not of the given version. */
  async update(tx: SqlExecutor, { id, ifVersion, ...changed }: UpdateTrack): Promise<Track | undefined> {
    const changes = new Map<string, unknown>(Object.entries(changed));
    const given = WRITTEN.filter(({ property }) => changes.get(property) !== undefined);
    if (given.length === 0) return (await tx.query<Track>(`SELECT ${TRACK_COLUMNS} FROM tracks WHERE id = $1`, [id]))[0];
    const set = given.map(({ name }, at) => `${name} = $${at + 4}`).join(', ');
    const values = [given.map(({ name }) => name), ...given.map(({ property }) => changes.get(property))];
    const [track] = await tx.query<Track>(
      `UPDATE tracks SET ${set}, from_tags = ARRAY(SELECT unnest(from_tags) EXCEPT SELECT unnest($3::text[])) WHERE id = $1 AND ${UNCHANGED} RETURNING ${TRACK_COLUMNS}`,
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

  /** Starts the next attempt of a failed track; undefined when it is not failed. */
  restart(id: number, tx?: Transaction): Promise<Track | undefined> {
    const changes = { ...STARTED, status: 'processing', attempt: () => 'attempt + 1', starts: 0, error: null } as const;
    const restarted = (manager: EntityManager) => advance(manager, { id, status: 'failed' }, changes);
    return tx ? restarted(tx) : this.database.entities(restarted);
  }

  /** A worker begins an attempt; undefined when the track is no longer processed in this attempt. */
  begin(id: number, attempt: number): Promise<Track | undefined> {
    const changes = { ...STARTED, starts: () => 'starts + 1' };
    return this.database.entities((manager) => advance(manager, { id, attempt, status: 'processing' }, changes));
  }

  /** False when the track is no longer processed in this attempt: the work can be dropped. */
  async move(id: number, attempt: number, progress: number): Promise<boolean> {
    const { affected } = await this.database.entities((manager) =>
      manager.update(Track, { id, attempt, status: 'processing' }, { progress, movedAt: NOW }),
    );
    return affected === 1;
  }

  /** As if no worker had begun the attempt; the sweeper queues it again later. */
  async postpone(id: number, attempt: number): Promise<void> {
    await this.database.entities((manager) =>
      manager.update(Track, { id, attempt, status: 'processing' }, { starts: 0, movedAt: NOW }),
    );
  }

  finish(tx: Transaction, id: number, attempt: number, renditionId: string, facts: SoundFacts): Promise<Track | undefined> {
    const { durationSeconds, loudnessLufs, truePeakDbtp, hasCover } = facts;
    const kept = { keptSourceId: null, keptFilename: null };
    const sound = { ...kept, renditionId, growingId: null, durationSeconds, loudnessLufs, truePeakDbtp, hasCover };
    const changes = { ...sound, status: 'ready', progress: 100, error: null, movedAt: NOW } as const;
    return advance(tx, { id, attempt, status: 'processing' }, changes);
  }

  /** Raw SQL: a field that the uploader has set since the upload keeps its value. */
  async fillFromTags(tx: Transaction, id: number, tags: SoundTags): Promise<void> {
    const set = TAGGED.map(({ name, type }, at) => {
      const value = `$${at + 2}::${type}`;
      return `${name} = CASE WHEN '${name}' = ANY (from_tags) THEN coalesce(${value}, ${name}) ELSE ${name} END`;
    });
    const values = TAG_FIELDS.map((field) => tags[field] ?? null);
    await tx.query(`UPDATE tracks SET ${set.join(', ')}, from_tags = '{}' WHERE id = $1 AND from_tags <> '{}'`, [id, ...values]);
  }

  fail(tx: Transaction, id: number, attempt: number, error: TrackError): Promise<Track | undefined> {
    return advance(tx, { id, attempt, status: 'processing' }, { status: 'failed', error, growingId: null, movedAt: NOW });
  }

  /** The tracks of a user that are transcoded now or next, in their order. Raw SQL for the order. */
  turnsOf(uploaderId: number, most: number): Promise<TranscodeTurn[]> {
    return this.database.query<TranscodeTurn>(
      `SELECT id, attempt FROM tracks WHERE uploader_id = $1 AND status = 'processing' ORDER BY ${TURNS} LIMIT $2`,
      [uploaderId, most],
    );
  }

  /** The next tracks of their users, without progress for a while. Raw SQL: the clock of Postgres wrote `moved_at`. */
  async stalled(ms: number, most: number): Promise<TranscodeTurn[]> {
    return this.database.query(
      `SELECT id, attempt FROM (
         SELECT DISTINCT ON (uploader_id) id, attempt, moved_at FROM tracks WHERE status = 'processing' ORDER BY uploader_id, ${TURNS}
       ) AS next WHERE moved_at < now() - make_interval(secs => $1) ORDER BY moved_at LIMIT $2`,
      [ms / 1000, most],
    );
  }

  /** Raw SQL: an aggregate. */
  async queueLength(): Promise<{ waiting: number; running: number; users: number; oldestSeconds: number }> {
    const [row] = await this.database.query<{ waiting: number; running: number; users: number; oldestSeconds: number }>(
      `SELECT (count(*) FILTER (WHERE starts = 0))::integer AS waiting, (count(*) FILTER (WHERE starts > 0))::integer AS running,
         (count(DISTINCT uploader_id) FILTER (WHERE starts = 0))::integer AS users,
         greatest(coalesce(extract(epoch FROM now() - min(moved_at) FILTER (WHERE starts = 0)), 0), 0)::float8 AS "oldestSeconds"
       FROM tracks WHERE status = 'processing'`,
    );
    return row ?? { waiting: 0, running: 0, users: 0, oldestSeconds: 0 };
  }

  /** Seconds of sound of all tracks of a user except one. Raw SQL: a sum. */
  async secondsOf(uploaderId: number, exceptId = 0): Promise<number> {
    const [row] = await this.database.query<{ seconds: number }>(
      `SELECT coalesce(sum(duration_seconds), 0)::float8 AS seconds FROM tracks WHERE uploader_id = $1 AND id <> $2`,
      [uploaderId, exceptId],
    );
    return row?.seconds ?? 0;
  }
}

/** The track after the changes, if it still was as stated; else undefined. */
async function advance(
  manager: EntityManager,
  stated: FindOptionsWhere<Track> & { id: number },
  changes: QueryDeepPartialEntity<Track>,
): Promise<Track | undefined> {
  const [track] = await updateReturning(manager, Track, stated, changes);
  return track;
}
