import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { isForeignKeyViolation } from '@veza/database';
import { AppLogger, CONFIG } from '@veza/platform';
import type { MediaConfig } from '../config.js';
import type { JobAttempt } from '../jobs/job-handler.js';
import { ObjectStore } from '../store/object-store.js';
import { GrowingRenditionsRepository } from '../tracks/growing-renditions.repository.js';
import { ProgressChannel } from '../tracks/progress-channel.js';
import type { Track } from '../tracks/track.entity.js';
import { TracksRepository } from '../tracks/tracks.repository.js';
import { GrowingRendition } from './growing-rendition.js';
import { Encoders } from './encoders.js';
import { Isolation } from './isolation.js';
import { programsOf } from './programs.js';
import { Superseded } from './superseded.js';
import { TranscodeMetrics } from './transcode-metrics.js';
import { UnsupportedAudio } from './faults.js';
import { Transcoder, type Transcoded } from './transcoder.js';
import { WorkFolders } from './work-folders.js';

/** Interval at which progress is stored; the same statement shows whether the work is still wanted. */
const PROGRESS_MS = 2_000;
/** Pause between two looks for new segments. */
const GROW_MS = 250;

/** Encodes the source of a track into a rendition, which is played meanwhile. The track itself changes with its end only. */
@Injectable()
export class Transcoding {
  constructor(
    @Inject(CONFIG) private readonly config: MediaConfig,
    private readonly tracks: TracksRepository,
    private readonly growing: GrowingRenditionsRepository,
    private readonly store: ObjectStore,
    private readonly channel: ProgressChannel,
    private readonly metrics: TranscodeMetrics,
    private readonly isolation: Isolation,
    private readonly encoders: Encoders,
    private readonly folders: WorkFolders,
    private readonly logger: AppLogger,
  ) {}

  /** Rejects with `Superseded` when the work is not wanted any more. */
  async run(track: Track, renditionId: string, attempt: Pick<JobAttempt, 'signal' | 'behindOthers'>): Promise<Transcoded> {
    const superseded = new AbortController();
    const state = { progress: 0 };
    const moving = setInterval(() => void this.move(track, state.progress, superseded), PROGRESS_MS);
    try {
      return await this.folders.use((folder) => this.transcodeIn(folder, track, renditionId, superseded, attempt, state));
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
    { signal, behindOthers }: Pick<JobAttempt, 'signal' | 'behindOthers'>,
    state: { progress: number },
  ): Promise<Transcoded> {
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
      }, behindOthers);
    } finally {
      encoded.abort();
      await growth; // it still reads the folder
    }
    if (facts.unmade)
      this.logger.warn('A track is ready without its further formats', { trackId: track.id, cause: facts.unmade });
    await timed('store', () => rendition.complete());
    return facts;
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
    const maxSeconds = Math.min(TRACK_MAX_LENGTH / 1000, left);
    return { processes, timeoutMs, maxSeconds, formats: this.encoders.formats };
  }
}
