import { Injectable } from '@nestjs/common';
import {
  type AdjustStock,
  CreateProduct,
  DeclaredError,
  EXPORTED_AT_ONCE,
  type ExportedProduct,
  type IdRange,
  invalid,
  PRODUCT_COLUMNS,
  productEvents,
  type ProductExportPage,
  type ProductView,
  type PublicIds,
  type UpdateProduct,
} from '@veza/contracts';
import {
  columnsOf,
  Database,
  once,
  rowsById,
  tableColumnsOf,
  type Transaction,
  updateReturning,
  readPublicIds,
} from '@veza/database';
import { In } from 'typeorm';
import { Product } from './product.entity.js';
import { ProductFile } from './product-file.entity.js';
import { BatchedReads } from './batched-reads.js';
import { differenceOf, ProductHistoryRepository } from './product-history.repository.js';
import type { ProductRow, ProductWithFiles } from './product-rows.js';
import { productView } from './product-view.js';
import { orSkuTaken } from './sku.js';

const COLUMNS = columnsOf(Product);

/** Raw SQL: one statement for all products of a batch, with their files (decision 50). */
const BY_ID = `SELECT ${COLUMNS}, (
    SELECT json_agg(json_build_object('id', f.id, 'objectId', f.object_id, 'filename', f.filename, 'type', f.type, 'size', f.size, 'uploadedAt', f.uploaded_at) ORDER BY f.id)
    FROM product_files f WHERE f.product_id = products.id
  ) AS files FROM ${rowsById('products', 'products', 'integer')}`;

/**
 * Raw SQL: one prepared statement for any number of rows, and an event for each owner, which the relay finds within half a
 * second. Postgres returns the rows in the order of the arrays.
 */
const INSERTED = [...CreateProduct.keyof().options, 'ownerId'] as const;
const WRITTEN = tableColumnsOf(Product, INSERTED);
const INSERT = `WITH made AS (
    INSERT INTO products (${WRITTEN.map(({ name }) => name).join(', ')})
    SELECT * FROM unnest(${WRITTEN.map(({ type }, i) => `$${i + 1}::${type}[]`).join(', ')}) RETURNING *
  ), announced AS (
    INSERT INTO events (name, payload)
    SELECT '${productEvents.changed.name}', jsonb_build_object('ownerId', owner_id, 'ids', jsonb_agg(id), 'change', 'created')
    FROM made GROUP BY owner_id
  ) SELECT ${COLUMNS} FROM made`;

export interface NewProduct {
  readonly ownerId: number;
  readonly fields: CreateProduct;
}

@Injectable()
export class ProductsRepository {
  private readonly reads: BatchedReads<ProductRow>;

  constructor(
    private readonly database: Database,
    private readonly history: ProductHistoryRepository,
  ) {
    this.reads = new BatchedReads((ids) => database.prepared<ProductRow>('products-by-id', BY_ID, [ids]));
  }

  /** One product with its files: the most frequent read of the service, hence batched. */
  find(id: number): Promise<ProductRow | undefined> {
    return this.reads.find(id);
  }

  /** Without their files, in any order. */
  byIds(ids: readonly number[]): Promise<Product[]> {
    return this.database.entities((manager) => manager.findBy(Product, { id: In([...ids]) }));
  }

  /** Raw SQL: thousands of ids make no entities. */
  publicIds(range: IdRange): Promise<PublicIds> {
    return readPublicIds(this.database, 'products', 'true', range);
  }

  /** In the order of the fields. Outside of a transaction the statement is one by itself. */
  async insertAll(all: readonly NewProduct[], tx?: Transaction): Promise<Product[]> {
    const columns = INSERTED.map((name) => all.map(({ ownerId, fields }) => (name === 'ownerId' ? ownerId : fields[name])));
    return tx ? tx.query<Product>(INSERT, columns) : this.database.prepared<Product>('insert-products', INSERT, columns);
  }

  /**
   * The product as this change made it. Undefined when there is no such product, or not of the given version. Its files
   * cannot change before the commit, because every change of them locks the product.
   */
  update({ id, ifUpdatedAt, ...changes }: UpdateProduct, userId: number): Promise<ProductWithFiles | undefined> {
    const seen = ifUpdatedAt === undefined ? {} : { updatedAt: new Date(ifUpdatedAt) };
    return orSkuTaken(
      this.database.transaction(async (tx) => {
        const before = await tx.findOne(Product, { where: { id, ...seen }, lock: { mode: 'pessimistic_write' } });
        if (!before) return undefined;
        const [row] = await updateReturning(tx, Product, { id }, { ...changes, updatedAt: () => NEXT_VERSION });
        if (!row) return undefined;
        const difference = differenceOf(before, row);
        if (difference.length > 0)
          await this.history.append(tx, { productId: id, ownerId: row.ownerId, userId, action: 'update', changes: difference });
        return { ...row, files: await filesOf(tx, id) };
      }),
    );
  }

  /**
   * Adds to the stock in one statement, so that concurrent changes add up; OUT_OF_STOCK when it would be negative. Raw SQL: TypeORM's increment has no condition on the result.
   */
  async adjustStock({ id, by }: AdjustStock, userId: number): Promise<ProductView> {
    return this.database.transaction((tx) =>
      once(tx, async () => {
        const [row] = await tx.query<Product>(
          `UPDATE products SET stock = stock + $2, updated_at = ${NEXT_VERSION}
           WHERE id = $1 AND stock::bigint + $2 BETWEEN 0 AND ${MOST_STOCK} RETURNING ${COLUMNS}`,
          [id, by],
        );
        if (!row && !(await tx.existsBy(Product, { id }))) throw new DeclaredError('NOT_FOUND');
        if (!row) throw by < 0 ? new DeclaredError('OUT_OF_STOCK') : invalid('by', 'The stock would be too large');
        const changes = [{ field: 'stock', from: row.stock - by, to: row.stock }];
        await this.history.append(tx, { productId: id, ownerId: row.ownerId, userId, action: 'stock', changes });
        return productView({ ...row, files: await filesOf(tx, id) });
      }),
    );
  }

  /** The next products of an export, along the index of the owner or of the ids. */
  async exported(owner: number | 'all', after = 0): Promise<ProductExportPage> {
    const rows = await this.database.query<ExportedProduct>(
      `SELECT ${columnsOf(Product, undefined, PRODUCT_COLUMNS)} FROM products
       WHERE id > $1 ${owner === 'all' ? '' : 'AND owner_id = $3'} ORDER BY id LIMIT $2`,
      [after, EXPORTED_AT_ONCE + 1, ...(owner === 'all' ? [] : [owner])],
    );
    return { products: rows.slice(0, EXPORTED_AT_ONCE), hasMore: rows.length > EXPORTED_AT_ONCE };
  }
}

const MOST_STOCK = 2_147_483_647;

export const filesOf = (tx: Transaction, productId: number): Promise<ProductFile[]> =>
  tx.find(ProductFile, { where: { productId }, order: { id: 'ASC' } });

/** Two changes in one millisecond are two versions. */
export const NEXT_VERSION = `greatest(now(), updated_at + interval '1 ms')`;
