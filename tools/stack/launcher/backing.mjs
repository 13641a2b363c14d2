import { join } from 'node:path';
import {
  readOrCreateSecret,
  passwordsOf,
  redisUrlOf,
  redisUsers,
  providePostgres,
  provideRedis,
  serverFolder,
  startPostgres,
  startRedis,
} from '../../../libs/servers/src/index.js';
import { STATE } from '../workspace/paths.mjs';
import { givenPostgres } from './given/postgres.mjs';
import { givenRedis } from './given/redis.mjs';
import { givenPort } from './ports.mjs';

/**
 * Postgres and Redis: those of DATABASE_URL and REDIS_URL, otherwise managed ones with their data below `.veza`.
 *
 * @typedef {{ name: string, url: string, port: number, server?: import('@veza/servers').RunningServer }} Backing
 */

/** @typedef {{ say: (text: string) => void } & Pick<NonNullable<Parameters<typeof startRedis>[0]>, 'signal' | 'spawned'>} Start */

/** @param {Start} start @returns {Promise<Backing>} */
export async function backPostgres({ say, ...start }) {
  const given = givenPostgres();
  if (given) return { name: 'postgres', url: given.url, port: given.port };
  const installation = await providePostgres(STATE, say);
  const place = serverFolder(STATE);
  if (place !== STATE) say(`the user of Postgres has no access to ${STATE}: its data is in ${place}`);
  const server = await startPostgres({
    installation,
    folder: join(place, `postgres-${installation.major}`),
    password: readOrCreateSecret(join(STATE, 'secrets/postgres')),
    port: givenPort('POSTGRES_PORT'),
    logFile: join(STATE, 'logs/postgres.log'),
    ...start,
  });
  const url = new URL(server.url);
  url.pathname = '/veza';
  return { name: 'postgres', url: url.href, port: server.port, server };
}

/**
 * Each service has its own user in a managed Redis; `urlOf` returns its address.
 *
 * @typedef {Backing & { urlOf: (service: import('@veza/servers').RedisUser) => string }} RedisBacking
 */

/** @param {Start} start @returns {Promise<RedisBacking>} */
export async function backRedis({ say, ...start }) {
  const given = givenRedis();
  if (given) return { name: 'redis', url: given.url, port: given.port, urlOf: () => given.url };
  const passwords = passwordsOf((user) => readOrCreateSecret(join(STATE, `secrets/redis-${user}`)));
  const server = await startRedis({
    file: await provideRedis(STATE, say),
    folder: join(STATE, 'redis'),
    password: readOrCreateSecret(join(STATE, 'secrets/redis')),
    users: redisUsers(passwords),
    port: givenPort('REDIS_PORT'),
    logFile: join(STATE, 'logs/redis.log'),
    ...start,
  });
  const urlOf = (/** @type {import('@veza/servers').RedisUser} */ user) => redisUrlOf(server.url, user, passwords[user]);
  return { name: 'redis', url: server.url, port: server.port, server, urlOf };
}
