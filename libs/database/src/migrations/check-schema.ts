import { setTimeout as pause } from 'node:timers/promises';
import { StartFailure } from '@veza/platform';
import { escapeIdentifier, type Client } from 'pg';
import { isInsufficientPrivilege } from '../database-errors.js';
import { knownNames } from './folded-migrations.js';
import { migrationName, timestampOf, type MigrationClass } from './migration-name.js';

/**
 * A service starts on the schema of its own version and on later ones that are compatible with it. It waits for a
 * schema that is behind, since the migrate step may be running. It rejects at once a schema without something that its
 * version reads. Running replicas are not checked again, so a rollout can migrate beside them.
 */
export async function checkSchema(
  client: Client,
  schema: string,
  migrations: readonly MigrationClass[],
  limitMs: number,
): Promise<void> {
  const names = migrations.map(migrationName);
  const giveUpAt = performance.now() + limitMs;
  for (;;) {
    const state = await schemaState(client, schema);
    refuseNewer(schema, state, migrations);
    const missing = names.filter((name) => !state.applied.has(name));
    if (missing.length === 0) return;
    if (performance.now() >= giveUpAt) {
      throw new StartFailure(
        `The schema ${schema} lacks ${missing.length} of ${names.length} migrations (waited ${limitMs / 1_000} s): run the migrate step`,
      );
    }
    await pause(200);
  }
}

/**
 * Throws a StartFailure when the schema has a migration that is unknown to this program, and either lacks something that
 * this program reads, or lacks one of its migrations: then those were folded.
 */
export function refuseNewer(schema: string, state: SchemaState, migrations: readonly MigrationClass[]): void {
  const known = knownNames(migrations);
  const strange = [...state.applied].filter((name) => !known.includes(name));
  const isContracted = state.compatibleSince > Math.max(...migrations.map(timestampOf));
  const isComplete = migrations.every((migration) => state.applied.has(migrationName(migration)));
  if (strange.length === 0 || (!isContracted && isComplete)) return;
  throw new StartFailure(
    `The schema ${schema} is newer than this program, which does not know ${strange.join(', ')}: start the version that migrated it`,
  );
}

export interface SchemaState {
  /** Names of migrations. */
  readonly applied: ReadonlySet<string>;
  /** A timestamp; 0 if every program runs on the schema. */
  readonly compatibleSince: number;
}

/** Nothing is applied without the table, or without the right to read it, which the last step of a migration grants. */
export async function schemaState(client: Client, schema: string): Promise<SchemaState> {
  const nothing = { applied: new Set<string>(), compatibleSince: 0 };
  try {
    const table = `${escapeIdentifier(schema)}.migrations`;
    const { rows: found } = await client.query<{ exists: boolean }>('SELECT to_regclass($1) IS NOT NULL AS exists', [table]);
    if (!found[0]?.exists) return nothing;
    // The column is absent in a schema that version 0.2.0 has migrated.
    const { rows } = await client.query<{ name: string; since: string | null }>(
      `SELECT name, to_jsonb(m) ->> 'compatible_since' AS since FROM ${table} m`,
    );
    const compatibleSince = Math.max(0, ...rows.map(({ since }) => Number(since)));
    return { applied: new Set(rows.map(({ name }) => name)), compatibleSince };
  } catch (cause) {
    if (isInsufficientPrivilege(cause)) return nothing;
    throw cause;
  }
}
