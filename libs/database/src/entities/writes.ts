import type { EntityManager, FindOptionsWhere, ObjectLiteral, QueryDeepPartialEntity } from 'typeorm';
import { oneRow } from '../one-row.js';
import { columnsOf, type EntityClass } from './columns-of.js';

/**
 * Inserts one row and returns it as Postgres stores it, with the columns of `columnsOf`. TypeORM's own insert returns
 * generated values and defaults only: a numeric keeps the digits of the input, and an absent value stays undefined.
 */
export async function insertReturning<Row extends ObjectLiteral>(
  manager: EntityManager,
  entity: EntityClass<Row>,
  values: QueryDeepPartialEntity<Row>,
): Promise<Row> {
  return oneRow(await insertAllReturning(manager, entity, [values]));
}

/** `insertReturning` for many rows, in one statement. Postgres returns the rows of a list of values in its order. */
export async function insertAllReturning<Row extends ObjectLiteral>(
  manager: EntityManager,
  entity: EntityClass<Row>,
  values: QueryDeepPartialEntity<Row>[],
): Promise<Row[]> {
  const insert = manager.createQueryBuilder().insert().into(entity).values(values).returning(columnsOf(entity));
  const { raw }: { raw: Row[] } = await insert.updateEntity(false).execute();
  return raw;
}

/** Inserts one row. False when a row with the same unique key exists, which stays as it is. */
export async function insertUnlessExists<Row extends ObjectLiteral>(
  manager: EntityManager,
  entity: EntityClass<Row>,
  values: QueryDeepPartialEntity<Row>,
): Promise<boolean> {
  const insert = manager.createQueryBuilder().insert().into(entity).values(values).orIgnore().returning('1');
  const { raw }: { raw: unknown[] } = await insert.updateEntity(false).execute();
  return raw.length === 1;
}

/** Updates the rows that match and returns them as they are afterwards, with the columns of `columnsOf`. */
export async function updateReturning<Row extends ObjectLiteral>(
  manager: EntityManager,
  entity: EntityClass<Row>,
  where: FindOptionsWhere<Row>,
  changes: QueryDeepPartialEntity<Row>,
): Promise<Row[]> {
  const { raw }: { raw: Row[] } = await manager.update(entity, where, changes, { returning: columnsOf(entity) });
  return raw;
}
