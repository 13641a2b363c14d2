import { Injectable } from '@nestjs/common';
import { ReplicaId } from '@veza/transport';
import { CacheRedis } from '../bus/cache-redis.js';

const KEY = 'chat:search-turn';
/** How long the turn stays with a replica that was killed. */
const TURN_MS = 10_000;

/**
 * Whose turn it is to index for the search: one replica's at a time, as long as it asks. It only saves work: two that index
 * at once, as all do while Redis is away, write nothing twice.
 */
@Injectable()
export class IndexerLease {
  constructor(
    private readonly redis: CacheRedis,
    private readonly replica: ReplicaId,
  ) {}

  /** `begun` when it was somebody else's, or nobody's, until now. To be asked again well before the turn ends. */
  async ask(): Promise<'begun' | 'kept' | 'elsewhere'> {
    const { client } = this.redis;
    try {
      if ((await client.set(KEY, this.replica.value, 'PX', TURN_MS, 'NX')) === 'OK') return 'begun';
      if ((await client.get(KEY)) !== this.replica.value) return 'elsewhere';
      await client.pexpire(KEY, TURN_MS);
      return 'kept';
    } catch {
      return 'kept'; // Redis is away
    }
  }

  /** Leaves it to the next who asks. */
  async giveUp(): Promise<void> {
    const { client } = this.redis;
    if ((await client.get(KEY)) === this.replica.value) await client.del(KEY);
  }
}
