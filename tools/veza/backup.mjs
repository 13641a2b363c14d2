import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError } from '../../libs/servers/src/setup-error.js';
import { program, run } from './installation.mjs';
import { DUMP, hashOf, OBJECTS, SECRETS, writeManifest } from './manifest.mjs';
import { connectOwner, requireBypass, runTool } from './postgres.mjs';
import { countRows, migrationsOf, rolesOf } from './tables.mjs';
import { ROOT } from '../stack/workspace/paths.mjs';

const OBJECTS_MS = 24 * 3_600_000;
/** What opens the sealed parts of a database. */
const SECRET_NAMES = ['VEZA_SECRET', 'VEZA_SECRET_OTHERS', 'DATABASE_SECRET', 'BOOKING_MASTER_KEYS'];

/**
 * Copies the installation into the folder while it runs: the database first, then the objects, so that each row of the copy
 * has its bytes. What is written meanwhile is in the next backup.
 *
 * @param {{ to: string, withSecret: boolean, env: NodeJS.ProcessEnv, say: (text: string) => void }} options
 */
export async function backup({ to, withSecret, env, say }) {
  const began = performance.now();
  claimFolder(to);
  const secrets = withSecret ? secretsOf(env) : undefined;
  const database = await dumpDatabase(to, env);
  say(`database: ${sum(database.counts)} rows in ${Object.keys(database.counts).length} tables`);
  const objects = await saveObjects(to, env);
  say(`objects: ${objects.objects}, ${objects.bytes} bytes`);
  if (secrets) writeFileSync(join(to, SECRETS), JSON.stringify(secrets), { mode: 0o600 });
  /** @type {Record<string, string>} */
  const files = {};
  for (const name of [DUMP, OBJECTS, ...(secrets ? [SECRETS] : [])]) files[name] = await hashOf(join(to, name));
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  writeManifest(to, { version, ...database, objects, files });
  say(
    secrets
      ? `The backup has the secrets in ${SECRETS}: whoever reads it reads everything.`
      : `The backup has no secrets: keep ${SECRET_NAMES.join(', ')} elsewhere, for as long as this backup. Without them notes, factors and tokens stay closed.`,
  );
  say(
    `${to} is complete after ${((performance.now() - began) / 1_000).toFixed(1)} s; it holds the state of ${database.takenAt}.`,
  );
}

/** @param {string} folder */
export function claimFolder(folder) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (readdirSync(folder).length > 0) throw new SetupError(`${folder} is not empty: name a new folder.`);
}

/** @param {NodeJS.ProcessEnv} env @returns {Record<string, string>} */
function secretsOf(env) {
  const found = SECRET_NAMES.flatMap((name) => {
    const file = env[`${name}_FILE`];
    const value = env[name] || (file ? readFileSync(file, 'utf8').replace(/\r?\n$/, '') : '');
    return value ? [[name, value]] : [];
  });
  if (!found.some(([name]) => name === 'VEZA_SECRET'))
    throw new SetupError('--with-secret needs VEZA_SECRET, as the migration has it.');
  return Object.fromEntries(found);
}

/** The counts are those of the snapshot that is dumped. @param {string} folder @param {NodeJS.ProcessEnv} env */
async function dumpDatabase(folder, env) {
  const client = await connectOwner(env);
  try {
    const { owner, version: postgres } = await requireBypass(client);
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL idle_in_transaction_session_timeout = 0');
    const { rows } = await client.query(`SELECT pg_export_snapshot() AS snapshot, now() AS at`);
    const file = join(folder, DUMP);
    writeFileSync(file, '', { mode: 0o600 });
    await runTool('pg_dump', ['--format=custom', `--snapshot=${rows[0].snapshot}`, `--file=${file}`], env);
    const facts = { migrations: await migrationsOf(client), roles: await rolesOf(client), counts: await countRows(client) };
    return { takenAt: rows[0].at.toISOString(), postgres, owner, ...facts };
  } finally {
    await client.end();
  }
}

/** @param {string} folder @param {NodeJS.ProcessEnv} env @returns {Promise<{ objects: number, bytes: number }>} */
async function saveObjects(folder, env) {
  const { code, lines } = await run(program('media', 'copy-objects'), ['save', folder], {
    env,
    output: true,
    limitMs: OBJECTS_MS,
  });
  if (code !== 0) throw new SetupError(`The objects cannot be copied: ${lines.join(' ')}`);
  return JSON.parse(lines.at(-1) ?? '');
}

const sum = (/** @type {Record<string, number>} */ counts) => Object.values(counts).reduce((total, count) => total + count, 0);
