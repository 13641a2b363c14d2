import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { SetupError } from '../../libs/servers/src/setup-error.js';
import { migrate } from '../stack/launcher/database.mjs';
import { program, run, SERVICES } from './installation.mjs';
import { countDifferences, DUMP, readManifest, SECRETS } from './manifest.mjs';
import { connectOwner, requireBypass, runTool } from './postgres.mjs';
import { countRows, migrationsOf } from './tables.mjs';

/** @typedef {import('./manifest.mjs').Manifest} Manifest */

const OBJECTS_MS = 24 * 3_600_000;
const ERASE_MS = 3_600_000;

/**
 * Restores a backup into an empty database and an empty object store, while no service runs. Everything is checked before
 * the first write. With `erased`, the accounts of this list are erased (`admin erasures` of the lost system printed it).
 *
 * @param {{ from: string, erased?: string, env: NodeJS.ProcessEnv, say: (text: string) => void }} options
 */
export async function restore({ from, erased, env: given, say }) {
  const began = performance.now();
  const manifest = await readManifest(from);
  const env = withSecrets(given, from, manifest);
  const client = await connectOwner(env);
  try {
    await requireEmpty(client, manifest);
    await objects('check', from, env);
    say(`the backup of ${manifest.takenAt} is whole, and its target is empty`);
    await makeRoles(client, manifest, env);
    await runTool(
      'pg_restore',
      ['--no-owner', '--single-transaction', '--exit-on-error', `--dbname=${databaseOf(client)}`, join(from, DUMP)],
      env,
    );
    const differences = countDifferences(manifest.counts, await countRows(client));
    if (differences.length > 0) throw new SetupError(`The restored database differs from the backup: ${differences.join(', ')}.`);
    say(`database: ${Object.keys(manifest.counts).length} tables have the rows of the backup`);
    await migrate(env, say);
  } finally {
    await client.end();
  }
  const copied = await objects('load', from, env);
  if (copied.objects !== manifest.objects.objects || copied.bytes !== manifest.objects.bytes)
    throw new SetupError(`The store has ${copied.objects} objects in place of ${manifest.objects.objects}.`);
  say(`objects: ${copied.objects} have the hashes of the backup`);
  if (erased !== undefined) await eraseAgain(erased, env);
  say(`restored after ${((performance.now() - began) / 1_000).toFixed(1)} s: start the services on an empty Redis`);
}

/** The roles' passwords follow from the secret: with a default one no service could sign in. @param {NodeJS.ProcessEnv} env @param {string} from @param {Manifest} manifest */
function withSecrets(env, from, manifest) {
  const kept = manifest.files[SECRETS] === undefined ? {} : JSON.parse(readFileSync(join(from, SECRETS), 'utf8'));
  const isGiven = (/** @type {string} */ name) => env[name] || env[`${name}_FILE`];
  const all = { ...env, ...Object.fromEntries(Object.entries(kept).filter(([name]) => !isGiven(name))) };
  if (!all.VEZA_SECRET && !all.VEZA_SECRET_FILE)
    throw new SetupError('Set VEZA_SECRET, as the installation of the backup has it.');
  return all;
}

/** @param {pg.Client} client @param {Manifest} manifest */
async function requireEmpty(client, { owner, postgres }) {
  const here = await requireBypass(client);
  if (here.owner !== owner)
    throw new SetupError(
      `The backup is of the user ${owner}, whom its policies name, and DATABASE_URL has ${here.owner}: use the same name.`,
    );
  if (here.version < postgres)
    throw new SetupError(`The backup is of Postgres ${postgres}, and this one is ${here.version}: use the same or a newer one.`);
  const schemas = Object.values(SERVICES);
  const { rows } = await client.query('SELECT nspname AS name FROM pg_namespace WHERE nspname = ANY($1)', [schemas]);
  const tables = Object.keys(await countRows(client));
  if (rows.length > 0 || tables.length > 0)
    throw new SetupError(
      `The database is not empty, it has ${tables[0] ?? `the schema ${rows[0].name}`}: restore into an empty one.`,
    );
}

/**
 * The migrate step makes the roles with their passwords and search paths, as for every installation. What it makes besides
 * is replaced by the dump, which has the rights of the roles.
 *
 * @param {pg.Client} client @param {Manifest} manifest @param {NodeJS.ProcessEnv} env
 */
async function makeRoles(client, manifest, env) {
  await migrate(env, () => undefined);
  const known = new Set(Object.values(await migrationsOf(client)).flat());
  const strange = Object.values(manifest.migrations)
    .flat()
    .filter((name) => !known.has(name));
  for (const schema of Object.values(SERVICES)) await client.query(`DROP SCHEMA ${pg.escapeIdentifier(schema)} CASCADE`);
  if (strange.length > 0)
    throw new SetupError(
      `The backup is of version ${manifest.version}, whose schema this version does not know (${strange[0]}): restore with that version.`,
    );
  const { rows } = await client.query(
    'SELECT name FROM unnest($1::text[]) AS name WHERE name NOT IN (SELECT rolname FROM pg_roles)',
    [manifest.roles],
  );
  if (rows.length > 0)
    throw new SetupError(
      `The backup has rights of the role ${rows[0].name}, which does not exist here: use the same names of roles (*_DATABASE_URL).`,
    );
}

/** @param {pg.Client} client */
const databaseOf = (client) => client.database ?? '';

/** @param {'check' | 'load'} act @param {string} folder @param {NodeJS.ProcessEnv} env @returns {Promise<{ objects: number, bytes: number }>} */
async function objects(act, folder, env) {
  const { code, lines } = await run(program('media', 'copy-objects'), [act, folder], { env, output: true, limitMs: OBJECTS_MS });
  if (code !== 0) throw new SetupError(lines.join(' '));
  return JSON.parse(lines.at(-1) ?? '');
}

/** @param {string} list @param {NodeJS.ProcessEnv} env */
async function eraseAgain(list, env) {
  const { code } = await run(program('gateway', 'admin'), ['erase', '--file', list], { env, limitMs: ERASE_MS });
  if (code !== 0) throw new SetupError('Some accounts of the list are not erased: see above, and repeat "admin erase".');
}
