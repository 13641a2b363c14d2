import { isDeepStrictEqual } from 'node:util';
import { expect } from '@jest/globals';
import type { Caller, RpcReply, SectionOf } from '@veza/contracts';
import { catalog as contracts } from '@veza/contracts';
import { type EntityClass, tableColumnsOf } from '@veza/database';
import type { CatalogUnderTest } from './catalog-under-test.js';

export type Row = Record<string, unknown>;

/** The whole row of the table under the property names of its entity, with the columns that Postgres computes. */
export async function storedRow(catalog: CatalogUnderTest, entity: EntityClass, table: string, id: number): Promise<Row> {
  const columns = tableColumnsOf(entity).map(({ name, property }) => `"${name}" AS "${property}"`);
  const [row] = await catalog.sql<Row>(`SELECT ${columns.join(', ')} FROM catalog.${table} WHERE id = $1`, [id]);
  return row ?? {};
}

/** A row whose values are all there and all different: none is lost, or mistaken for another one or a default. */
export function expectDistinct(row: Row): void {
  const values = Object.values(row).map((value) => JSON.stringify(plain(value)));
  expect(values).not.toContain('null');
  expect(new Set(values).size).toBe(values.length);
}

/** Each column of the row comes back, unless it is left out for a reason. A reason without effect is an error. */
export function expectWhole(row: Row, found: Row, leftOut: Readonly<Record<string, string>> = {}): void {
  const lost = Object.keys(row).filter((column) => !isDeepStrictEqual(plain(row[column]), plain(found[column])));
  expect(lost.sort()).toEqual(Object.keys(leftOut).sort());
}

/** Names of a table as those of the entity. */
export const byProperty = (entity: EntityClass, row: Row | undefined): Row =>
  Object.fromEntries(tableColumnsOf(entity).map(({ name, property }) => [property, row?.[name]]));

/** The first row of a section of the personal data. */
export async function ownRow(
  catalog: CatalogUnderTest,
  caller: Caller,
  section: SectionOf<typeof contracts.personalData.export>,
): Promise<Row | undefined> {
  const page: RpcReply<typeof contracts.personalData.export> = await catalog.call(contracts.personalData.export, caller, {
    section,
  });
  return page.rows[0];
}

/** Times in one spelling, and decimals as text. */
function plain(value: unknown): unknown {
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value)) return new Date(value).toISOString();
  const json = JSON.stringify(value);
  return json === undefined ? undefined : JSON.parse(json);
}
