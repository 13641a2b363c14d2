import { Injectable } from '@nestjs/common';
import { type Caller, DeclaredError, type TrackView } from '@veza/contracts';
import { Database } from '@veza/database';
import { ObjectsRepository } from '../objects/objects.repository.js';
import { ObjectsService } from '../objects/objects.service.js';
import { StreamKey } from '../signed-urls/stream-key.js';
import { CoversRepository } from './covers.repository.js';
import { TrackAccess } from './track-access.js';
import { trackView } from './track-view.js';

/** Covers that users upload. They take the place of the picture in the file, which comes back without them. */
@Injectable()
export class CoversService {
  constructor(
    private readonly database: Database,
    private readonly access: TrackAccess,
    private readonly covers: CoversRepository,
    private readonly objects: ObjectsRepository,
    private readonly objectsService: ObjectsService,
    private readonly key: StreamKey,
  ) {}

  async set(caller: Caller, id: number, objectId: string): Promise<TrackView> {
    const userId = await this.access.requireOwn(caller, id);
    const object = await this.objects.find(objectId);
    if (!object || object.ownerId !== userId || object.releasedAt) throw new DeclaredError('NOT_FOUND');
    if (object.kind !== 'picture') throw new DeclaredError('UNSUPPORTED_MEDIA_TYPE');
    return this.change(caller, id, objectId);
  }

  /** Administrators, too: a picture may have to go while the sound stays. */
  async drop(caller: Caller, id: number): Promise<TrackView> {
    await this.access.requireOwned(caller, id);
    return this.change(caller, id, null);
  }

  private async change(caller: Caller, id: number, coverId: string | null): Promise<TrackView> {
    const { track, before } = await this.database.transaction(async (tx) => {
      if (coverId !== null && !(await this.objects.claim(coverId, `track:${id}`, tx)))
        throw new DeclaredError('CONFLICT', { message: 'This upload is in use by another resource' });
      const changed = await this.covers.change(tx, id, coverId);
      if (!changed) throw new DeclaredError('NOT_FOUND');
      if (changed.before !== null && changed.before !== coverId) await this.objects.release(changed.before, tx);
      return changed;
    });
    if (before !== null && before !== coverId) await this.objectsService.discardSoon(before);
    return trackView(track, this.key, caller);
  }
}
