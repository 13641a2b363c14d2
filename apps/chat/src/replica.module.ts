import { Global, Module } from '@nestjs/common';
import { DatabaseClock } from '@veza/database';
import { AppLogger, CONFIG, HealthRegistry, PubSub } from '@veza/platform';
import { CacheRedis } from './redis/cache-redis.js';
import type { ChatConfig } from './config.js';
import { ChatMetrics } from './chat-metrics.js';
import { Connections } from './connections/connections.js';

const PUB_SUB = {
  provide: PubSub,
  inject: [CONFIG, AppLogger, HealthRegistry],
  useFactory: (config: ChatConfig, logger: AppLogger, health: HealthRegistry) =>
    new PubSub({ url: config.REDIS_PUBSUB_URL, name: 'chat' }, logger, health),
};

/** What every feature of the chat uses: the two Redis connections, the clock of Postgres, metrics and connections. */
@Global()
@Module({
  providers: [PUB_SUB, CacheRedis, ChatMetrics, Connections, DatabaseClock],
  exports: [PubSub, CacheRedis, ChatMetrics, Connections, DatabaseClock],
})
export class ReplicaModule {}
