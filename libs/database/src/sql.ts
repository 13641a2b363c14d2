import type { SqlExecutor } from '@veza/transport';
import type { EntityManager } from 'typeorm';

/**
 * The handle of a transaction: TypeORM's EntityManager whose `query` returns the rows of every statement, also of
 * UPDATE … RETURNING (TypeORM's own returns a pair there).
 */
export type Transaction = SqlExecutor & EntityManager;
