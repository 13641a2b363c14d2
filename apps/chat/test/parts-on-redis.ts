import { afterAll, beforeAll } from '@jest/globals';
import { AppLogger, CONFIG, HealthRegistry, loadConfig } from '@veza/platform';
import { eventually, type RunningServer, testRedis } from '@veza/testing';
import { CacheRedis } from '../src/redis/cache-redis.js';
import { ChatConfigSchema } from '../src/config.js';
import { Parts } from './simulation/world/parts.js';

interface PartsOnRedis {
  redis(): RunningServer;
  newReplica(): Promise<Parts>;
}

/** A Redis for the tests of a file, and parts of replicas connected to it. All are closed after the tests. */
export function replicasOnRedis(): PartsOnRedis {
  let redis: RunningServer;
  const replicas: Parts[] = [];
  beforeAll(async () => {
    redis = await testRedis();
  });
  afterAll(async () => {
    for (const each of replicas) each.stop();
    await redis?.stop();
  });
  const newReplica = async (): Promise<Parts> => {
    const parts = partsOnRedis(redis.url);
    replicas.push(parts);
    const { client } = parts.get(CacheRedis);
    await eventually('Redis is reached', async () => (await client.ping().catch(() => '')) === 'PONG');
    return parts;
  };
  return { redis: () => redis, newReplica };
}

/** The parts of one replica, connected to a real Redis, without logs and health checks. */
function partsOnRedis(redisUrl: string): Parts {
  const env = {
    NODE_ENV: 'test',
    VEZA_SECRET: 'a secret of thirty-two characters or more',
    DATABASE_URL: 'postgres://x@nowhere/x',
  };
  const quiet = { log: () => undefined, warn: () => undefined, error: () => undefined, debug: () => undefined };
  return new Parts([
    [CONFIG, loadConfig(ChatConfigSchema, { ...env, REDIS_URL: redisUrl })],
    [AppLogger, quiet],
    [HealthRegistry, { register: () => undefined }],
  ]);
}
