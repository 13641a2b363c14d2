import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { ROOT } from '../workspace/paths.mjs';

/**
 * Inspects the database of DATABASE_URL in a separate process, so that the launcher stays small, and prints the result as
 * JSON. On the launcher's own server (VEZA_OWN_POSTGRES) a missing database is created. The argument `note` marks the database
 * as migrated.
 *
 * @typedef {{ major: number, missing: string[], migrated: boolean, error?: string }} Found
 */
const url = new URL(process.env.DATABASE_URL ?? '');
const MARK = 'migrated: ';

async function main() {
  if (process.env.VEZA_OWN_POSTGRES) await ensureDatabase();
  const client = new pg.Client({ connectionString: url.href, connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    const fingerprint = await fingerprintOf(client);
    if (process.argv[2] === 'note')
      await client.query(
        `COMMENT ON DATABASE ${pg.escapeIdentifier(url.pathname.slice(1))} IS ${pg.escapeLiteral(MARK + fingerprint)}`,
      );
    return await describe(client, fingerprint);
  } finally {
    await client.end();
  }
}

async function ensureDatabase() {
  const server = new URL(url);
  server.pathname = '/postgres';
  const client = new pg.Client({ connectionString: server.href });
  await client.connect();
  const name = url.pathname.slice(1);
  const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name]);
  if (rowCount === 0) await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)} TEMPLATE template0`);
  await client.end();
}

/** @param {pg.Client} client @param {string} fingerprint @returns {Promise<Found>} */
async function describe(client, fingerprint) {
  const { rows } = await client.query(`
    SELECT current_setting('server_version_num')::int / 10000 AS major,
      ARRAY(SELECT name FROM unnest(ARRAY['btree_gist', 'pg_trgm', 'unaccent']) AS needed (name)
            WHERE name NOT IN (SELECT available.name FROM pg_available_extensions available)) AS missing,
      shobj_description((SELECT oid FROM pg_database WHERE datname = current_database()), 'pg_database') AS comment`);
  const { major, missing, comment } = rows[0];
  return { major, missing, migrated: comment === MARK + fingerprint };
}

/**
 * A fingerprint of the migrations (their code and the secret of the roles' passwords) and of those applied to this database.
 * If it equals that of the last run, another run would change nothing.
 *
 * @param {pg.Client} client
 */
async function fingerprintOf(client) {
  const hash = createHash('sha256').update(process.env.VEZA_SECRET ?? '');
  const apps = readdirSync(join(ROOT, 'apps')).sort();
  for (const folder of [join(ROOT, 'libs/database/src'), ...apps.map((app) => join(ROOT, 'apps', app, 'src/migrations'))])
    hashFolder(hash, folder);
  const { rows } = await client.query(`
    SELECT n.nspname AS schema, c.relname AS table FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relname LIKE '%migrations' AND c.relkind = 'r' AND n.nspname NOT LIKE 'pg_%' ORDER BY 1, 2`);
  for (const { schema, table } of rows) {
    const { rows: applied } = await client.query(
      `SELECT count(*) AS n FROM ${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(table)}`,
    );
    hash.update(`${schema}.${table}=${applied[0].n}\n`);
  }
  const { rows: roles } = await client.query(`SELECT rolname FROM pg_roles WHERE rolname LIKE 'veza_%' ORDER BY 1`);
  return hash.update(JSON.stringify(roles)).digest('hex');
}

/** @param {import('node:crypto').Hash} hash @param {string} folder */
function hashFolder(hash, folder) {
  try {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
    for (const file of files.sort()) hash.update(file).update(readFileSync(join(folder, file)));
  } catch {
    hash.update(`no ${folder}`);
  }
}

try {
  console.log(JSON.stringify(await main()));
} catch (error) {
  console.log(JSON.stringify({ error: error instanceof Error ? error.message || String(error) : String(error) }));
}
