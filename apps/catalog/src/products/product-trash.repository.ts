import { Injectable } from '@nestjs/common';
import { type ListTrash, productEvents, TRASH_DAYS, type TrashedProduct } from '@veza/contracts';
import { Database, insertJsonRows, jsonRowOf, type Page, QueryParts, readPage, type Transaction } from '@veza/database';
import { Hourly } from '@veza/platform';
import { Outbox } from '@veza/transport';
import { Product } from './product.entity.js';
import { ProductFile } from './product-file.entity.js';
import { ProductHistoryRepository } from './product-history.repository.js';
import { orSkuTaken } from './sku.js';

const EXPIRES = `deleted_at + make_interval(days => ${TRASH_DAYS})`;
const LATER = `greatest(now(), kept.updated_at + interval '1 ms')`;
const PURGED_AT_ONCE = 100;

export type TrashRow = Omit<TrashedProduct, 'deletedAt' | 'expiresAt'> & { deletedAt: Date; expiresAt: Date };

/**
 * Deleted products. A product leaves its table with its files, so that no list, search or facet has to skip it, and comes
 * back as the same row: with its id, its files and a later version. Its files stay claimed until it is purged.
 * Raw SQL: rows move as JSON, which holds numbers exactly, and come back with whatever columns the entity has.
 */
@Injectable()
export class ProductTrashRepository {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly history: ProductHistoryRepository,
  ) {}

  /** Moves a product that the transaction has locked. */
  async move(tx: Transaction, id: number, userId: number): Promise<void> {
    const [gone] = await tx.query<{ files: unknown }>(
      `WITH gone AS (DELETE FROM product_files WHERE product_id = $1 RETURNING *)
       SELECT coalesce(json_agg(gone), '[]') AS files FROM gone`,
      [id],
    );
    const [moved] = await tx.query<{ ownerId: number }>(
      `WITH gone AS (DELETE FROM products WHERE id = $1 RETURNING *)
       INSERT INTO product_trash (id, owner_id, deleted_by, product, files)
       SELECT id, owner_id, $2, ${jsonRowOf(Product, 'gone')}, $3::jsonb FROM gone RETURNING owner_id AS "ownerId"`,
      [id, userId, JSON.stringify(gone?.files ?? [])],
    );
    if (moved) await this.history.append(tx, { productId: id, ...moved, userId, action: 'delete' });
  }

  async ownerOf(id: number): Promise<number | undefined> {
    const [row] = await this.database.query<{ ownerId: number }>(
      `SELECT owner_id AS "ownerId" FROM product_trash WHERE id = $1 AND ${EXPIRES} > now()`,
      [id],
    );
    return row?.ownerId;
  }

  list(ownerId: number, page: ListTrash): Promise<Page<TrashRow>> {
    const parts = new QueryParts();
    parts.and(`owner_id = ${parts.bind(ownerId)}`).and(`${EXPIRES} > now()`);
    return readPage<TrashRow>(this.database, {
      select: `id, product->>'name' AS name, (product->>'price')::numeric(12, 2) AS price, product->>'currency' AS currency,
        owner_id AS "ownerId", deleted_by AS "deletedBy", deleted_at AS "deletedAt", ${EXPIRES} AS "expiresAt"`,
      from: 'product_trash',
      parts,
      searching: false,
      order: () => ({ name: '-deleted_at', key: 'deleted_at', kind: 'time', descending: true }),
      page,
    });
  }

  /** False when it is not in the trash any more. */
  async restore(id: number, userId: number): Promise<boolean> {
    return orSkuTaken(
      this.database.transaction(async (tx) => {
        const [kept] = await tx.query<{ product: string; files: string; ownerId: number }>(
          `DELETE FROM product_trash WHERE id = $1 AND ${EXPIRES} > now() 
           RETURNING product::text AS product, files::text AS files, owner_id AS "ownerId"`,
          [id],
        );
        if (!kept) return false;
        await insertJsonRows(tx, Product, `[${kept.product}]`, { updatedAt: LATER });
        await insertJsonRows(tx, ProductFile, kept.files);
        await this.history.append(tx, { productId: id, ownerId: kept.ownerId, userId, action: 'restore' });
        return true;
      }),
    );
  }

  /** Deletes products permanently whose days in the trash are over. Each replica takes other ones. */
  @Hourly('sweep of the trash of products')
  async purge(): Promise<void> {
    for (let purged = PURGED_AT_ONCE; purged === PURGED_AT_ONCE;) {
      purged = await this.database.transaction(async (tx) => {
        const expired = await tx.query<{ id: number }>(
          `SELECT id FROM product_trash WHERE deleted_at < now() - make_interval(days => ${TRASH_DAYS})
           ORDER BY deleted_at LIMIT ${PURGED_AT_ONCE} FOR UPDATE SKIP LOCKED`,
        );
        const ids = expired.map(({ id }) => id);
        const files = await tx.query<{ productId: number; fileId: number; objectId: string }>(
          `SELECT t.id AS "productId", f.id AS "fileId", f.object_id AS "objectId"
           FROM product_trash t, jsonb_to_recordset(t.files) AS f (id integer, object_id text) WHERE t.id = ANY ($1)`,
          [ids],
        );
        const pictures = await tx.query<{ productId: number; objectId: string }>(
          `WITH gone AS (DELETE FROM product_trash WHERE id = ANY ($1) RETURNING id, product)
           SELECT gone.id AS "productId", p->>'id' AS "objectId" FROM gone, jsonb_array_elements(product->'pictures') AS p`,
          [ids],
        );
        await tx.query('DELETE FROM product_changes WHERE product_id = ANY ($1)', [ids]);
        for (const file of files) await this.outbox.append(tx, productEvents.fileRemoved, file);
        for (const picture of pictures) await this.outbox.append(tx, productEvents.pictureRemoved, picture);
        return ids.length;
      });
    }
  }
}
