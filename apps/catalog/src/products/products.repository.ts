import { Injectable } from '@nestjs/common';
import type { CreateProduct, ListProducts, UpdateProduct } from '@veza/contracts';
import { Database, emptyPage, type Page, type QueryParts, readPage } from '@veza/database';
import type { SqlExecutor } from '@veza/transport';
import { SEARCH_SETTINGS, searchWords } from '../lists/search.js';
import { Product } from './product.entity.js';
import type { ProductFile } from './product-file.entity.js';
import { productConditions, productOrder } from './product-query.js';
import { BatchedReads } from './batched-reads.js';

/** All that is shown of a product; the generated search columns stay where they are. */
const COLUMNS = `id, name, description, price, currency, stock, category, owner_id AS "ownerId", created_at AS "createdAt", updated_at AS "updatedAt"`;

const BY_ID = `SELECT ${COLUMNS}, (
    SELECT json_agg(json_build_object('id', f.id, 'objectId', f.object_id, 'filename', f.filename, 'type', f.type, 'size', f.size, 'uploadedAt', f.uploaded_at) ORDER BY f.id)
    FROM product_files f WHERE f.product_id = products.id
  ) AS files FROM products WHERE id = ANY($1)`;

/** Rows that facets count: those of a search are dear to find. */
const FACETS_OF_A_SEARCH = 10_000;
const FACETS_OF_A_LIST = 1_000_000;

/** A file as Postgres writes it into JSON: its time is text. */
export type FileRow = Omit<ProductFile, 'productId' | 'uploadedAt'> & { uploadedAt: string };
export type ProductRow = Product & { files: FileRow[] | null };
export type ProductRows = Page<Product> & { facets?: { category: { value: string; count: number }[] } };

@Injectable()
export class ProductsRepository {
  private readonly reads: BatchedReads<ProductRow>;

  constructor(private readonly database: Database) {
    this.reads = new BatchedReads((ids) => database.prepared<ProductRow>('products-by-id', BY_ID, [ids]));
  }

  /** One product with its files: the hottest read of the service. */
  find(id: number): Promise<ProductRow | undefined> {
    return this.reads.find(id);
  }

  /** A search runs in a transaction, because it needs settings of the session. */
  async list(query: ListProducts): Promise<ProductRows> {
    if (query.search === undefined) return this.read(this.database, query, []);
    const words = searchWords(query.search);
    if (words.length === 0) return emptyPage(query);
    return this.database.transaction(async (tx) => {
      await tx.query(SEARCH_SETTINGS);
      return this.read(tx, query, words);
    });
  }

  private async read(db: SqlExecutor, query: ListProducts, words: readonly string[]): Promise<ProductRows> {
    const parts = productConditions(query, words);
    const facets = query.facets.includes('category')
      ? { category: await this.categories(db, parts, words.length > 0 ? FACETS_OF_A_SEARCH : FACETS_OF_A_LIST) }
      : undefined;
    const order = (all: QueryParts) => productOrder(query, words, all);
    return {
      ...(await readPage<Product>(db, {
        select: COLUMNS,
        from: 'products',
        parts,
        order,
        page: query,
        searching: words.length > 0,
      })),
      facets,
    };
  }

  private categories(db: SqlExecutor, parts: QueryParts, most: number): Promise<{ value: string; count: number }[]> {
    return db.query(
      `SELECT category AS value, count(*)::integer AS count FROM (SELECT category FROM products ${parts.where} LIMIT ${most}) AS found
       GROUP BY category HAVING category IS NOT NULL ORDER BY count DESC, value LIMIT 50`,
      [...parts.values],
    );
  }

  async insert(tx: SqlExecutor, ownerId: number, fields: CreateProduct): Promise<Product> {
    const [product] = await tx.query<Product>(
      `INSERT INTO products (name, description, price, stock, category, owner_id) VALUES ($1, $2, $3, $4, $5, $6) RETURNING ${COLUMNS}`,
      [fields.name, fields.description, fields.price, fields.stock, fields.category, ownerId],
    );
    if (!product) throw new Error('INSERT answered no row');
    return product;
  }

  /** Whether there was such a product, of that version if one is given. */
  async update({ id, ifUpdatedAt, ...changes }: UpdateProduct): Promise<boolean> {
    const seen = ifUpdatedAt === undefined ? {} : { updatedAt: new Date(ifUpdatedAt) };
    const { affected } = await this.database.transaction((tx) =>
      tx.getRepository(Product).update({ id, ...seen }, { ...changes, updatedAt: () => NEXT_VERSION }),
    );
    return affected === 1;
  }
}

/** Two changes in one millisecond are two versions all the same. */
export const NEXT_VERSION = `greatest(now(), updated_at + interval '1 ms')`;
