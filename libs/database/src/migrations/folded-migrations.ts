import { StartFailure } from '@veza/platform';
import { escapeIdentifier, type Client } from 'pg';
import { migrationName, type MigrationClass } from './migration-name.js';

/** All names that may stand in the table of migrations of a schema that this program can migrate. */
export const knownNames = (migrations: readonly MigrationClass[]): string[] =>
  migrations.flatMap((migration) => [...(new migration().replaces ?? []), migrationName(migration)]);

/**
 * Gives the row of a folded migration to a schema that has all migrations that it replaces, instead of their rows, and
 * returns the names of these folded migrations. Throws a StartFailure before any change when the schema has only some.
 */
export async function adoptFolded(
  client: Client,
  schema: string,
  migrations: readonly MigrationClass[],
  applied: ReadonlySet<string>,
): Promise<string[]> {
  const begun = migrations.flatMap((migration) => {
    const { replaces = [], completedBy } = new migration();
    return replaces.some((name) => applied.has(name)) ? { name: migrationName(migration), replaces, completedBy } : [];
  });
  for (const { name, replaces, completedBy } of begun) {
    const present = replaces.filter((each) => applied.has(each)).length;
    if (present === replaces.length) continue;
    throw new StartFailure(
      `The schema ${schema} has ${present} of the ${replaces.length} migrations that are folded into ${name}: migrate it with ${completedBy} first`,
    );
  }
  for (const { name, replaces } of begun) await replaceRows(client, schema, name, replaces);
  return begun.map(({ name }) => name);
}

/** One statement, so that no schema is left without either. */
async function replaceRows(client: Client, schema: string, name: string, replaces: readonly string[]): Promise<void> {
  const table = `${escapeIdentifier(schema)}.migrations`;
  await client.query(
    `WITH replaced AS (DELETE FROM ${table} WHERE name = ANY ($2))
     INSERT INTO ${table} (timestamp, name) VALUES (right($1, 13)::bigint, $1)`,
    [name, replaces],
  );
}
