import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { trackEvents, type TrackError, trackJobs } from '@veza/contracts';
import { Database, isForeignKeyViolation } from '@veza/database';
import { AppLogger, CONFIG } from '@veza/platform';
import { Outbox } from '@veza/transport';
import type { MediaConfig } from '../config.js';
import type { JobHandler, JobAttempt } from '../jobs/job-handler.js';
import { NoticesRepository } from '../notices/notices.repository.js';
import { ObjectsRepository } from '../objects/objects.repository.js';
import { ObjectsService } from '../objects/objects.service.js';
import { ObjectStore } from '../store/object-store.js';
import { StorageRoom } from '../store/storage-room.js';
import { GrowingRenditionsRepository } from '../tracks/growing-renditions.repository.js';
import { ProgressChannel } from '../tracks/progress-channel.js';
import type { Track } from '../tracks/track.entity.js';
import { TrackFailures } from '../tracks/track-failures.js';
import { TracksRepository } from '../tracks/tracks.repository.js';
import { TranscodeQueue } from '../tracks/transcode-queue.js';
import { GrowingRendition } from './growing-rendition.js';
import { Isolation } from './isolation.js';
import { programsOf } from './programs.js';
import { TranscodeMetrics } from './transcode-metrics.js';
import { Transcoder, type Transcoded, UnsupportedAudio } from './transcoder.js';
import { WorkFolderFull, WorkFolders } from './work-folders.js';

/** Starts of one attempt, each of which may have crashed a worker; then the track fails. */
const MOST_STARTS = 6;
/** Interval at which progress is stored; the same statement shows whether the work is still wanted. */
const PROGRESS_MS = 2_000;
/** Pause between two looks for new segments. */
const GROW_MS = 250;

/** The track was deleted, or another attempt has begun. */
class Superseded extends Error {}

/**
 * Transcodes the upload of a track. Idempotent: all runs of an attempt write equal files to one rendition, which is played
 * meanwhile, and one transaction makes it that of the track, if the track is still processed in this attempt.
 */
@Injectable()
export class TranscodeHandler implements JobHandler {
  readonly contract = trackJobs.transcode;

  constructor(
    @Inject(CONFIG) private readonly config: MediaConfig,
    private readonly database: Database,
    private readonly tracks: TracksRepository,
    private readonly growing: GrowingRenditionsRepository,
    private readonly objects: ObjectsRepository,
    private readonly objectsService: ObjectsService,
    private readonly store: ObjectStore,
    private readonly room: StorageRoom,
    private readonly outbox: Outbox,
    private readonly queue: TranscodeQueue,
    private readonly failures: TrackFailures,
    private readonly notices: NoticesRepository,
    private readonly channel: ProgressChannel,
    private readonly metrics: TranscodeMetrics,
    private readonly isolation: Isolation,
    private readonly folders: WorkFolders,
    private readonly logger: AppLogger,
  ) {}

  async run(payload: unknown, { last, signal }: JobAttempt): Promise<void> {
    const { trackId, attempt } = this.contract.payload.parse(payload);
    const track = await this.tracks.begin(trackId, attempt);
    const renditionId = track && (await this.growing.begin(track));
    if (!track || renditionId === undefined) return; // the change that ended it has queued the next one
    try {
      if (track.starts > MOST_STARTS) return await this.fail(track, renditionId, 'INTERNAL');
      await this.transcode(track, renditionId, signal);
    } catch (error) {
      if (error instanceof Superseded) return await this.objectsService.discardReleased(renditionId);
      if (signal.aborted) throw error; // this worker stops; another one runs the job again
      this.logger.warn('A track could not be transcoded', { trackId, last, cause: error });
      if (error instanceof WorkFolderFull || !(await this.room.hasRoom())) return await this.tracks.postpone(trackId, attempt);
      if (error instanceof UnsupportedAudio) return await this.fail(track, renditionId, error.fault);
      if (last) return await this.fail(track, renditionId, 'INTERNAL');
      throw error;
    } finally {
      await this.queue.addNextOf(track.uploaderId);
    }
  }

