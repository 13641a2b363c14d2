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
import { allStarted } from './servers.mjs';

/**
 * How the platform reaches its servers. owner: variables of migrations and of commands of the operator, with all rights. of:
 * those of one process, with the rights of its service. isOwn: Postgres is of the launcher.
 *
 * @typedef {{ DATABASE_URL: string, REDIS_URL: string } & Record<string, string>} OwnerVariables
 * @typedef {import('@veza/servers').RedisUser} ServiceName
 * @typedef {{ owner: OwnerVariables, of: (service: ServiceName, process: string) => Record<string, string>, isOwn: boolean }} Reached
 */

/**
 * Postgres and Redis: those of DATABASE_URL and REDIS_URL, otherwise managed ones with their data below `.veza`. Each service
 * has its own user in a managed Redis.
 *
 * @param {import('./servers.mjs').Servers} servers @returns {Promise<Reached>}
 */
export async function startPlain(servers) {
  const redis = backRedis(servers);
  const [DATABASE_URL = ''] = await allStarted([backPostgres(servers), redis.then(({ url }) => url)]);
  const { url: REDIS_URL, urlOf } = await redis;
  const of = (/** @type {ServiceName} */ service) => ({ REDIS_URL: urlOf(service) });
  return { owner: { DATABASE_URL, REDIS_URL }, of, isOwn: !givenPostgres() };
}

/** @param {import('./servers.mjs').Servers} servers */
async function backPostgres(servers) {
  const given = givenPostgres();
  if (given) {
    servers.addGiven('postgres', given.port);
    return given.url;
  }
  const start = servers.starting('postgres');
  const installation = await providePostgres(STATE, start.say);
  const place = serverFolder(STATE);
  if (place !== STATE) start.say(`the user of Postgres has no access to ${STATE}: its data is in ${place}`);
  const server = await startPostgres({
    installation,
    folder: join(place, `postgres-${installation.major}`),
    password: readOrCreateSecret(join(STATE, 'secrets/postgres')),
    port: givenPort('POSTGRES_PORT'),
    ...start,
  });
  servers.add('postgres', server);
  const url = new URL(server.url);
  url.pathname = '/veza';
  return url.href;
}

/** @param {import('./servers.mjs').Servers} servers @returns {Promise<{ url: string, urlOf: (service: ServiceName) => string }>} */
async function backRedis(servers) {
  const given = givenRedis();
  if (given) {
    servers.addGiven('redis', given.port);
    return { url: given.url, urlOf: () => given.url };
  }
  const passwords = passwordsOf((user) => readOrCreateSecret(join(STATE, `secrets/redis-${user}`)));
  const start = servers.starting('redis');
  const server = await startRedis({
    file: await provideRedis(STATE, start.say),
    folder: join(STATE, 'redis'),
    password: readOrCreateSecret(join(STATE, 'secrets/redis')),
    users: redisUsers(passwords),
    port: givenPort('REDIS_PORT'),
    ...start,
  });
  servers.add('redis', server);
  return { url: server.url, urlOf: (user) => redisUrlOf(server.url, user, passwords[user]) };
}
