import { Inject, Injectable } from '@nestjs/common';
import { products, type ProductFileView, type UserCaller } from '@veza/contracts';
import { CONFIG } from '@veza/platform';
import { RpcClient } from '@veza/transport';
import { BytesService } from '../bytes/index.js';
import type { GatewayConfig } from '../config.js';
import type { RawExchange } from '../edge/index.js';

/** The way of a product's bytes: catalog says who may, media keeps and serves them. */
@Injectable()
export class ProductFilesService {
  constructor(
    private readonly rpc: RpcClient,
    private readonly bytes: BytesService,
    @Inject(CONFIG) private readonly config: GatewayConfig,
  ) {}

  /** Asks before the bytes are taken; catalog asks again when it claims them, and gives them up when it refuses. */
  async upload(caller: UserCaller, id: number, { req }: RawExchange): Promise<ProductFileView> {
    await this.rpc.call(products.mayAddFile, { id });
    const { objectId } = await this.bytes.upload(req, {
      kind: 'product-file',
      maxBytes: this.config.UPLOAD_MAX_PRODUCT_FILE,
      caller,
    });
    return this.rpc.call(products.addFile, { id, objectId });
  }

  async download(id: number, fileId: number, { reply }: RawExchange): Promise<void> {
    const { objectId, filename, type } = await this.rpc.call(products.getFile, { id, fileId });
    await this.bytes.download(reply, { objectId, filename, type, disposition: 'attachment' });
  }
}
