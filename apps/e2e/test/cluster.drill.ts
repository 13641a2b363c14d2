import { useSystem } from '../src/journey.js';

/** All six processes on a Redis Cluster, whose masters die. Limits of users are raised: they are tested elsewhere. */
useSystem({
  redisCluster: true,
  env: { CHAT_MESSAGES_PER_MINUTE: '100000', CHAT_MESSAGES_PER_HOUR: '100000' },
});

await import('./journeys/smoke.js');
await import('./journeys/redis-failover.js');
