import { MOST_CHANGES, type PageQuery } from '@veza/contracts';
import { type Database, decodeCursor, encodeCursor, type Transaction } from '@veza/database';
import { z } from 'zod';

interface Difference<Value> {
  field: string;
  from: Value;
  to: Value;
}

interface NewChange<Action, Value> {
  /** The changed object. */
  of: number;
  userId: number;
  action: Action;
  changes?: Difference<Value>[];
}

/** As a page lists it. */
interface Change<Action, Value> {
  id: number;
  at: Date;
  userId: number | null;
  action: Action;
  changes: Difference<Value>[];
}

/**
 * The history of one kind of object. A change is a row of the transaction that makes it. Of each object the newest 200 are
 * kept. Raw SQL: one statement inserts a change and deletes old ones; ids are bigint, which TypeORM reads as text.
 */
export class ChangeLog<Action extends string, Value> {
  constructor(
    private readonly table: 'product_changes' | 'resource_changes',
    private readonly key: 'product_id' | 'resource_id',
  ) {}

  async append(tx: Transaction, { of, userId, action, changes = [] }: NewChange<Action, Value>): Promise<void> {
    await tx.query(
      `WITH swept AS (
         DELETE FROM ${this.table} WHERE ${this.key} = $1 AND id <= (
           SELECT id FROM ${this.table} WHERE ${this.key} = $1 ORDER BY id DESC OFFSET ${MOST_CHANGES - 1} LIMIT 1)
       ) INSERT INTO ${this.table} (${this.key}, user_id, action, changes) VALUES ($1, $2, $3, $4)`,
      [of, userId, action, JSON.stringify(changes)],
    );
  }

  async list(db: Database, { id, page, limit, cursor }: PageQuery & { id: number }) {
    const [before] = cursor === undefined ? [] : decodeCursor(cursor, z.tuple([z.int().positive()]));
    const [counted] = await db.query<{ total: number }>(
      `SELECT count(*)::integer AS total FROM ${this.table} WHERE ${this.key} = $1`,
      [id],
    );
    const rows = await db.query<Change<Action, Value>>(
      `SELECT id::float8 AS id, at, user_id AS "userId", action, changes FROM ${this.table}
       WHERE ${this.key} = $1 AND ($2::bigint IS NULL OR id < $2) ORDER BY ${this.table}.id DESC LIMIT $3 OFFSET $4`,
      [id, before ?? null, limit + 1, before === undefined ? (page - 1) * limit : 0],
    );
    const items = rows.slice(0, limit).map((row) => ({ ...row, at: row.at.toISOString() }));
    const last = rows.length > limit ? items.at(-1) : undefined;
    const nextCursor = last ? encodeCursor([last.id]) : null;
    return { items, total: counted?.total ?? 0, totalIsEstimate: false, page, limit, nextCursor };
  }
}
