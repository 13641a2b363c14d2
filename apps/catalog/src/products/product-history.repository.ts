import { Injectable } from '@nestjs/common';
import {
  type ListProductChanges,
  MOST_CHANGES,
  type ProductAction,
  type ProductChange,
  type ProductChangePage,
  changeOf,
  pricesText,
  PRODUCT_FIELDS,
  type ProductField,
  productEvents,
} from '@veza/contracts';
import { Database, type Transaction } from '@veza/database';
import { Outbox } from '@veza/transport';
import { ChangeLog } from '../lists/change-log.js';
import type { Product } from './product.entity.js';

type Difference = ProductChange['changes'];

interface NewChange {
  productId: number;
  ownerId: number;
  userId: number;
  action: ProductAction;
  changes?: Difference;
}

/** The history of products; each change is an event too. Raw SQL: many changes in two statements. */
@Injectable()
export class ProductHistoryRepository {
  private readonly log = new ChangeLog<ProductAction, Difference[number]['from']>('product_changes', 'product_id');

  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
  ) {}

  async append(tx: Transaction, { productId, ownerId, ...change }: NewChange): Promise<void> {
    await this.log.append(tx, { of: productId, ...change });
    await this.outbox.append(tx, productEvents.changed, { ownerId, ids: [productId], change: changeOf(change.action) });
  }

  /** `append` for updates of several products by their owner. */
  async appendUpdates(tx: Transaction, ownerId: number, all: readonly Pick<NewChange, 'productId' | 'changes'>[]): Promise<void> {
    const ids = all.map(({ productId }) => productId);
    await tx.query(
      `DELETE FROM product_changes USING unnest($1::integer[]) AS changed WHERE product_id = changed AND id <= (
         SELECT id FROM product_changes WHERE product_id = changed ORDER BY id DESC OFFSET ${MOST_CHANGES - 1} LIMIT 1)`,
      [ids],
    );
    await tx.query(
      `INSERT INTO product_changes (product_id, user_id, action, changes)
       SELECT product_id, $2, 'update', changes FROM unnest($1::integer[], $3::jsonb[]) AS changed (product_id, changes)`,
      [ids, ownerId, all.map(({ changes = [] }) => JSON.stringify(changes))],
    );
    await this.outbox.append(tx, productEvents.changed, { ownerId, ids, change: 'updated' });
  }

  list(query: ListProductChanges): Promise<ProductChangePage> {
    return this.log.list(this.database, query);
  }
}

/** The fields with different values. */
export const differenceOf = (before: Product, after: Product): Difference =>
  PRODUCT_FIELDS.map((field) => ({ field, from: valueOf(before, field), to: valueOf(after, field) })).filter(
    ({ from, to }) => from !== to,
  );

const valueOf = (product: Product, field: ProductField) => (field === 'prices' ? pricesText(product.prices) : product[field]);
