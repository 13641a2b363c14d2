import type { SqlExecutor } from '@veza/transport';
import type { EntityManager } from 'typeorm';

/**
 * What the work of a transaction is given: TypeORM's EntityManager whose `query` answers the rows for every statement,
 * also for UPDATE … RETURNING (TypeORM's own answers a pair there).
 */
export type Transaction = SqlExecutor & EntityManager;
