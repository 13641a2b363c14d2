import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { media, type ObjectFacts, type UserCaller } from '@veza/contracts';
import { AppLogger } from '@veza/platform';
import { RpcClient } from '@veza/transport';

/**
 * Makes uploaded objects ours. Promise: after `keep` the object is either claimed and used, or given up. Limit: a process that
 * dies between the claim and the row leaves an object that is claimed by nothing; its owner reference says by whom and when.
 */
@Injectable()
export class Claims {
  constructor(
    private readonly rpc: RpcClient,
    private readonly logger: AppLogger,
  ) {}

  /** `owner` is for an operator's eyes ("product 12"); what `use` throws gives the object up. */
  async keep<T>(uploader: UserCaller, objectId: string, owner: string, use: (object: ObjectFacts) => Promise<T>): Promise<T> {
    // Each attempt is an owner of its own, so a second attempt on the same object can neither use nor release it.
    const ownerRef = `${owner}, ${new Date().toISOString()}, ${randomUUID()}`;
    try {
      return await use(await this.rpc.call(media.objects.claim, { objectId, ownerRef, userId: uploader.userId }));
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
