import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { AppLogger, CONFIG } from '@veza/platform';
import { connectRedis, openRedis, type RedisConnection } from '@veza/transport';
import type { ChatConfig } from '../config.js';

/**
 * Redis for state that may be lost: limits, presence, failed attempts and the resume state of sockets. Each use documents
 * what happens while Redis is away, so its absence does not make a replica unready.
 */
@Injectable()
export class CacheRedis implements OnApplicationShutdown {
  readonly client: RedisConnection;

  constructor(@Inject(CONFIG) config: ChatConfig, logger: AppLogger) {
    this.client = openRedis(config.REDIS_CACHE_URL, 'chat:cache', { commandTimeout: 1_000, enableAutoPipelining: true });
    connectRedis(this.client, { lost: (cause) => logger.warn('Redis is away', { connection: 'cache', cause }) });
  }

  onApplicationShutdown(): void {
    this.client.disconnect();
  }
}
