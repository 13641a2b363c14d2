import { Injectable } from '@nestjs/common';
import { trackEvents } from '@veza/contracts';
import { Database } from '@veza/database';
import { Outbox } from '@veza/transport';
import { AlbumPublicationsRepository } from '../album-publications/album-publications.repository.js';
import { NoticesRepository } from '../notices/notices.repository.js';
import { ObjectsRepository } from '../objects/objects.repository.js';
import { ObjectsService } from '../objects/objects.service.js';
import { GrowingRenditionsRepository } from '../tracks/growing-renditions.repository.js';
import { ProgressChannel } from '../tracks/progress-channel.js';
import type { Track } from '../tracks/track.entity.js';
import { TracksRepository } from '../tracks/tracks.repository.js';
import { Superseded } from './superseded.js';
import { TranscodeMetrics } from './transcode-metrics.js';
import type { Transcoded } from './transcoder.js';

/** Makes a finished rendition that of its track. The sound before, if there is one, ends with the same transaction. */
@Injectable()
export class FinishedTracks {
  constructor(
    private readonly database: Database,
    private readonly tracks: TracksRepository,
    private readonly growing: GrowingRenditionsRepository,
    private readonly objects: ObjectsRepository,
    private readonly objectsService: ObjectsService,
    private readonly notices: NoticesRepository,
    private readonly outbox: Outbox,
    private readonly albums: AlbumPublicationsRepository,
    private readonly channel: ProgressChannel,
    private readonly metrics: TranscodeMetrics,
  ) {}

  /** Rejects with `Superseded` if the track is not processed in this attempt any more. */
  async publish(track: Track, renditionId: string, facts: Transcoded): Promise<void> {
    const { id: trackId, attempt, uploaderId } = track;
    const before = [track.renditionId, track.keptSourceId].filter((each) => each !== null);
    await this.database.transaction(async (tx) => {
      await this.albums.lock(tx, uploaderId);
      const finished = await this.tracks.finish(tx, trackId, attempt, renditionId, facts);
      if (!finished) throw new Superseded();
      await this.growing.end(tx, renditionId);
      await this.tracks.fillFromTags(tx, trackId, facts.tags);
      for (const each of before) await this.objects.release(each, tx);
      await this.notices.record(tx, track, null);
      await this.outbox.append(tx, trackEvents.ready, { trackId, uploaderId, durationSeconds: facts.durationSeconds });
      if (finished.isPublic && track.renditionId === null) {
        await this.outbox.append(tx, trackEvents.published, { personId: uploaderId, things: [{ id: trackId }] });
        await this.albums.announce(tx, uploaderId, await this.albums.ofTrack(tx, trackId));
      }
    });
    this.metrics.ended('ready');
    await this.channel.publish({ trackId, status: 'ready', progress: 100, error: null });
    for (const each of before) await this.objectsService.discard(each);
  }
}
