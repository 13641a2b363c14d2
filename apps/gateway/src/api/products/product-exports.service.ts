import { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { type ProductExportPage, type productRoutes, products, type RouteInput, type UserCaller } from '@veza/contracts';
import { AppLogger, CONFIG } from '@veza/platform';
import { RpcClient } from '@veza/transport';
import type { FastifyReply } from 'fastify';
import type { GatewayConfig } from '../../config.js';
import { ExportPlaces, sendFile } from '../../edge/index.js';
import { csvText, jsonText, type ProductsText } from './product-texts.js';

/** Per gateway: an export is a thousand calls for 100,000 products. */
const MOST_RUNNING = 8;

/**
 * GET /products/export. Memory holds one page, whatever the size. The first page is read before the first byte, so a
 * refusal is an ordinary error. There is no snapshot: each page is as of its own moment.
 */
@Injectable()
export class ProductExportsService {
  private readonly places = new ExportPlaces(MOST_RUNNING);

  constructor(
    @Inject(CONFIG) private readonly config: GatewayConfig,
    private readonly rpc: RpcClient,
    private readonly logger: AppLogger,
  ) {}

  async send(
    { userId }: UserCaller,
    { format, separator, owner }: RouteInput<typeof productRoutes.export>['query'],
    reply: FastifyReply,
  ): Promise<void> {
    await this.places.during(userId, async () => {
      const read = (after?: number) => this.rpc.call(products.export, { owner, after });
      const text = format === 'csv' ? csvText(separator === 'comma' ? ',' : ';') : jsonText;
      const source = Readable.from(bytesOf(text, await read(), read));
      const { name: filename, type } = text;
      await sendFile(reply, { filename, type, source, end: new AbortController(), idleMs: this.config.BYTES_IDLE }, this.logger);
    });
  }
}

async function* bytesOf(
  { head, rows }: ProductsText,
  first: ProductExportPage,
  read: (after?: number) => Promise<ProductExportPage>,
): AsyncGenerator<Buffer> {
  if (head !== '') yield Buffer.from(head);
  for (let page = first; ; page = await read(page.products.at(-1)?.id)) {
    if (page.products.length > 0) yield Buffer.from(rows(page.products));
    if (!page.hasMore) return;
  }
}
