import type { PersonalDataPage } from '@veza/contracts';
import type { SqlExecutor } from '@veza/transport';
import { type EntityClass, tableColumnsOf } from './entities/columns-of.js';

/** SQL texts that select the rows of one user, or of one patient. They are constants, never input. */
export interface PersonalRows {
  columns: string;
  /** Tables, joins and conditions; $1 is the id of the user or patient. */
  from: string;
  /** Orders the rows and is unique among these rows. The table needs an index on the id and the key. */
  key: string;
  keyType: 'bigint' | 'uuid' | 'text';
}

const PAGE = 100;

/**
 * The columns of an entity for `PersonalRows`, under the names of the table, without those that Postgres computes and those
 * that are left out. Decimals are text, because numbers in JSON are not exact.
 */
export function ownColumnsOf<Row>(
  entity: EntityClass<Row>,
  alias: string,
  leftOut: Partial<Record<keyof Row & string, string>>,
): string {
  return tableColumnsOf(entity)
    .filter(({ property, isComputed }) => !isComputed && !Object.hasOwn(leftOut, property))
    .map(({ name, type }) => (type === 'numeric' ? `${alias}."${name}"::text AS "${name}"` : `${alias}."${name}"`))
    .join(', ');
}

/**
 * Returns the next page of the rows of one user or patient, after a key. Raw SQL: Postgres writes each row as JSON, whatever its
 * tables and joins are.
 */
export async function readOwnRows(
  db: SqlExecutor,
  { columns, from, key, keyType }: PersonalRows,
  of: number | string,
  after?: string,
): Promise<PersonalDataPage> {
  const found = await db.query<{ key: string; row: Record<string, unknown> }>(
    `SELECT (${key})::text AS key, (SELECT to_jsonb(own) FROM (SELECT ${columns}) AS own) AS row
     FROM ${from} AND ($2::${keyType} IS NULL OR ${key} > $2::${keyType})
     ORDER BY ${key} LIMIT ${PAGE + 1}`,
    [of, after ?? null],
  );
  const rows = found.slice(0, PAGE);
  return { rows: rows.map(({ row }) => row), next: found.length > PAGE ? (rows.at(-1)?.key ?? null) : null };
}
