import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { readOrCreateSecret } from '../../../../libs/servers/src/index.js';
import { SetupError } from '../../../../libs/servers/src/setup-error.js';
import { startBucket } from './bucket.mjs';
import { startPostgresPair } from './postgres.mjs';
import { startRedisServers } from './redis.mjs';

/**
 * @typedef {{
 *   primary: number, standby: number, poolers: number[], cluster: { port: number, bus: number }[], pubsub: number,
 *   cache: number, swift: number,
 * }} ServerPorts
 * @typedef {{ servers: import('../servers.mjs').Servers, state: string }} Place state: the folder of the platform
 */

const NODES = 6;
/** Variables that name servers. */
const OF_SERVERS =
  /^(((IDENTITY|CHAT|MEDIA|CATALOG|BOOKING|COMMUNITY)_)?DATABASE_URL|DATABASE_SEARCH_URL|REDIS_((RPC|PUBSUB|QUEUE|CACHE)_)?URL|MEDIA_STORE(_FALLBACK)?|MEDIA_S3_(BUCKET|ENDPOINT))$/;

/** @param {NodeJS.ProcessEnv} env */
export function refuseGivenServers(env) {
  const given = Object.keys(env).find((name) => OF_SERVERS.test(name) && env[name]?.trim());
  if (given)
    throw new SetupError(
      `--topology scaled starts servers of its own, but ${given} names another one: unset it, or leave the option out.`,
    );
}

/**
 * @param {(variable?: 'POSTGRES_PORT' | 'REDIS_PORT') => Promise<number>} choose the port of the variable, or a free one
 * @returns {Promise<ServerPorts>}
 */
export async function chooseServerPorts(choose) {
  const primary = await choose('POSTGRES_PORT');
  const cluster = [{ port: await choose('REDIS_PORT'), bus: await choose() }];
  while (cluster.length < NODES) cluster.push({ port: await choose(), bus: await choose() });
  const poolers = [await choose(), await choose()];
  return {
    primary,
    cluster,
    poolers,
    standby: await choose(),
    pubsub: await choose(),
    cache: await choose(),
    swift: await choose(),
  };
}

/**
 * The engines of a larger installation, with their data in the folder `scaled`.
 *
 * @param {Place} place @param {{ ports: ServerPorts, databaseSecret: string }} options
 * @returns {Promise<import('../backing.mjs').Reached>}
 */
export async function startScaled(place, { ports, databaseSecret }) {
  mkdirSync(join(place.state, 'scaled'), { recursive: true, mode: 0o711 });
  const password = readOrCreateSecret(join(place.state, 'secrets/postgres'));
  const postgres = startPostgresPair(place, { ports, password, databaseSecret });
  const redis = startRedisServers(place, { ports });
  const bucket = startBucket(place, { port: ports.swift });
  await Promise.allSettled([postgres, redis, bucket]); // none is still starting when another one fails
  const [{ owner, pooled, search }, redisOf, bucketOf] = await Promise.all([postgres, redis, bucket]);
  return {
    owner: { DATABASE_URL: owner, ...redisOf.owner, ...bucketOf('media') },
    of: (service, process) => ({
      DATABASE_URL: pooled,
      DATABASE_SEARCH_URL: search,
      ...redisOf.of(service),
      ...(['media', 'worker'].includes(service) && bucketOf(process)),
    }),
    isOwn: true,
  };
}
