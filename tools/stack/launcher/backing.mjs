import { join } from 'node:path';
import { connect as connectTcp } from 'node:net';
import { connect as connectTls } from 'node:tls';
import {
  readOrCreateSecret,
  providePostgres,
  provideRedis,
  serverFolder,
  startPostgres,
  startRedis,
} from '../../../libs/servers/src/index.js';
import { SetupError } from '../../../libs/servers/src/setup-error.js';
import { STATE } from '../workspace/paths.mjs';

/**
 * Postgres and Redis: those of DATABASE_URL and REDIS_URL, otherwise managed ones with their data below `.veza`.
 *
 * @typedef {{ name: string, url: string, port: number, server?: import('@veza/servers').RunningServer }} Backing
 */

/** @param {(text: string) => void} say @returns {Promise<Backing>} */
export async function backPostgres(say) {
  const given = process.env.DATABASE_URL?.trim();
  if (given) return { name: 'postgres', url: given, port: portOf('DATABASE_URL', given, /^postgres(ql)?:$/, 5432) };
  const installation = await providePostgres(STATE, say);
  const place = serverFolder(STATE);
  if (place !== STATE) say(`the user of Postgres has no access to ${STATE}: its data is in ${place}`);
  const server = await startPostgres({
    installation,
    folder: join(place, `postgres-${installation.major}`),
    password: readOrCreateSecret(join(STATE, 'secrets/postgres')),
    port: await ownPort('POSTGRES_PORT'),
    logFile: join(STATE, 'logs/postgres.log'),
  });
  const url = new URL(server.url);
  url.pathname = '/veza';
  return { name: 'postgres', url: url.href, port: server.port, server };
}

/** @param {(text: string) => void} say @returns {Promise<Backing>} */
export async function backRedis(say) {
  const given = process.env.REDIS_URL?.trim();
  if (given) {
    const port = portOf('REDIS_URL', given, /^rediss?(-sentinel|-cluster)?:$/, 6379);
    await checkRedis(given);
    return { name: 'redis', url: given, port };
  }
  const server = await startRedis({
    file: await provideRedis(STATE, say),
    folder: join(STATE, 'redis'),
    password: readOrCreateSecret(join(STATE, 'secrets/redis')),
    port: await ownPort('REDIS_PORT'),
    logFile: join(STATE, 'logs/redis.log'),
  });
  return { name: 'redis', url: server.url, port: server.port, server };
}

/** The configured port, otherwise undefined for any free one. @param {string} variable */
async function ownPort(variable) {
  const given = process.env[variable]?.trim();
  if (!given) return undefined;
  const port = /^\d{1,5}$/.test(given) ? Number(given) : 0;
  if (port < 1 || port > 65_535) throw new SetupError(`${variable} is "${given}": set it to a port number from 1 to 65535.`);
  return port;
}

/** @param {string} variable @param {string} text @param {RegExp} protocols @param {number} usual */
function portOf(variable, text, protocols, usual) {
  const [first = ''] = text.split(','); // sentinels and clusters list several addresses
  if (!URL.canParse(first) || !protocols.test(new URL(first).protocol)) {
    throw new SetupError(
      `${variable} is not a valid address: it must look like ${variable === 'REDIS_URL' ? 'redis://:password@host:6379' : 'postgres://user:password@host:5432/database'}.`,
    );
  }
  return Number(new URL(first).port) || usual;
}

/** Checks the version of a given Redis, before every service fails on it. @param {string} text */
async function checkRedis(text) {
  const url = new URL(text.split(',')[0] ?? '');
  if (!/^rediss?:$/.test(url.protocol)) return; // sentinels and clusters: left to the clients of the services
  const password = decodeURIComponent(url.password);
  const login =
    password === '' ? '' : `AUTH ${[decodeURIComponent(url.username), password].filter(Boolean).map(quoted).join(' ')}\r\n`;
  const answer = await queryRedis(url, `${login}INFO server\r\n`);
  const place = `the Redis of REDIS_URL (${url.hostname}:${url.port || 6379})`;
  const refusal = /^-(.*)$/m.exec(answer)?.[1]?.trim();
  if (refusal) throw new SetupError(`${place} refused the connection (${refusal}): check its user and password.`);
  const version = /redis_version:(\d+)(\.\d+)*/.exec(answer);
  if (!version) throw new SetupError(`${place} does not respond: check the address, or unset REDIS_URL to start one.`);
  if (Number(version[1]) < 7) throw new SetupError(`${place} is ${version[0].slice(14)}, but 7.0 or newer is needed.`);
}

/** @param {string} text */
function quoted(text) {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

/** @param {URL} url @param {string} question @returns {Promise<string>} what came back until it was enough or went quiet */
function queryRedis(url, question) {
  return new Promise((resolve) => {
    const place = { host: url.hostname.replace(/^\[|\]$/g, ''), port: Number(url.port) || 6379 };
    const socket = url.protocol === 'rediss:' ? connectTls({ ...place, servername: url.hostname }) : connectTcp(place);
    let answer = '';
    const finish = () => (socket.destroy(), resolve(answer));
    socket.setTimeout(4_000, finish);
    socket.once('error', finish);
    socket.once('close', finish);
    socket.write(question);
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1');
      if (/redis_version:[\d.]+\r\n|^-/m.test(answer)) finish();
    });
  });
}
