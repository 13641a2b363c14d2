import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { type Caller, type ClaimObject, DeclaredError, type ObjectFacts, type ReleaseObject } from '@veza/contracts';
import type { SqlExecutor } from '@veza/database';
import { AppLogger } from '@veza/platform';
import { ObjectStore } from '../store/object-store.js';
import { objectFacts, ObjectsRepository } from './objects.repository.js';
import type { StoredObjectRow } from './stored-object.entity.js';

/** Below the deadline of a call, together with its transaction. */
const SOON_MS = 1_000;

/** Claims and releases, called by the services that own uploads; those have checked the access of the user. */
@Injectable()
export class ObjectsService {
  constructor(
    private readonly objects: ObjectsRepository,
    private readonly store: ObjectStore,
    private readonly logger: AppLogger,
  ) {}

  async claim(_caller: Caller, { objectId, ownerRef, userId, isPublic }: ClaimObject): Promise<ObjectFacts> {
    const object = await this.requireClaimable(objectId);
    if (userId !== undefined && object.ownerId !== userId) throw new DeclaredError('NOT_FOUND');
    if (isPublic && object.kind !== 'picture') throw new DeclaredError('UNSUPPORTED_MEDIA_TYPE');
    const claimed = await this.objects.claim(objectId, ownerRef, undefined, isPublic);
    if (!claimed) throw new DeclaredError('CONFLICT', { message: 'This upload is already in use by another resource' });
    return objectFacts(claimed);
  }

  async release(_caller: Caller, { objectId, ownerRef }: ReleaseObject): Promise<null> {
    const object = await this.objects.find(objectId);
    if (!object || object.kind === 'rendition') return null;
    const another = ownerRef !== undefined && object.claimedBy !== null && object.claimedBy !== ownerRef;
    if (another) throw new DeclaredError('CONFLICT', { message: 'This upload is in use by another resource' });
    await this.objects.release(objectId);
    await this.discardSoon(objectId);
    return null;
  }

  /** For an event of the owner. The next sweep deletes the bytes, because the transaction of an event must be short. */
  async releaseInEvent(tx: SqlExecutor, objectId: string): Promise<void> {
    await this.objects.release(objectId, tx);
  }

  /** Deletes released bytes. After a failure the row stays, and the sweeper tries again. */
  async discard(objectId: string): Promise<void> {
    try {
      await this.store.remove(objectId);
      await this.objects.delete(objectId);
    } catch (cause) {
      this.logger.warn('A released object could not be removed yet', { objectId, cause });
    }
  }

  /**
   * For a request, whose deadline a store with many files of a rendition may miss: the caller waits for a moment, and the
   * rest of the removal goes on without it.
   */
  async discardSoon(...objectIds: readonly string[]): Promise<void> {
    const removal = (async () => {
      for (const each of objectIds) await this.discard(each);
    })();
    await Promise.race([removal, sleep(SOON_MS, undefined, { ref: false })]);
  }

  /** Of a rendition whose owner may have ended while bytes were still written. */
  async discardReleased(objectId: string): Promise<void> {
    const object = await this.objects.find(objectId);
    if (!object || object.releasedAt) await this.discard(objectId);
  }

  private async requireClaimable(objectId: string): Promise<StoredObjectRow> {
    const object = await this.objects.find(objectId);
    if (!object || object.releasedAt || object.kind === 'rendition') throw new DeclaredError('NOT_FOUND');
    return object;
  }
}
