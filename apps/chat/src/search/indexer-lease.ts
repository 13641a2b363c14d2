import { Injectable } from '@nestjs/common';
import { ReplicaId } from '@veza/transport';
import { CacheRedis } from '../redis/cache-redis.js';

const KEY = 'chat:search-turn';
/** How long the lease of a killed replica lasts. */
const LEASE_MS = 10_000;

/**
 * A lease in Redis: one replica indexes at a time. It only saves work. While Redis is away every replica indexes, and
 * nothing is written twice.
 */
@Injectable()
export class IndexerLease {
  constructor(
    private readonly redis: CacheRedis,
    private readonly replica: ReplicaId,
  ) {}

  /** Takes or renews the lease; `acquired` means that another replica, or none, held it before. Call well within LEASE_MS. */
  async acquire(): Promise<'acquired' | 'kept' | 'elsewhere'> {
    const { client } = this.redis;
    try {
      if ((await client.set(KEY, this.replica.value, 'PX', LEASE_MS, 'NX')) === 'OK') return 'acquired';
      if ((await client.get(KEY)) !== this.replica.value) return 'elsewhere';
      await client.pexpire(KEY, LEASE_MS);
      return 'kept';
    } catch {
      return 'kept'; // Redis is away
    }
  }

  /** Leaves the lease to the next replica that asks. */
  async release(): Promise<void> {
    const { client } = this.redis;
    if ((await client.get(KEY)) === this.replica.value) await client.del(KEY);
  }
}
