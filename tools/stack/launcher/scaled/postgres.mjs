import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  databaseRoles,
  providePgbouncer,
  providePostgres,
  serverFolder,
  startPgbouncer,
  startPostgres,
  startStandby,
} from '../../../../libs/servers/src/index.js';

/** What a standby may be behind when it comes back. One that is further behind is made anew after its folder is removed. */
const SETTINGS = { wal_keep_size: '512MB' };
/** Restarted servers are used within a second; the default is 15. */
const POOLER_SETTINGS = { server_login_retry: '1' };

/**
 * Postgres with a streaming standby, and PgBouncer in transaction mode before each.
 *
 * @param {import('./start.mjs').Place} place
 * @param {{ ports: { primary: number, standby: number, poolers: readonly number[] }, password: string, databaseSecret: string }} options
 * @returns {Promise<{ owner: string, pooled: string, search: string }>} addresses of the primary, of both poolers, and of that
 *   of the standby, as a service gets them: it signs in with a role of its own
 */
export async function startPostgresPair({ servers, state }, { ports, password, databaseSecret }) {
  const start = servers.starting('postgres');
  const installation = await providePostgres(state, start.say);
  const pooler = await providePgbouncer(state, start.say);
  const place = join(serverFolder(state), 'scaled');
  mkdirSync(place, { recursive: true, mode: 0o711 }); // the user of Postgres enters it
  const folder = (/** @type {string} */ name) => join(place, name);
  const common = { installation, settings: SETTINGS };

  const primary = await startPostgres({
    ...common,
    ...start,
    folder: folder(`postgres-${installation.major}`),
    password,
    port: ports.primary,
  });
  servers.add('postgres', primary);
  const beside = { ...common, ...servers.starting('standby') };
  const standby = await startStandby(primary, {
    ...beside,
    folder: folder(`standby-${installation.major}`),
    port: ports.standby,
  });
  servers.add('standby', standby);

  const roles = databaseRoles(databaseSecret);
  /** @type {import('@veza/servers').RunningServer[]} */
  const poolers = [];
  for (const [n, { url }] of [primary, standby].entries()) {
    const its = { folder: folder(`pgbouncer-${n + 1}`), port: ports.poolers[n], settings: POOLER_SETTINGS };
    poolers.push(await startPgbouncer(pooler, url, roles, { ...servers.starting('pgbouncer', n + 1), ...its }));
    servers.add('pgbouncer', ...poolers);
  }
  const hosts = poolers.map(({ port }) => `127.0.0.1:${port}`);
  return {
    owner: primary.url.replace(/\/postgres$/, '/veza'),
    pooled: `postgres://${hosts.join(',')}/veza`,
    search: `postgres://${hosts[1]}/veza`,
  };
}
