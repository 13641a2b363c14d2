import { Injectable } from '@nestjs/common';
import { type CreateProduct, DeclaredError, type ProductView } from '@veza/contracts';
import { Database, type OnceEntry, onceForAll } from '@veza/database';
import { Batcher } from '@veza/platform';
import { requestContext } from '@veza/transport';
import { productView } from './product-view.js';
import { ProductsRepository } from './products.repository.js';

interface NewProduct extends OnceEntry {
  readonly ownerId: number;
  readonly fields: CreateProduct;
}

type Outcome = { readonly view: ProductView } | { readonly error: unknown };

/** Of one transaction. The RPC concurrency of a replica bounds it as well. */
const BATCH_SIZE = 100;

/**
 * Creates products, those that arrive while a transaction runs in the next one: a transaction costs about the same for
 * one row as for many, and hundreds of creates at once would wait for each other until they are refused. If a batch fails,
 * each of its creates runs alone, so that none fails because of another.
 */
@Injectable()
export class ProductCreates {
  private readonly batcher = new Batcher<NewProduct, Outcome>((entries) => this.createAll(entries), { batchSize: BATCH_SIZE });

  constructor(
    private readonly database: Database,
    private readonly products: ProductsRepository,
  ) {}

  async create(ownerId: number, fields: CreateProduct): Promise<ProductView> {
    const outcome = await this.batcher.add({ ownerId, fields, operation: requestContext.get()?.operation });
    if ('error' in outcome) throw outcome.error;
    return outcome.view;
  }

  private async createAll(entries: readonly NewProduct[]): Promise<Outcome[]> {
    try {
      const views = await this.database.transaction((tx) =>
        onceForAll(tx, entries, async (fresh) =>
          (await this.products.insertAll(tx, fresh)).map((row) => productView({ ...row, files: null })),
        ),
      );
      return views.map((view) => ({ view }));
    } catch (error) {
      if (entries.length === 1 || error instanceof DeclaredError) return entries.map(() => ({ error }));
      const outcomes: Outcome[] = [];
      for (const entry of entries) outcomes.push(...(await this.createAll([entry])));
      return outcomes;
    }
  }
}
