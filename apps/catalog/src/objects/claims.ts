import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { media, type ObjectFacts, type UserCaller } from '@veza/contracts';
import { Database, once, type Transaction } from '@veza/database';
import { AppLogger } from '@veza/platform';
import { RpcClient } from '@veza/transport';

/**
 * Makes uploaded objects ours. Promise: after `keep` the object is either claimed and used, or given up; and one operation, however
 * often its bytes are brought, makes one thing, of the first of them. Limit: a process that dies between the claim and the row
 * leaves an object that is claimed by nothing; its owner reference says by whom and when.
 */
@Injectable()
export class Claims {
  constructor(
    private readonly rpc: RpcClient,
    private readonly database: Database,
    private readonly logger: AppLogger,
  ) {}

  /** `owner` is for an operator's eyes ("product 12"); what `use` throws gives the object up. Its reply is kept as JSON. */
  async keep<T>(
    uploader: UserCaller,
    objectId: string,
    owner: string,
    use: (tx: Transaction, object: ObjectFacts) => Promise<T>,
  ): Promise<T> {
    // Each attempt is an owner of its own, so a second attempt on the same object can neither use nor release it.
    const ownerRef = `${owner}, ${new Date().toISOString()}, ${randomUUID()}`;
    try {
      const object = await this.rpc.call(media.objects.claim, { objectId, ownerRef, userId: uploader.userId });
      const kept = await this.database.transaction((tx) => once(tx, async () => ({ objectId, reply: await use(tx, object) })));
      if (kept.objectId !== objectId) await this.release(objectId, ownerRef); // an earlier try's is the one in use
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
