import { Injectable } from '@nestjs/common';
import { type TrackError, trackEvents } from '@veza/contracts';
import { Database, type Transaction } from '@veza/database';
import { Outbox } from '@veza/transport';
import { NoticesRepository } from '../notices/notices.repository.js';
import { ObjectsRepository } from '../objects/objects.repository.js';
import { ObjectsService } from '../objects/objects.service.js';
import { ProgressChannel } from './progress-channel.js';
import type { Track } from './track.entity.js';
import { TracksRepository } from './tracks.repository.js';

/** Ends a transcoding without success. What was heard of it until then is removed as well. */
@Injectable()
export class TrackFailures {
  constructor(
    private readonly database: Database,
    private readonly tracks: TracksRepository,
    private readonly objects: ObjectsRepository,
    private readonly objectsService: ObjectsService,
    private readonly outbox: Outbox,
    private readonly notices: NoticesRepository,
    private readonly channel: ProgressChannel,
  ) {}

  /**
   * @param find the track, in the attempt that fails
   * @param also is part of the transaction
   * @returns undefined when the track is no longer processed in this attempt
   */
  async fail(
    find: (tx: Transaction) => Promise<Pick<Track, 'id' | 'attempt' | 'growingId'> | null>,
    error: TrackError,
    also?: (tx: Transaction) => Promise<void>,
  ): Promise<Track | undefined> {
    const ended = await this.database.transaction(async (tx) => {
      const running = await find(tx);
      const failed = running && (await this.tracks.fail(tx, running.id, running.attempt, error));
      if (!failed) return { renditionId: running?.growingId };
      if (running.growingId !== null) await this.objects.release(running.growingId, tx);
      await this.outbox.append(tx, trackEvents.failed, { trackId: failed.id, uploaderId: failed.uploaderId, error });
      await this.notices.record(tx, failed, error);
      await also?.(tx);
      return { failed, renditionId: running.growingId };
    });
    const { failed, renditionId } = ended;
    if (renditionId) await this.objectsService.discardReleased(renditionId);
    if (failed) await this.channel.publish({ trackId: failed.id, status: 'failed', progress: failed.progress, error });
    return failed;
  }
}
