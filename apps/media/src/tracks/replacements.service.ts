import { Injectable } from '@nestjs/common';
import { type Caller, DeclaredError, type TrackView } from '@veza/contracts';
import { Database, once } from '@veza/database';
import { ObjectsRepository } from '../objects/objects.repository.js';
import { ObjectsService } from '../objects/objects.service.js';
import { StreamKey } from '../signed-urls/stream-key.js';
import { type Replaced, ReplacementsRepository } from './replacements.repository.js';
import { SoundUploads } from './sound-uploads.js';
import { TrackAccess } from './track-access.js';
import { trackView } from './track-view.js';
import { TranscodeQueue } from './transcode-queue.js';

/**
 * Another sound for a track, which keeps its id, its facts and its plays. The sound before is served until the other one
 * is ready, and stays if that fails. Only the uploader replaces it: the bytes belong to one user.
 */
@Injectable()
export class ReplacementsService {
  constructor(
    private readonly database: Database,
    private readonly access: TrackAccess,
    private readonly replacements: ReplacementsRepository,
    private readonly uploads: SoundUploads,
    private readonly objects: ObjectsRepository,
    private readonly objectsService: ObjectsService,
    private readonly queue: TranscodeQueue,
    private readonly key: StreamKey,
  ) {}

  async replace(caller: Caller, id: number, objectId: string): Promise<TrackView> {
    const userId = await this.access.requireOwn(caller, id);
    const object = await this.uploads.require(userId, objectId, id);
    const replaced = await this.database.transaction((tx) =>
      once(tx, async () => {
        const begun = await this.replacements.begin(tx, id, object);
        if (!begun) throw new DeclaredError('NOT_FOUND');
        await this.uploads.claim(tx, objectId, id);
        for (const each of begun.released) await this.objects.release(each, tx);
        return { objectId, released: begun.released, view: trackView(begun.track, this.key, caller) };
      }),
    );
    if (replaced.objectId !== objectId) await this.objectsService.release(caller, { objectId }); // the track uses the upload of an earlier try
    await this.end(userId, replaced.released);
    return replaced.view;
  }

  async drop(caller: Caller, id: number): Promise<TrackView> {
    const userId = await this.access.requireOwn(caller, id);
    const dropped = await this.database.transaction(async (tx): Promise<Replaced | undefined> => {
      const kept = await this.replacements.drop(tx, id);
      for (const each of kept?.released ?? []) await this.objects.release(each, tx);
      return kept;
    });
    if (!dropped) throw new DeclaredError('INVALID_STATE', { message: 'No other sound is to replace that of this track' });
    await this.end(userId, dropped.released);
    return trackView(dropped.track, this.key, caller);
  }

  private async end(userId: number, released: readonly string[]): Promise<void> {
    for (const each of released) await this.objectsService.discardReleased(each);
    await this.queue.addNextOf(userId);
  }
}
