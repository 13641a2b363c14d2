import { Injectable } from '@nestjs/common';
import type { CreateProduct, UpdateProduct } from '@veza/contracts';
import { columnsOf, Database, type Transaction, updateReturning } from '@veza/database';
import { Product } from './product.entity.js';
import { ProductFile } from './product-file.entity.js';
import { BatchedReads } from './batched-reads.js';

const COLUMNS = columnsOf(Product);

/** Raw SQL: one statement for all products of a batch, with their files (decision 50). */
const BY_ID = `SELECT ${COLUMNS}, (
    SELECT json_agg(json_build_object('id', f.id, 'objectId', f.object_id, 'filename', f.filename, 'type', f.type, 'size', f.size, 'uploadedAt', f.uploaded_at) ORDER BY f.id)
    FROM product_files f WHERE f.product_id = products.id
  ) AS files FROM products WHERE id = ANY($1)`;

/** Raw SQL: one prepared statement for any number of rows. Postgres returns the rows in the order of the arrays. */
const INSERTED = ['name', 'description', 'price', 'stock', 'category', 'ownerId'] as const;
const INSERT = `INSERT INTO products (name, description, price, stock, category, owner_id)
  SELECT * FROM unnest($1::text[], $2::text[], $3::numeric[], $4::integer[], $5::text[], $6::integer[]) RETURNING ${COLUMNS}`;

export interface NewProduct {
  readonly ownerId: number;
  readonly fields: CreateProduct;
}

/** A file as Postgres writes it to JSON: its time is text. */
export type FileRow = Omit<ProductFile, 'productId' | 'uploadedAt'> & { uploadedAt: string };
export type ProductRow = Product & { files: FileRow[] | null };
export type ProductWithFiles = Product & { files: ProductFile[] };

@Injectable()
export class ProductsRepository {
  private readonly reads: BatchedReads<ProductRow>;

  constructor(private readonly database: Database) {
    this.reads = new BatchedReads((ids) => database.prepared<ProductRow>('products-by-id', BY_ID, [ids]));
  }

  /** One product with its files: the most frequent read of the service, hence batched. */
  find(id: number): Promise<ProductRow | undefined> {
    return this.reads.find(id);
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
  update({ id, ifUpdatedAt, ...changes }: UpdateProduct): Promise<ProductWithFiles | undefined> {
    const seen = ifUpdatedAt === undefined ? {} : { updatedAt: new Date(ifUpdatedAt) };
    return this.database.transaction(async (tx) => {
      const [row] = await updateReturning(tx, Product, { id, ...seen }, { ...changes, updatedAt: () => NEXT_VERSION });
      return row && { ...row, files: await tx.find(ProductFile, { where: { productId: id }, order: { id: 'ASC' } }) };
    });
  }
}

/** Two changes in one millisecond are two versions. */
export const NEXT_VERSION = `greatest(now(), updated_at + interval '1 ms')`;
