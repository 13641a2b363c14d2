import { deepEqual, ok } from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';

export type Row = Record<string, unknown>;
/** Columns, or what has become of them, each with its reason. */
export type Reasons = Readonly<Record<string, string>>;

/** As `tableColumnsOf` of `@veza/database` returns it. */
interface Column {
  readonly property: string;
  readonly name: string;
  readonly type: string;
}

/**
 * The select list of a whole row under the property names of its entity, with the columns that Postgres computes. Dates are
 * text: pg would make a midnight in the time zone of the process.
 */
export const wholeRow = (columns: readonly Column[]): string =>
  columns.map(({ name, property, type }) => `"${name}"${type === 'date' ? '::text' : ''} AS "${property}"`).join(', ');

/** Names of a table as those of the entity. */
export const byProperty = (columns: readonly Column[], row: Row | undefined): Row =>
  Object.fromEntries(columns.map(({ name, property }) => [property, row?.[name]]));

/**
 * A row whose values are all there and all different: none is lost, or mistaken for another one or a default. Booleans are
 * there only. `empty` names what is null, and the reason.
 */
export function expectDistinct(row: Row, empty: Reasons = {}): void {
  ok(Object.keys(row).length > 0, 'There is no such row');
  const values = Object.entries(row).map(([column, value]) => [column, JSON.stringify(plain(value))] as const);
  const missing = values.filter(([, value]) => value === undefined || value === 'null').map(([column]) => column);
  deepEqual(
    missing.sort(),
    Object.keys(empty).sort(),
    'Columns without a value in the spec; a new one needs its own value there',
  );
  const seen = new Map<string | undefined, string>();
  for (const [column, value] of values) {
    if (value === 'null' || value === 'true' || value === 'false') continue;
    ok(!seen.has(value), `${column} and ${seen.get(value)} have the same value in the spec: ${value}`);
    seen.set(value, column);
  }
}

/** Each column of the row comes back, unless it is left out for a reason. A reason without effect is an error. */
export function expectWhole(row: Row, found: Row | undefined, leftOut: Reasons = {}): void {
  ok(found, 'The row did not come back');
  const lost = Object.keys(row).filter((column) => !isDeepStrictEqual(plain(row[column]), plain(found[column])));
  deepEqual(lost.sort(), Object.keys(leftOut).sort(), 'Columns that do not come back, and those that are left out for a reason');
}

/** Times in one spelling, and numbers as text. */
function plain(value: unknown): unknown {
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value)) return new Date(value).toISOString();
  const json = JSON.stringify(value);
  return json === undefined ? undefined : JSON.parse(json);
}

/** A row with a value of its own in every column that is written, by property. */
interface NewRow {
  /** With its schema. */
  readonly table: string;
  readonly columns: readonly Column[];
  readonly row: Row;
  /** Columns that are null, because. */
  readonly empty?: Reasons;
}

/** Writes a row past the service and returns it as it is stored. A column without a value in `row` fails. */
export async function writeDistinct(
  sql: (text: string, values: unknown[]) => Promise<Row[]>,
  { table, columns, row, empty }: NewRow,
): Promise<Row> {
  const written = columns.filter(({ property }) => Object.hasOwn(row, property));
  const names = written.map(({ name }) => `"${name}"`).join(', ');
  const values = written.map(({ property, type }) => (type === 'jsonb' ? JSON.stringify(row[property]) : row[property]));
  const [stored = {}] = await sql(
    `INSERT INTO ${table} (${names}) OVERRIDING SYSTEM VALUE VALUES (${written.map((_, at) => `$${at + 1}`).join(', ')})
     RETURNING ${wholeRow(columns)}`,
    values,
  );
  expectDistinct(stored, empty);
  return stored;
}
