import type { SqlExecutor } from '@veza/transport';
import { type EntityClass, tableColumnsOf, tableOf } from './columns-of.js';

/** SQL of a row as JSON, without the columns that Postgres computes. JSON holds numbers exactly. */
export function jsonRowOf(entity: EntityClass, alias: string): string {
  const computed = tableColumnsOf(entity).filter(({ isComputed }) => isComputed);
  return `to_jsonb(${alias}) - ARRAY[${computed.map(({ name }) => `'${name}'`).join(', ')}]::text[]`;
}

/**
 * Inserts rows that were kept as JSON, with their ids. Columns that the table got since then take their default. Raw SQL:
 * Postgres reads the JSON, and computes values that come back changed.
 *
 * @param rows a JSON array of what `jsonRowOf` selected
 * @param values SQL for properties that come back with another value; the kept row is `kept`
 */
export async function insertJsonRows<Row>(
  db: SqlExecutor,
  entity: EntityClass<Row>,
  rows: string,
  values: Partial<Record<keyof Row & string, string>> = {},
): Promise<void> {
  const keys = await db.query<{ key: string }>(
    `SELECT key FROM jsonb_array_elements($1::jsonb) AS kept, jsonb_object_keys(kept) AS key
     GROUP BY key HAVING count(*) = jsonb_array_length($1::jsonb)`,
    [rows],
  );
  if (keys.length === 0) return;
  const changed = new Map<string, string | undefined>(Object.entries(values));
  const columns = tableColumnsOf(entity).filter(
    ({ property, name, isComputed }) => !isComputed && (changed.has(property) || keys.some(({ key }) => key === name)),
  );
  await db.query(
    `INSERT INTO ${tableOf(entity)} (${columns.map(({ name }) => `"${name}"`).join(', ')}) OVERRIDING SYSTEM VALUE
     SELECT ${columns.map(({ property, name }) => changed.get(property) ?? `kept."${name}"`).join(', ')}
     FROM jsonb_populate_recordset(NULL::${tableOf(entity)}, $1::jsonb) AS kept`,
    [rows],
  );
}
