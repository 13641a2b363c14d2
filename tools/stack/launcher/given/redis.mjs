import { readFileSync } from 'node:fs';
import { connect as connectTcp } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { SetupError } from '../../../../libs/servers/src/setup-error.js';
import { givenAddress, hostOf, REPLY_MS } from './address.mjs';

/** The Redis of REDIS_URL; undefined without one. */
export const givenRedis = () =>
  givenAddress({
    variable: 'REDIS_URL',
    protocols: /^rediss?(-sentinel|-cluster)?:$/,
    usualPort: 6379,
    example: 'redis://:password@host:6379',
  });

/** Checks password, version and eviction policy of a given Redis, before anything is installed. */
export async function checkGivenRedis() {
  const given = givenRedis();
  if (!given || !/^rediss?:$/.test(given.first.protocol)) return; // sentinels and clusters: left to the clients of the services
  const { first: url, port } = given;
  const password = decodeURIComponent(url.password);
  const login =
    password === '' ? '' : `AUTH ${[decodeURIComponent(url.username), password].filter(Boolean).map(quoted).join(' ')}\r\n`;
  const reply = await query(url, port, `${login}INFO server\r\nINFO memory\r\nPING\r\n`);
  const place = `The Redis of REDIS_URL (${url.hostname}:${port})`;
  const refusal = /^-(.*)$/m.exec(reply)?.[1]?.trim();
  if (refusal) throw new SetupError(`${place} refused the connection (${refusal}): check its user and password.`);
  const version = /redis_version:(\d+)(\.\d+)*/.exec(reply);
  if (!version) throw new SetupError(`${place} does not respond: check the address, or unset REDIS_URL to start one.`);
  if (Number(version[1]) < 7) throw new SetupError(`${place} is ${version[0].slice(14)}, but 7.0 or newer is needed.`);
  const policy = /maxmemory_policy:(\S+)/.exec(reply)?.[1];
  if (policy !== undefined && policy !== 'noeviction')
    throw new SetupError(
      `${place} has the eviction policy ${policy}, which would lose jobs and messages: run "CONFIG SET maxmemory-policy noeviction" there.`,
    );
}

/** @param {string} text */
function quoted(text) {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

/** @param {URL} url @param {number} port @param {string} question @returns {Promise<string>} the reply up to PONG, a refusal or the limit */
function query(url, port, question) {
  return new Promise((resolve) => {
    const place = { host: hostOf(url), port };
    const socket =
      url.protocol === 'rediss:' ? connectTls({ ...place, servername: url.hostname, ...authorities() }) : connectTcp(place);
    let reply = '';
    const limit = setTimeout(() => finish(), REPLY_MS);
    const finish = () => {
      clearTimeout(limit);
      socket.destroy();
      resolve(reply);
    };
    socket.once('error', finish);
    socket.once('close', finish);
    socket.write(question);
    socket.on('data', (chunk) => {
      reply += chunk.toString('latin1');
      if (/^(\+PONG|-)/m.test(reply)) finish();
    });
  });
}

/** Those of REDIS_CA, instead of the public ones. */
function authorities() {
  const file = process.env.REDIS_CA?.trim();
  try {
    return file ? { ca: readFileSync(file) } : {};
  } catch {
    throw new SetupError(`REDIS_CA is not a readable file: ${file}.`);
  }
}
