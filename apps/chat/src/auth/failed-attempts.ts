import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, countedAddress } from '@veza/platform';
import { CacheRedis } from '../redis/cache-redis.js';
import type { ChatConfig } from '../config.js';

const WINDOW_S = 60;

/**
 * Counts failed authentications per token and per address, over all replicas: a forgotten tab with an expired token would
 * otherwise reconnect for ever. While Redis is away no attempt is rejected.
 */
@Injectable()
export class FailedAttempts {
  constructor(
    private readonly redis: CacheRedis,
    @Inject(CONFIG) private readonly config: ChatConfig,
  ) {}

  /** Counts a failure. Returns the seconds to wait before the next attempt if the limit was reached before, else undefined. */
  async count(secret: string, address: string): Promise<number | undefined> {
    // docs/protocol, Connect: 401 after "the same token failed 3 times, or credentials of one address … 30 times".
    const keys: [string, number][] = [
      [`chat:failed:token:${createHash('sha256').update(secret).digest('base64url')}`, this.config.WS_BAD_TOKENS],
      [`chat:failed:address:${countedAddress(address)}`, this.config.WS_BAD_TOKENS_PER_ADDRESS],
    ];
    try {
      const before = await Promise.all(keys.map(([key]) => this.redis.client.get(key)));
      const full = keys.findIndex(([, most], index) => Number(before[index] ?? 0) >= most);
      const over = keys[full];
      if (over) return Math.max(1, await this.redis.client.ttl(over[0]));
      await Promise.all(keys.map(([key]) => this.redis.client.multi().incr(key).expire(key, WINDOW_S, 'NX').exec()));
    } catch {
      // Redis is away: an uncounted attempt is better than an outage.
    }
    return undefined;
  }
}
