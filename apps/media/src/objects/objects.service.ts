import { Injectable } from '@nestjs/common';
import { type Caller, type ClaimObject, DeclaredError, type ObjectFacts, type ReleaseObject } from '@veza/contracts';
import type { SqlExecutor } from '@veza/database';
import { AppLogger } from '@veza/platform';
import { ObjectStore } from '../store/object-store.js';
import { objectFacts, ObjectsRepository } from './objects.repository.js';
import type { StoredObjectRow } from './stored-object.entity.js';

/** Claims and releases, asked by the services that own uploads: they have checked who may. */
@Injectable()
export class ObjectsService {
  constructor(
    private readonly objects: ObjectsRepository,
    private readonly store: ObjectStore,
    private readonly logger: AppLogger,
  ) {}

  async claim(_caller: Caller, { objectId, ownerRef, userId }: ClaimObject): Promise<ObjectFacts> {
    const object = await this.claimable(objectId);
    if (userId !== undefined && object.ownerId !== userId) throw new DeclaredError('NOT_FOUND');
    const claimed = await this.objects.claim(objectId, ownerRef);
    if (!claimed) throw new DeclaredError('CONFLICT', { message: 'This upload belongs to something else already' });
    return objectFacts(claimed);
  }

  async release(_caller: Caller, { objectId, ownerRef }: ReleaseObject): Promise<null> {
    const object = await this.objects.find(objectId);
    if (!object || object.kind === 'rendition') return null;
    const another = ownerRef !== undefined && object.claimedBy !== null && object.claimedBy !== ownerRef;
    if (another) throw new DeclaredError('CONFLICT', { message: 'This upload belongs to something else' });
    await this.objects.release(objectId);
    await this.discard(objectId);
    return null;
  }

  /** An owner deleted what held the object. Its bytes go with the next sweep, as nothing slow belongs into an event's transaction. */
  async givenUp(tx: SqlExecutor, objectId: string): Promise<void> {
    await this.objects.release(objectId, tx);
  }

  /** Takes released bytes away. A failure is left to the sweeper: the row stays until the bytes are gone. */
  async discard(objectId: string): Promise<void> {
    try {
      await this.store.remove(objectId);
      await this.objects.delete(objectId);
    } catch (cause) {
      this.logger.warn('A released object could not be removed yet', { objectId, cause });
    }
  }

  private async claimable(objectId: string): Promise<StoredObjectRow> {
    const object = await this.objects.find(objectId);
    if (!object || object.releasedAt || object.kind === 'rendition') throw new DeclaredError('NOT_FOUND');
    return object;
  }
}
