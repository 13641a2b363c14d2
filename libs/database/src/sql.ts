import type { SqlExecutor } from '@veza/transport';
import type { EntityManager } from 'typeorm';

/**
 * The handle of a transaction: TypeORM's EntityManager whose `query` returns the rows of every statement, also of
 * UPDATE … RETURNING (TypeORM's own returns a pair there).
 */
export type Transaction = SqlExecutor & EntityManager;

/**
 * Raw SQL: an array parameter of a prepared statement. The planner does not see its length: with the length a plan for
 * these few values seems cheaper than the kept one, and the statement is planned at each execution, which costs a hot
 * look-up five times its own time (decision 233).
 */
export const arrayParameter = (place: number, type: string): string => `(SELECT $${place}::${type}[])::${type}[]`;

/**
 * Raw SQL: the FROM list of a prepared statement that reads the rows of a table by an array of distinct ids, $1. Its plan
 * may be made while the table is small, and is kept: `LIMIT 1` prevents one that reads the whole table.
 */
export const rowsById = (table: string, alias: string, type: string): string =>
  `unnest(${arrayParameter(1, type)}) AS asked (wanted) CROSS JOIN LATERAL (SELECT * FROM ${table} WHERE id = wanted LIMIT 1) ${alias}`;
