import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { SetupError } from '../../libs/servers/src/setup-error.js';
import { connectOwner } from './postgres.mjs';

const SETTING = 'default_transaction_read_only';
/** How long a transaction that began before may last. */
const END_MS = 10_000;
const INSUFFICIENT_PRIVILEGE = '42501';
const RIGHTS =
  'The setting holds for new connections only, because this user may not end those of the services: grant it pg_signal_backend and pg_read_all_stats and repeat the command, or restart the services.';

/**
 * Lets the services read only, or change again (decision 242). Postgres itself rejects their changes, so no path of the
 * code is left out; the owner, who migrates and restores, still writes. When it resolves, no connection from before is left.
 *
 * @param {{ on: boolean, env: NodeJS.ProcessEnv, say: (text: string) => void }} options
 */
export async function setReadOnly({ on, env, say }) {
  const client = await connectOwner(env);
  try {
    const roles = await serviceRoles(client);
    const database = pg.escapeIdentifier(client.database ?? '');
    const value = on ? `SET ${SETTING} = on` : `RESET ${SETTING}`;
    const statements = roles.map((name) => `ALTER ROLE ${pg.escapeIdentifier(name)} IN DATABASE ${database} ${value}`);
    await client.query(['BEGIN', ...statements, 'COMMIT'].join(';'));
    await renewConnections(client, roles);
    say(on ? 'The services read only. End it with "read-only off".' : 'The services accept changes.');
  } finally {
    await client.end();
  }
}

/** The roles whose unqualified names mean a schema of this database. @param {pg.Client} client @returns {Promise<string[]>} */
async function serviceRoles(client) {
  const { rows } = await client.query(
    `SELECT DISTINCT r.rolname AS name FROM pg_db_role_setting s JOIN pg_roles r ON r.oid = s.setrole
       JOIN pg_database d ON d.oid = s.setdatabase AND d.datname = current_database()
     WHERE EXISTS (SELECT FROM unnest(s.setconfig) c WHERE c LIKE 'search_path=%') ORDER BY 1`,
  );
  if (rows.length === 0) throw new SetupError('The database has no service: run the migrate step first.');
  return rows.map(({ name }) => name);
}

/**
 * A session keeps the setting that it began with. One without a transaction ends at once, and a pool opens another; one with
 * a transaction ends after it, or when the limit has passed.
 *
 * @param {pg.Client} client @param {string[]} roles
 */
async function renewConnections(client, roles) {
  const { rows } = await client.query('SELECT clock_timestamp() AS at');
  const until = performance.now() + END_MS;
  for (;;) {
    const atOnce = performance.now() >= until;
    const { rows: left } = await client
      .query(
        `SELECT backend_start IS NULL AS hidden, CASE WHEN $3 OR state = 'idle' THEN pg_terminate_backend(pid) END
         FROM pg_stat_activity
         WHERE datname = current_database() AND usename = ANY ($1) AND (backend_start IS NULL OR backend_start <= $2)`,
        [roles, rows[0].at, atOnce],
      )
      .catch(refuse);
    if (left.length === 0) return;
    if (left.some(({ hidden }) => hidden)) throw new SetupError(RIGHTS);
    if (performance.now() >= until + END_MS) throw new SetupError(`${left.length} connections of services did not end.`);
    await pause(100);
  }
}

/** @param {unknown} error @returns {never} */
function refuse(error) {
  const isRight = error instanceof pg.DatabaseError && error.code === INSUFFICIENT_PRIVILEGE;
  if (!isRight) throw error;
  throw new SetupError(RIGHTS);
}
