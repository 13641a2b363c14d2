import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { media, type ObjectFacts, type UserCaller } from '@veza/contracts';
import { Database, once, type Transaction } from '@veza/database';
import { AppLogger } from '@veza/platform';
import { RpcClient } from '@veza/transport';

// Wall clock: a part of a unique name.

export interface Claim {
  objectId: string;
  owner: string;
  isPublic?: boolean;
}

/**
 * Claims uploaded objects of the media service for rows of the catalog.
 *
 * Promise: after `keep` the object is either claimed and used by a row, or released. A repeated operation creates one row,
 * of the first upload; the later uploads are released. Limit: a process that dies between the claim and the row leaves a
 * claimed object without a row; its owner reference names the intended owner and the time.
 */
@Injectable()
export class Claims {
  constructor(
    private readonly rpc: RpcClient,
    private readonly database: Database,
    private readonly logger: AppLogger,
  ) {}

  /**
   * @param claim `owner` is for operators, such as "product 12"; anyone may load a public object
   * @param use writes the row; its result is stored as JSON for repeats. When it throws, the object is released.
   */
  async keep<T>(
    uploader: UserCaller,
    { objectId, owner, isPublic }: Claim,
    use: (tx: Transaction, object: ObjectFacts) => Promise<T>,
  ): Promise<T> {
    // Each attempt has its own reference, so a second attempt with the same object can neither use nor release it.
    const ownerRef = `${owner}, ${new Date().toISOString()}, ${randomUUID()}`;
    try {
      const object = await this.rpc.call(media.objects.claim, { objectId, ownerRef, userId: uploader.userId, isPublic });
      const kept = await this.database.transaction((tx) => once(tx, async () => ({ objectId, reply: await use(tx, object) })));
      if (kept.objectId !== objectId) await this.release(objectId, ownerRef); // the row uses the upload of an earlier try
      return kept.reply;
    } catch (error) {
      await this.release(objectId, ownerRef);
      throw error;
    }
  }

  private async release(objectId: string, ownerRef: string): Promise<void> {
    try {
      await this.rpc.call(media.objects.release, { objectId, ownerRef });
    } catch (cause) {
      this.logger.warn('An uploaded object could not be released', { objectId, ownerRef, cause });
    }
  }
}
