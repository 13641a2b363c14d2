import { getMetadataArgsStorage } from 'typeorm';

/** A class with TypeORM's decorators. */
export type EntityClass<Row = unknown> = new () => Row;

/**
 * The select list of an entity for raw SQL: `id, owner_id AS "ownerId", …`, so that a row has the type of the entity.
 * Columns with `select: false` are left out, as in TypeORM's own finds.
 *
 * @param alias of the table in the statement, when there is more than one
 * @param only properties, in this order; otherwise all
 */
export function columnsOf<Row>(entity: EntityClass<Row>, alias?: string, only?: readonly (keyof Row & string)[]): string {
  return tableColumnsOf(entity, only)
    .filter(({ isRead }) => isRead)
    .map(({ property, name }) => {
      const column = alias === undefined ? `"${name}"` : `${alias}."${name}"`;
      return name === property ? column : `${column} AS "${property}"`;
    })
    .join(', ');
}

/** A column of the table of an entity. */
export interface TableColumn {
  readonly property: string;
  readonly name: string;
  /** As Postgres names it, without a length. */
  readonly type: string;
  /** False for columns with `select: false`. */
  readonly isRead: boolean;
  /** Postgres computes it, so no statement writes it: columns with `insert: false`. */
  readonly isComputed: boolean;
}

/** All columns of an entity in their order, or those of some properties in the order of these. */
export function tableColumnsOf<Row>(entity: EntityClass<Row>, only?: readonly (keyof Row & string)[]): TableColumn[] {
  const all = getMetadataArgsStorage()
    .filterColumns(withParents(entity))
    .map(({ propertyName, options }) => ({
      property: propertyName,
      name: options.name ?? propertyName,
      type: String(options.type),
      isRead: options.select !== false,
      isComputed: options.insert === false,
    }));
  return only ? only.flatMap((property) => all.filter((column) => column.property === property)) : all;
}

/** The table of an entity. */
export function tableOf(entity: EntityClass): string {
  const name = getMetadataArgsStorage().tables.find(({ target }) => target === entity)?.name;
  if (name === undefined) throw new Error(`${entity.name} is no entity with a named table`);
  return name;
}

/** The class and the classes it extends: columns may be declared on each of them. */
function withParents(entity: EntityClass): Function[] {
  const classes: Function[] = [];
  for (let each: unknown = entity; typeof each === 'function' && each !== Function.prototype; each = Object.getPrototypeOf(each))
    classes.push(each);
  return classes;
}
