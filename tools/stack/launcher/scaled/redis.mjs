import { join } from 'node:path';
import {
  passwordsOf,
  provideRedis,
  readOrCreateSecret,
  redisUrlOf,
  redisUsers,
  startRedis,
  startRedisCluster,
} from '../../../../libs/servers/src/index.js';

/** Two cores under load keep a node waiting for seconds, which is no death. */
const CLUSTER_SETTINGS = { 'cluster-node-timeout': '5000' };
/** What these roles store is lost without harm. */
const LOSABLE = { appendonly: 'no' };

/**
 * Calls, jobs and events are on a Redis Cluster of six servers. Pub/sub and caches have a server each, without a file.
 *
 * @param {import('./start.mjs').Place} place
 * @param {{ ports: { cluster: readonly { port: number, bus: number }[], pubsub: number, cache: number } }} options
 * @returns {Promise<{ owner: RedisVariables, of: (service: import('@veza/servers').RedisUser) => RedisVariables }>}
 * @typedef {{ REDIS_URL: string, REDIS_PUBSUB_URL: string, REDIS_CACHE_URL: string }} RedisVariables
 */
export async function startRedisServers({ servers, state }, { ports }) {
  const password = readOrCreateSecret(join(state, 'secrets/redis'));
  const passwords = passwordsOf((user) => readOrCreateSecret(join(state, `secrets/redis-${user}`)));
  const file = await provideRedis(state, servers.starting('redis-cluster').say);
  const common = { file, password, users: redisUsers(passwords) };
  const node = (/** @type {number} */ n) => servers.starting('redis-cluster', n + 1);

  const cluster = await startRedisCluster({
    ...common,
    folder: join(state, 'scaled/redis-cluster'),
    ports: ports.cluster,
    settings: CLUSTER_SETTINGS,
    signal: node(0).signal,
    logFile: (n) => node(n).logFile,
    spawned: (identity, n) => node(n).spawned(identity),
  });
  servers.add('redis-cluster', ...cluster.nodes);

  const startOne = async (/** @type {string} */ name, /** @type {number} */ port) => {
    const its = { folder: join(state, 'scaled', name), port, settings: LOSABLE };
    const server = await startRedis({ ...common, ...servers.starting(name), ...its });
    servers.add(name, server);
    return server.url;
  };
  const owner = {
    REDIS_URL: cluster.url,
    REDIS_PUBSUB_URL: await startOne('redis-pubsub', ports.pubsub),
    REDIS_CACHE_URL: await startOne('redis-cache', ports.cache),
  };
  const of = (/** @type {import('@veza/servers').RedisUser} */ user) => ({
    REDIS_URL: redisUrlOf(owner.REDIS_URL, user, passwords[user]),
    REDIS_PUBSUB_URL: redisUrlOf(owner.REDIS_PUBSUB_URL, user, passwords[user]),
    REDIS_CACHE_URL: redisUrlOf(owner.REDIS_CACHE_URL, user, passwords[user]),
  });
  return { owner, of };
}
