import { Injectable } from '@nestjs/common';
import { type AlbumView, type Caller, DeclaredError } from '@veza/contracts';
import { Database } from '@veza/database';
import { ObjectsRepository } from '../objects/objects.repository.js';
import { ObjectsService } from '../objects/objects.service.js';
import { StreamKey } from '../signed-urls/stream-key.js';
import { AlbumAccess } from './album-access.js';
import { albumView } from './album-view.js';
import { AlbumsRepository } from './albums.repository.js';

/** Covers that owners upload. Without one an album has the cover of its first track. */
@Injectable()
export class AlbumCoversService {
  constructor(
    private readonly database: Database,
    private readonly access: AlbumAccess,
    private readonly albums: AlbumsRepository,
    private readonly objects: ObjectsRepository,
    private readonly objectsService: ObjectsService,
    private readonly key: StreamKey,
  ) {}

  async set(caller: Caller, id: number, objectId: string): Promise<AlbumView> {
    const userId = await this.access.requireOwn(caller, id);
    const object = await this.objects.find(objectId);
    if (!object || object.ownerId !== userId || object.releasedAt) throw new DeclaredError('NOT_FOUND');
    if (object.kind !== 'picture') throw new DeclaredError('UNSUPPORTED_MEDIA_TYPE');
    return this.change(caller, id, objectId);
  }

  /** Administrators, too: a picture may have to go while the album stays. */
  async drop(caller: Caller, id: number): Promise<AlbumView> {
    await this.access.requireOwned(caller, id);
    return this.change(caller, id, null);
  }

  private async change(caller: Caller, id: number, coverId: string | null): Promise<AlbumView> {
    const before = await this.database.transaction(async (tx) => {
      if (coverId !== null && !(await this.objects.claim(coverId, `album:${id}`, tx)))
        throw new DeclaredError('CONFLICT', { message: 'This upload is in use by another resource' });
      const changed = await this.albums.setCover(tx, id, coverId);
      if (!changed) throw new DeclaredError('NOT_FOUND');
      const replaced = changed.before === coverId ? null : changed.before;
      if (replaced !== null) await this.objects.release(replaced, tx);
      return replaced;
    });
    if (before !== null) await this.objectsService.discardSoon(before);
    return albumView(await this.access.requireVisible(caller, id), this.key);
  }
}