  private async transcode(track: Track, renditionId: string, signal: AbortSignal): Promise<void> {
    const superseded = new AbortController();
    const state = { progress: 0 };
    const moving = setInterval(() => void this.move(track, state.progress, superseded), PROGRESS_MS);
    try {
      await this.folders.use((folder) => this.transcodeIn(folder, track, renditionId, superseded, signal, state));
    } catch (error) {
      throw superseded.signal.aborted ? new Superseded() : error;
    } finally {
      clearInterval(moving);
    }
  }

  private async transcodeIn(
    folder: string,
    track: Track,
    renditionId: string,
    superseded: AbortController,
    signal: AbortSignal,
    state: { progress: number },
  ): Promise<void> {
    const { timed } = this.metrics;
    if (!(await timed('fetch', () => this.store.materialize(track.sourceId, join(folder, 'in', 'source')))))
      throw new UnsupportedAudio('INTERNAL', 'the source is not in the store');
    const rendition = await GrowingRendition.of(renditionId, join(folder, 'out'), this.store, this.growing);
    const ending = AbortSignal.any([signal, superseded.signal]);
    const transcoder = new Transcoder(programsOf(this.config, this.isolation), await this.limitsOf(track), folder, ending, timed);
    const encoded = new AbortController();
    const growth = this.grow(rendition, transcoder, superseded, encoded.signal);
    let facts: Transcoded;
    try {
      facts = await transcoder.run((percent) => {
        if (percent <= state.progress) return;
        state.progress = percent;
        void this.channel.publish({ trackId: track.id, status: 'processing', progress: percent, error: null });
      });
    } finally {
      encoded.abort();
      await growth; // it still reads the folder
    }
    await timed('store', () => rendition.complete());
    await timed('publish', () => this.publish(track, renditionId, facts));
  }

  /** Adds segments to what players hear, until all are encoded. A failure only delays them. Never rejects. */
  private async grow(
    rendition: GrowingRendition,
    transcoder: Transcoder,
    superseded: AbortController,
    encoded: AbortSignal,
  ): Promise<void> {
    const playable = this.metrics.playable();
    while (!encoded.aborted) {
      try {
        if (await rendition.grow(await transcoder.settled())) playable();
      } catch (cause) {
        if (isForeignKeyViolation(cause)) return superseded.abort();
        this.logger.warn('New segments could not be stored yet', { cause });
      }
      await pause(GROW_MS, undefined, { signal: encoded }).catch(() => undefined);
    }
  }

  /** Makes the finished rendition that of the track. The sound before, if there is one, ends with this transaction. */
  private async publish(track: Track, renditionId: string, facts: Transcoded): Promise<void> {
    const { id: trackId, attempt, uploaderId } = track;
    const before = [track.renditionId, track.keptSourceId].filter((each) => each !== null);
    await this.database.transaction(async (tx) => {
      if (!(await this.tracks.finish(tx, trackId, attempt, renditionId, facts))) throw new Superseded();
      await this.growing.end(tx, renditionId);
      await this.tracks.fillFromTags(tx, trackId, facts.tags);
      for (const each of before) await this.objects.release(each, tx);
      await this.notices.record(tx, track, null);
      await this.outbox.append(tx, trackEvents.ready, { trackId, uploaderId, durationSeconds: facts.durationSeconds });
    });
    this.metrics.ended('ready');
    await this.channel.publish({ trackId, status: 'ready', progress: 100, error: null });
    for (const each of before) await this.objectsService.discard(each);
  }

  private async fail(track: Track, growingId: string, error: TrackError): Promise<void> {
    const failed = await this.failures.fail(async () => ({ ...track, growingId }), error);
    if (failed) this.metrics.ended(error);
  }

  private async move(track: Track, progress: number, superseded: AbortController): Promise<void> {
    try {
      if (!(await this.tracks.move(track.id, track.attempt, progress))) superseded.abort();
    } catch (cause) {
      this.logger.warn('The progress of a track could not be stored', { trackId: track.id, cause });
    }
  }

  /** No other job of the user runs, so what is left of the quota is exact. */
  private async limitsOf({ id, uploaderId }: Track) {
    const { TRANSCODE_PROCESSES: processes, TRANSCODE_TIMEOUT: timeoutMs, TRACK_MAX_LENGTH, TRACK_QUOTA } = this.config;
    const left = TRACK_QUOTA / 1000 - (await this.tracks.secondsOf(uploaderId, id));
    return { processes, timeoutMs, maxSeconds: Math.min(TRACK_MAX_LENGTH / 1000, left) };
  }
}
