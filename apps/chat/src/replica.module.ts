import { Global, Module } from '@nestjs/common';
import { CacheRedis } from './bus/cache-redis.js';
import { RoomBus } from './bus/room-bus.js';
import { ChatMetrics } from './metrics/chat-metrics.js';
import { Connections } from './connections/connections.js';

const PARTS = [RoomBus, CacheRedis, ChatMetrics, Connections];

/** What every feature of the chat uses: the two Redis connections, the metrics and the connections of this replica. */
@Global()
@Module({ providers: PARTS, exports: PARTS })
export class ReplicaModule {}
