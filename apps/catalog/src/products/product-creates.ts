import { Injectable } from '@nestjs/common';
import { type CreateProduct, DeclaredError, type ProductView } from '@veza/contracts';
import { Database, type OnceEntry, onceForAll, type Transaction } from '@veza/database';
import { Batcher } from '@veza/platform';
import { requestContext } from '@veza/transport';
import { productView } from './product-view.js';
import { skuTaken } from './sku.js';
import { type NewProduct, ProductsRepository } from './products.repository.js';

type Entry = NewProduct & OnceEntry;

type Outcome = { readonly view: ProductView } | { readonly error: unknown };

/** Of one transaction. The RPC concurrency of a replica bounds it as well. */
const BATCH_SIZE = 100;

/**
 * Creates products, those that arrive while a transaction runs in the next one: a transaction costs about the same for
 * one row as for many, and hundreds of creates at once would wait for each other until they are refused. Without
 * repeatable ones a batch is one statement. If a batch fails,
 * each of its creates runs alone, so that none fails because of another.
 */
@Injectable()
export class ProductCreates {
  private readonly batcher = new Batcher<Entry, Outcome>((entries) => this.createAll(entries), { batchSize: BATCH_SIZE });

  constructor(
    private readonly database: Database,
    private readonly products: ProductsRepository,
  ) {}

  async create(ownerId: number, fields: CreateProduct): Promise<ProductView> {
    const outcome = await this.batcher.add({ ownerId, fields, operation: requestContext.get()?.operation });
    if ('error' in outcome) throw skuTaken(outcome.error);
    return outcome.view;
  }

  private async createAll(entries: readonly Entry[]): Promise<Outcome[]> {
    try {
      const views = entries.some(({ operation }) => operation !== undefined)
        ? await this.database.transaction((tx) => onceForAll(tx, entries, (fresh) => this.insert(fresh, tx)))
        : await this.insert(entries);
      return views.map((view) => ({ view }));
    } catch (error) {
      if (entries.length === 1 || error instanceof DeclaredError) return entries.map(() => ({ error }));
      const outcomes: Outcome[] = [];
      for (const entry of entries) outcomes.push(...(await this.createAll([entry])));
      return outcomes;
    }
  }

  private async insert(entries: readonly Entry[], tx?: Transaction): Promise<ProductView[]> {
    return (await this.products.insertAll(entries, tx)).map((row) => productView({ ...row, files: null }));
  }
}
