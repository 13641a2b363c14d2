import { createHash } from 'node:crypto';
import { createReadStream, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError } from '../../libs/servers/src/setup-error.js';

export const DUMP = 'database.dump';
export const OBJECTS = 'objects.sha256';
export const SECRETS = 'secrets.json';
const MANIFEST = 'manifest.json';
const FORMAT = 1;

/**
 * What a backup holds. `counts` are the rows of each table in the snapshot of the dump; `migrations` the names by schema;
 * `roles` those with rights in the database; `files` the SHA-256 of each file but the objects, which `objects.sha256` has.
 *
 * @typedef {{ format: number, version: string, takenAt: string, postgres: number, owner: string, roles: string[],
 *   migrations: Record<string, string[]>, counts: Record<string, number>, objects: { objects: number, bytes: number },
 *   files: Record<string, string> }} Manifest
 */

/** @param {string} file */
export async function hashOf(file) {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  return hash.digest('hex');
}

/** Written last: a folder without it is no backup. @param {string} folder @param {Omit<Manifest, 'format'>} manifest */
export function writeManifest(folder, manifest) {
  writeFileSync(join(folder, MANIFEST), `${JSON.stringify({ format: FORMAT, ...manifest }, null, 2)}\n`, { mode: 0o600 });
}

/** Also compares the hashes of the files. @param {string} folder @returns {Promise<Manifest>} */
export async function readManifest(folder) {
  /** @type {Manifest} */
  let manifest;
  try {
    manifest = JSON.parse(readFileSync(join(folder, MANIFEST), 'utf8'));
  } catch {
    throw new SetupError(`${folder} is no backup: it has no readable ${MANIFEST}.`);
  }
  if (manifest.format !== FORMAT)
    throw new SetupError(`The backup has the format ${manifest.format}, and this version reads ${FORMAT}.`);
  for (const name of [DUMP, OBJECTS])
    if (manifest.files[name] === undefined) throw new SetupError(`The manifest of the backup has no hash of ${name}.`);
  for (const [name, expected] of Object.entries(manifest.files)) {
    if (![DUMP, OBJECTS, SECRETS].includes(name))
      throw new SetupError(`The manifest of the backup names an unknown file: ${name}.`);
    const found = await hashOf(join(folder, name)).catch(() => 'absent');
    if (found !== expected) throw new SetupError(`The file ${name} of the backup differs from its hash: use another backup.`);
  }
  return manifest;
}

/** What differs between the rows of a backup and those of a database. @param {Manifest['counts']} expected @param {Manifest['counts']} found */
export function countDifferences(expected, found) {
  const tables = [...new Set([...Object.keys(expected), ...Object.keys(found)])].sort();
  return tables.flatMap((table) =>
    expected[table] === found[table] ? [] : [`${table} has ${found[table] ?? 'no'} rows in place of ${expected[table] ?? 'no'}`],
  );
}
