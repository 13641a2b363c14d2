import { readFileSync } from 'node:fs';
import { serviceKeys } from '../../../libs/servers/src/index.js';

/** The names of the variables that each app reads. @type {Record<string, string[]>} */
const VARIABLES = JSON.parse(readFileSync(new URL('variables.json', import.meta.url), 'utf8'));

/** Read by Node and by libraries: no secrets of the platform. */
const OF_THE_RUNTIME = /^(PATH|HOME|TMPDIR|TZ|LANG|LC_\w+|NODE_\w+|UV_\w+|SSL_CERT_\w+|OTEL_\w+|LD_LIBRARY_PATH)$/;
/** The credentials of the AWS SDK, where MEDIA_S3_ACCESS_KEY does not name others. */
const OF_THE_BUCKET = /^AWS_/;

/**
 * The environment of one process: what its config.ts reads, and its own keys instead of the master secret. So the worker,
 * which runs programs over files of strangers, has neither the keys of notes nor the administrator's password.
 *
 * @param {import('@veza/servers').RedisUser} service @param {NodeJS.ProcessEnv} all @returns {NodeJS.ProcessEnv}
 */
export function environmentOf(service, all) {
  const app = service === 'worker' ? 'media' : service;
  const read = new Set(VARIABLES[app]);
  const its = Object.entries(all).filter(
    ([name]) => read.has(name) || OF_THE_RUNTIME.test(name) || (app === 'media' && OF_THE_BUCKET.test(name)),
  );
  const { VEZA_SECRET, VEZA_SECRET_OTHERS = '', DATABASE_SECRET, ...env } = Object.fromEntries(its);
  if (env.DATABASE_URL) env.DATABASE_URL = withoutLogin(env.DATABASE_URL);
  if (env.VEZA_KEYS || !VEZA_SECRET) return { ...env, VEZA_SECRET, VEZA_SECRET_OTHERS, DATABASE_SECRET };
  const others = VEZA_SECRET_OTHERS.split(',').filter((secret) => secret.trim() !== '');
  return { ...env, VEZA_KEYS: serviceKeys([VEZA_SECRET, ...others], DATABASE_SECRET || VEZA_SECRET)[service] };
}

/**
 * The password of the owner of the schemas is for migrations: a service logs in with a role of its own. Several hosts are no URL.
 *
 * @param {string} url
 */
const withoutLogin = (url) => url.replace(/^([a-z]+:\/\/)[^/?]*@/, '$1');
