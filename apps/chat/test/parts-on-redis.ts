import { afterAll, beforeAll } from '@jest/globals';
import { DatabaseClock } from '@veza/database';
import { AppLogger, CONFIG, HealthRegistry, loadConfig, PubSub } from '@veza/platform';
import { eventually, type RunningServer, testRedis } from '@veza/testing';
import { CacheRedis } from '../src/redis/cache-redis.js';
import { ChatConfigSchema } from '../src/config.js';
import { OutageStatesRepository } from '../src/tracking/outage-states.repository.js';
import { Parts } from './simulation/world/parts.js';

interface PartsOnRedis {
  redis(): RunningServer;
  newReplica(): Promise<Parts>;
  /** A connection of its own for publications. */
  newPubSub(): PubSub;
}

/** A Redis for the tests of a file, and parts of replicas connected to it. All are closed after the tests. */
export function replicasOnRedis(): PartsOnRedis {
  let redis: RunningServer;
  const replicas: Parts[] = [];
  const pubSubs: PubSub[] = [];
  beforeAll(async () => {
    redis = await testRedis();
  });
  afterAll(async () => {
    for (const each of replicas) each.stop();
    for (const each of pubSubs) each.onApplicationShutdown();
    await redis?.stop();
  });
  const newPubSub = (): PubSub => {
    const pubSub = new PubSub({ url: redis.url, name: 'test' }, logger, new HealthRegistry(logger));
    pubSubs.push(pubSub);
    return pubSub;
  };
  const newReplica = async (): Promise<Parts> => {
    const parts = partsOnRedis(redis.url, newPubSub());
    replicas.push(parts);
    const { client } = parts.get(CacheRedis);
    await eventually('Redis is reached', async () => (await client.ping().catch(() => '')) === 'PONG');
    return parts;
  };
  return { redis: () => redis, newReplica, newPubSub };
}

const logger = new AppLogger({ service: 'chat', replica: 'test', level: 'silent' });

/** The parts of one replica, connected to a real Redis, without logs and health checks. */
function partsOnRedis(redisUrl: string, pubSub: PubSub): Parts {
  const env = {
    NODE_ENV: 'test',
    VEZA_SECRET: 'a secret of thirty-two characters or more',
    DATABASE_URL: 'postgres://x@nowhere/x',
  };
  return new Parts([
    [CONFIG, loadConfig(ChatConfigSchema, { ...env, REDIS_URL: redisUrl })],
    [AppLogger, logger],
    [HealthRegistry, new HealthRegistry(logger)],
    [PubSub, pubSub],
    [OutageStatesRepository, { find: () => Promise.resolve(undefined), removeOf: () => Promise.resolve() }],
    [DatabaseClock, { at: (instant: number) => instant, now: () => performance.now() }],
  ]);
}
