import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG } from '@veza/platform';
import { CacheRedis } from '../bus/cache-redis.js';
import type { ChatConfig } from '../config.js';

const WINDOW_S = 60;

/**
 * Counts accepted failures per token and per address, across replicas, so that a forgotten tab with a dead token ends at
 * its own cap instead of coming back for ever. While Redis is away nobody is refused.
 */
@Injectable()
export class FailedAttempts {
  constructor(
    private readonly redis: CacheRedis,
    @Inject(CONFIG) private readonly config: ChatConfig,
  ) {}

  /** Counts one more failure. Answers after how many seconds to come back instead, when there were too many before it. */
  async count(secret: string, address: string): Promise<number | undefined> {
    const keys: [string, number][] = [
      [`chat:failed:token:${createHash('sha256').update(secret).digest('base64url')}`, this.config.WS_BAD_TOKENS],
      [`chat:failed:address:${address}`, this.config.WS_BAD_TOKENS_PER_ADDRESS],
    ];
    try {
      const before = await Promise.all(keys.map(([key]) => this.redis.client.get(key)));
      const full = keys.findIndex(([, most], index) => Number(before[index] ?? 0) >= most);
      const over = keys[full];
      if (over) return Math.max(1, await this.redis.client.ttl(over[0]));
      await Promise.all(keys.map(([key]) => this.redis.client.multi().incr(key).expire(key, WINDOW_S, 'NX').exec()));
    } catch {
      // Away: letting somebody try is better than keeping everybody out.
    }
    return undefined;
  }
}
