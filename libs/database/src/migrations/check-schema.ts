import { setTimeout as pause } from 'node:timers/promises';
import { StartFailure } from '@veza/platform';
import { escapeIdentifier, type Client } from 'pg';
import { isInsufficientPrivilege } from '../database-errors.js';
import { knownNames } from './folded-migrations.js';
import { migrationName, type MigrationClass } from './migration-name.js';

/**
 * A service starts only on the schema of its own version. It waits for a schema that is behind, since the migrate step
 * may be running. It rejects a schema that is ahead at once: a newer version may have renamed or dropped what this one
 * reads. Running replicas are not checked again, so a rollout can migrate beside them.
 */
export async function checkSchema(
  client: Client,
  schema: string,
  migrations: readonly MigrationClass[],
  limitMs = 30_000,
): Promise<void> {
  const names = migrations.map(migrationName);
  const giveUpAt = performance.now() + limitMs;
  for (;;) {
    const applied = await appliedOf(client, schema);
    refuseNewer(schema, applied, migrations);
    const missing = names.filter((name) => !applied.has(name));
    if (missing.length === 0) return;
    if (performance.now() >= giveUpAt) {
      throw new StartFailure(
        `The schema ${schema} lacks ${missing.length} of ${names.length} migrations (waited ${limitMs / 1_000} s): run the migrate step`,
      );
    }
    await pause(200);
  }
}

/** Throws a StartFailure when the schema has a migration that is unknown to this program. */
export function refuseNewer(schema: string, applied: ReadonlySet<string>, migrations: readonly MigrationClass[]): void {
  const known = knownNames(migrations);
  const strange = [...applied].filter((name) => !known.includes(name));
  if (strange.length === 0) return;
  throw new StartFailure(
    `The schema ${schema} is newer than this program, which does not know ${strange.join(', ')}: start the version that migrated it`,
  );
}

/** Empty without the table, or without the right to read it, which the last step of a migration grants. */
async function appliedOf(client: Client, schema: string): Promise<Set<string>> {
  try {
    const table = `${escapeIdentifier(schema)}.migrations`;
    const { rows: found } = await client.query<{ exists: boolean }>('SELECT to_regclass($1) IS NOT NULL AS exists', [table]);
    if (!found[0]?.exists) return new Set();
    const { rows } = await client.query<{ name: string }>(`SELECT name FROM ${table}`);
    return new Set(rows.map(({ name }) => name));
  } catch (cause) {
    if (isInsufficientPrivilege(cause)) return new Set();
    throw cause;
  }
}
