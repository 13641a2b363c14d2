import { Injectable } from '@nestjs/common';
import { products, publicPages } from '@veza/contracts';
import { AppLogger } from '@veza/platform';
import { RpcClient } from '@veza/transport';
import { ProductsPresenter } from '../products/products.presenter.js';
import { inTime } from './in-time.js';
import { shownCabinets } from './shown-cabinets.js';
import { shownProducts } from './shown-products.js';
import type { Shown, Words } from './shown.js';

/** A list is the way on to its things: its page waits less for the service than that of a thing. */
const TIME_MS = 150;

type Read = (words: Words) => Promise<Shown>;

/** The first part of the lists that every visitor may read, as the client would read it (decision 0292). */
@Injectable()
export class ShownLists {
  private readonly reads: ReadonlyMap<string, Read> = new Map<string, Read>([
    ['products', (words) => this.products(words)],
    ['book', async (words) => shownCabinets(await this.rpc.call(publicPages.list, {}), words)],
  ]);

  constructor(
    private readonly rpc: RpcClient,
    private readonly presenter: ProductsPresenter,
    private readonly logger: AppLogger,
  ) {}

  isPath(path: string): boolean {
    return this.reads.has(path);
  }

  async find(path: string, requestId: string, words: Words): Promise<Shown | undefined> {
    const read = this.reads.get(path);
    return read && inTime(() => read(words), { requestId, timeMs: TIME_MS, logger: this.logger });
  }

  /** The first request of the client (`apps/web/src/features/catalog/use-products.ts`). */
  private async products(words: Words): Promise<Shown> {
    const page = await this.rpc.call(products.list, { limit: 24, facets: ['category', 'price', 'in_stock'] });
    return shownProducts(await this.presenter.page(page), words);
  }
}
