import { Injectable } from '@nestjs/common';
import {
  type ListProductChanges,
  MOST_CHANGES,
  type ProductAction,
  type ProductChange,
  type ProductChangePage,
} from '@veza/contracts';
import { Database, decodeCursor, encodeCursor, type Transaction } from '@veza/database';
import { z } from 'zod';
import type { Product } from './product.entity.js';

type Difference = ProductChange['changes'];

interface NewChange {
  productId: number;
  userId: number;
  action: ProductAction;
  changes?: Difference;
}

/**
 * The history of products. A change is a row of the transaction that makes it. Of each product the newest 200 are kept.
 * Raw SQL: one statement inserts a change and deletes old ones; ids are bigint, which TypeORM reads as text.
 */
@Injectable()
export class ProductHistoryRepository {
  constructor(private readonly database: Database) {}

  async append(tx: Transaction, { productId, userId, action, changes = [] }: NewChange): Promise<void> {
    await tx.query(
      `WITH swept AS (
         DELETE FROM product_changes WHERE product_id = $1 AND id <= (
           SELECT id FROM product_changes WHERE product_id = $1 ORDER BY id DESC OFFSET ${MOST_CHANGES - 1} LIMIT 1)
       ) INSERT INTO product_changes (product_id, user_id, action, changes) VALUES ($1, $2, $3, $4)`,
      [productId, userId, action, JSON.stringify(changes)],
    );
  }

  /** `append` for updates of several products. */
  async appendUpdates(tx: Transaction, userId: number, all: readonly Pick<NewChange, 'productId' | 'changes'>[]): Promise<void> {
    const ids = all.map(({ productId }) => productId);
    await tx.query(
      `DELETE FROM product_changes USING unnest($1::integer[]) AS changed WHERE product_id = changed AND id <= (
         SELECT id FROM product_changes WHERE product_id = changed ORDER BY id DESC OFFSET ${MOST_CHANGES - 1} LIMIT 1)`,
      [ids],
    );
    await tx.query(
      `INSERT INTO product_changes (product_id, user_id, action, changes)
       SELECT product_id, $2, 'update', changes FROM unnest($1::integer[], $3::jsonb[]) AS changed (product_id, changes)`,
      [ids, userId, all.map(({ changes = [] }) => JSON.stringify(changes))],
    );
  }

  async list({ id, page, limit, cursor }: ListProductChanges): Promise<ProductChangePage> {
    const [before] = cursor === undefined ? [] : decodeCursor(cursor, z.tuple([z.int().positive()]));
    const [counted] = await this.database.query<{ total: number }>(
      'SELECT count(*)::integer AS total FROM product_changes WHERE product_id = $1',
      [id],
    );
    const rows = await this.database.query<Omit<ProductChange, 'at'> & { at: Date }>(
      `SELECT id::float8 AS id, at, user_id AS "userId", action, changes FROM product_changes
       WHERE product_id = $1 AND ($2::bigint IS NULL OR id < $2) ORDER BY product_changes.id DESC LIMIT $3 OFFSET $4`,
      [id, before ?? null, limit + 1, before === undefined ? (page - 1) * limit : 0],
    );
    const items = rows.slice(0, limit).map((row) => ({ ...row, at: row.at.toISOString() }));
    const last = rows.length > limit ? items.at(-1) : undefined;
    const nextCursor = last ? encodeCursor([last.id]) : null;
    return { items, total: counted?.total ?? 0, totalIsEstimate: false, page, limit, nextCursor };
  }
}

const FIELDS = ['sku', 'name', 'description', 'price', 'stock', 'category'] as const;

/** The fields with different values. */
export const differenceOf = (before: Product, after: Product): Difference =>
  FIELDS.filter((field) => before[field] !== after[field]).map((field) => ({ field, from: before[field], to: after[field] }));
