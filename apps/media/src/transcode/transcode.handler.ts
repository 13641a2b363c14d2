import { Injectable } from '@nestjs/common';
import { type TrackError, trackJobs } from '@veza/contracts';
import { AppLogger } from '@veza/platform';
import { type JobAttempt, type JobHandler, SlotWanted } from '../jobs/job-handler.js';
import { ObjectsService } from '../objects/objects.service.js';
import { StorageRoom } from '../store/storage-room.js';
import { GrowingRenditionsRepository } from '../tracks/growing-renditions.repository.js';
import type { Track } from '../tracks/track.entity.js';
import { TrackFailures } from '../tracks/track-failures.js';
import { TracksRepository } from '../tracks/tracks.repository.js';
import { TranscodeQueue } from '../tracks/transcode-queue.js';
import { FinishedTracks } from './finished-tracks.js';
import { Superseded } from './superseded.js';
import { TranscodeMetrics } from './transcode-metrics.js';
import { Transcoding } from './transcoding.js';
import { UnsupportedAudio } from './faults.js';
import { WorkFolderFull } from './work-folders.js';

/** Starts of one attempt, each of which may have crashed a worker; then the track fails. */
const MOST_STARTS = 6;

/**
 * Transcodes the upload of a track. Idempotent: all runs of an attempt write equal files to one rendition, which is played
 * meanwhile, and one transaction makes it that of the track, if the track is still processed in this attempt.
 */
@Injectable()
export class TranscodeHandler implements JobHandler {
  readonly contract = trackJobs.transcode;

  constructor(
    private readonly tracks: TracksRepository,
    private readonly growing: GrowingRenditionsRepository,
    private readonly objects: ObjectsService,
    private readonly room: StorageRoom,
    private readonly queue: TranscodeQueue,
    private readonly transcoding: Transcoding,
    private readonly finished: FinishedTracks,
    private readonly failures: TrackFailures,
    private readonly metrics: TranscodeMetrics,
    private readonly logger: AppLogger,
  ) {}

  async run(payload: unknown, { last, signal, behindOthers }: JobAttempt): Promise<void> {
    const { trackId, attempt } = this.contract.payload.parse(payload);
    const track = await this.tracks.begin(trackId, attempt);
    const renditionId = track && (await this.growing.begin(track));
    if (!track || renditionId === undefined) return; // the change that ended it has queued the next one
    try {
      if (track.starts > MOST_STARTS) return await this.fail(track, renditionId, 'INTERNAL');
      const facts = await this.transcoding.run(track, renditionId, { signal, behindOthers });
      await this.metrics.timed('publish', () => this.finished.publish(track, renditionId, facts));
    } catch (error) {
      if (error instanceof Superseded) return await this.objects.discardReleased(renditionId);
      const wanted = error instanceof SlotWanted ? error : signal.reason;
      if (wanted instanceof SlotWanted) {
        await this.tracks.postpone(trackId, attempt);
        throw wanted;
      }
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

  private async fail(track: Track, growingId: string, error: TrackError): Promise<void> {
    const failed = await this.failures.fail(async () => ({ ...track, growingId }), error);
    if (failed) this.metrics.ended(error);
  }
}
