import type { Caller, RpcReply, SectionOf } from '@veza/contracts';
import { catalog as contracts } from '@veza/contracts';
import { type EntityClass, tableColumnsOf, tableOf } from '@veza/database';
import { type Row, wholeRow } from '@veza/testing';
import type { CatalogUnderTest } from './catalog-under-test.js';

export async function storedRow(catalog: CatalogUnderTest, entity: EntityClass, id: number): Promise<Row> {
  const columns = wholeRow(tableColumnsOf(entity));
  const [row] = await catalog.sql<Row>(`SELECT ${columns} FROM catalog.${tableOf(entity)} WHERE id = $1`, [id]);
  return row ?? {};
}

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
