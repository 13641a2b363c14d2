import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { findPostgres, isExecutable, onPath } from '../../libs/servers/src/find.js';
import { SetupError } from '../../libs/servers/src/setup-error.js';

const LIMIT_MS = 6 * 3_600_000;

/** The addresses of the owner of the schemas, one for each server of a list. @param {NodeJS.ProcessEnv} env @returns {URL[]} */
function ownerUrls(env) {
  const text = env.DATABASE_URL || readFileSync(env.DATABASE_URL_FILE ?? '', 'utf8').trim();
  const [, before = '', hosts = '', after = ''] = /^([a-z]+:\/\/(?:[^@/?]*@)?)([^/?]*)(.*)$/s.exec(text) ?? [];
  return hosts.split(',').map((host) => {
    const url = new URL(`${before}${host}${after}`);
    if (env.DATABASE_CA) {
      url.searchParams.set('sslmode', 'verify-full');
      url.searchParams.set('sslrootcert', env.DATABASE_CA);
    }
    return url;
  });
}

/** A connection of the owner, of a list to the server that accepts changes. Its statements end. @param {NodeJS.ProcessEnv} env */
export async function connectOwner(env) {
  return (await findOwner(env)).client;
}

/** @param {NodeJS.ProcessEnv} env @returns {Promise<{ client: pg.Client, url: URL }>} */
async function findOwner(env) {
  const urls = ownerUrls(env);
  let reason = 'none accepts changes';
  for (const url of urls) {
    const client = new pg.Client({
      connectionString: url.href,
      connectionTimeoutMillis: 10_000,
      statement_timeout: 600_000,
      application_name: 'veza-operator',
    });
    client.on('error', () => undefined); // the next statement reports it
    try {
      await client.connect();
      if (urls.length === 1 || (await acceptsChanges(client))) return { client, url };
      await client.end();
    } catch (error) {
      reason = error instanceof Error ? error.message || error.name : String(error);
      await client.end().catch(() => undefined); // it was never connected
    }
  }
  throw new SetupError(`The Postgres of DATABASE_URL cannot be reached (${reason}): check its address, user and password.`);
}

/** @param {pg.Client} client */
async function acceptsChanges(client) {
  const { rows } = await client.query('SELECT NOT pg_is_in_recovery() AS accepts');
  return rows[0].accepts === true;
}

/**
 * Rows of cabinets are behind row-level security for the owner as well: without this right a dump lacks them.
 *
 * @param {pg.Client} client @returns {Promise<{ owner: string, version: number }>}
 */
export async function requireBypass(client) {
  const { rows } = await client.query(
    `SELECT rolname AS owner, rolsuper OR rolbypassrls AS bypasses, current_setting('server_version_num')::integer / 10000 AS version
     FROM pg_roles WHERE rolname = current_user`,
  );
  const { owner, bypasses, version } = rows[0];
  if (!bypasses)
    throw new SetupError(
      `The user ${owner} of DATABASE_URL sees no rows of cabinets: ALTER ROLE ${owner} BYPASSRLS, as an administrator.`,
    );
  return { owner, version };
}

/**
 * Runs pg_dump or pg_restore on the database of the owner. The password is in the environment, not in the arguments, which
 * every user of the machine can read.
 *
 * @param {'pg_dump' | 'pg_restore'} name @param {readonly string[]} args @param {NodeJS.ProcessEnv} env
 */
export async function runTool(name, args, env) {
  const { client, url } = await findOwner(env);
  await client.end();
  const { username, password, hostname, port, pathname, searchParams } = url;
  const given = {
    PGHOST: searchParams.get('host') ?? hostname,
    PGPORT: port || '5432',
    PGUSER: decodeURIComponent(username),
    PGPASSWORD: decodeURIComponent(password),
    PGDATABASE: decodeURIComponent(pathname.slice(1)),
    PGSSLMODE: searchParams.get('sslmode') ?? undefined,
    PGSSLROOTCERT: searchParams.get('sslrootcert') ?? undefined,
    PGCONNECT_TIMEOUT: '10',
  };
  const child = spawn(programOf(name), ['--no-password', ...args], {
    env: { PATH: env.PATH, HOME: env.HOME, LANG: 'C.UTF-8', ...given },
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: LIMIT_MS,
  });
  let text = '';
  child.stderr.on('data', (chunk) => (text = (text + chunk).slice(-4_000)));
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new SetupError(`${name} failed: ${text.trim().split('\n').slice(0, 3).join(' ') || `exit code ${code}`}`);
}

/** @param {string} name */
function programOf(name) {
  const bin = findPostgres()?.bin;
  const found = [...onPath(name), ...(bin ? [join(bin, name)] : [])].find(isExecutable);
  if (found) return found;
  throw new SetupError(
    `${name} was not found: install the client programs of Postgres (postgresql-client), of the version of the server or newer.`,
  );
}
