import { getMetadataArgsStorage } from 'typeorm';

/** A class with TypeORM's decorators. */
export type EntityClass<Row = unknown> = new () => Row;

/**
 * The select list of an entity for raw SQL: `id, owner_id AS "ownerId", …`, so that a row has the type of the entity.
 * Columns with `select: false` are left out, as in TypeORM's own finds.
 *
 * @param alias of the table in the statement, when there is more than one
 */
export function columnsOf(entity: EntityClass, alias?: string): string {
  return getMetadataArgsStorage()
    .filterColumns(withParents(entity))
    .filter(({ options }) => options.select !== false)
    .map(({ propertyName, options }) => {
      const column = alias === undefined ? `"${options.name ?? propertyName}"` : `${alias}."${options.name ?? propertyName}"`;
      return options.name === undefined ? column : `${column} AS "${propertyName}"`;
    })
    .join(', ');
}

/** The class and the classes it extends: columns may be declared on each of them. */
function withParents(entity: EntityClass): Function[] {
  const classes: Function[] = [];
  for (let each: unknown = entity; typeof each === 'function' && each !== Function.prototype; each = Object.getPrototypeOf(each))
    classes.push(each);
  return classes;
}
