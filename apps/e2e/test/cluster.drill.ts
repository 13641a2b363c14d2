import { WITHOUT_LIMITS } from '../src/fuzz/limits.js';
import { useSystem } from '../src/journey.js';

/** All six processes on a Redis Cluster: what each of them does, and then the death of masters. */
useSystem({ redisCluster: true, env: WITHOUT_LIMITS });

await import('./journeys/chat.js');
await import('./journeys/products.js');
await import('./journeys/appointment-pages.js');
await import('./journeys/tracks.js');
await import('./journeys/redis-failover.js');
