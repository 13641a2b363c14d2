import { Injectable } from '@nestjs/common';
import type { Caller, CreateProduct, ListProducts, UpdateProduct } from '@veza/contracts';
import {
  columnsOf,
  Database,
  emptyPage,
  insertAllReturning,
  type Page,
  type QueryParts,
  readPage,
  SearchPool,
  type Transaction,
  updateReturning,
} from '@veza/database';
import type { SqlExecutor } from '@veza/transport';
import { SEARCH_SETTINGS, searchWords } from '../lists/search.js';
import { Product } from './product.entity.js';
import { ProductFile } from './product-file.entity.js';
import { productConditions, productOrder } from './product-query.js';
import { BatchedReads } from './batched-reads.js';

const COLUMNS = columnsOf(Product);

/** Raw SQL: one statement for all products of a batch, with their files (decision 50). */
const BY_ID = `SELECT ${COLUMNS}, (
    SELECT json_agg(json_build_object('id', f.id, 'objectId', f.object_id, 'filename', f.filename, 'type', f.type, 'size', f.size, 'uploadedAt', f.uploaded_at) ORDER BY f.id)
    FROM product_files f WHERE f.product_id = products.id
  ) AS files FROM products WHERE id = ANY($1)`;

/** Rows that facets count at most; the rows of a search are expensive to find. */
const FACETS_OF_A_SEARCH = 10_000;
const FACETS_OF_A_LIST = 1_000_000;

/** A file as Postgres writes it to JSON: its time is text. */
export type FileRow = Omit<ProductFile, 'productId' | 'uploadedAt'> & { uploadedAt: string };
export type ProductRow = Product & { files: FileRow[] | null };
export type ProductWithFiles = Product & { files: ProductFile[] };
export type ProductRows = Page<Product> & { facets?: { category: { value: string; count: number }[] } };

@Injectable()
export class ProductsRepository {
  private readonly reads: BatchedReads<ProductRow>;

  constructor(
    private readonly database: Database,
    private readonly searches: SearchPool,
  ) {
    this.reads = new BatchedReads((ids) => database.prepared<ProductRow>('products-by-id', BY_ID, [ids]));
  }

  /** One product with its files: the most frequent read of the service, hence batched. */
  find(id: number): Promise<ProductRow | undefined> {
    return this.reads.find(id);
  }

  /** Keyset pages and ranked search are raw SQL; a search runs in a transaction, because it needs settings of the session. */
  async list(caller: Caller, query: ListProducts): Promise<ProductRows> {
    if (query.search === undefined && query.facets.length > 0)
      return this.searches.read((tx) => this.read(tx, caller, query, []));
    if (query.search === undefined) return this.read(this.database, caller, query, []);
    const words = searchWords(query.search);
    if (words.length === 0) return emptyPage(query);
    return this.searches.read(async (tx) => {
      await tx.query(SEARCH_SETTINGS);
      return this.read(tx, caller, query, words);
    });
  }

  private async read(db: SqlExecutor, caller: Caller, query: ListProducts, words: readonly string[]): Promise<ProductRows> {
    const parts = productConditions(caller, query, words);
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

  /** Raw SQL: the rows are bounded before they are counted. */
  private categories(db: SqlExecutor, parts: QueryParts, most: number): Promise<{ value: string; count: number }[]> {
    return db.query(
      `SELECT category AS value, count(*)::integer AS count FROM (SELECT category FROM products ${parts.where} LIMIT ${most}) AS found
       GROUP BY category HAVING category IS NOT NULL ORDER BY count DESC, value LIMIT 50`,
      [...parts.values],
    );
  }

  insertAll(tx: Transaction, all: readonly { ownerId: number; fields: CreateProduct }[]): Promise<Product[]> {
    return insertAllReturning(
      tx,
      Product,
      all.map(({ ownerId, fields }) => ({ ...fields, ownerId })),
    );
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
