import { Inject, Injectable } from '@nestjs/common';
import {
  MOST_PICTURE_BYTES,
  PictureForm,
  products,
  type ProductFileView,
  type ProductView,
  type UserCaller,
} from '@veza/contracts';
import { CONFIG } from '@veza/platform';
import { RpcClient } from '@veza/transport';
import { BytesService } from '../bytes/index.js';
import type { GatewayConfig } from '../../config.js';
import { type RawExchange, readForm } from '../../edge/index.js';

/** Files and pictures of products: catalog decides access, media stores and serves the bytes. */
@Injectable()
export class ProductFilesService {
  constructor(
    private readonly rpc: RpcClient,
    private readonly bytes: BytesService,
    @Inject(CONFIG) private readonly config: GatewayConfig,
  ) {}

  /** Access is checked before the bytes are read, and again when catalog claims them; a rejected upload is released. */
  async upload(caller: UserCaller, id: number, { req }: RawExchange): Promise<ProductFileView> {
    await this.rpc.call(products.mayAddFile, { id });
    const { objectId } = await this.bytes.upload(req, {
      kind: 'product-file',
      maxBytes: this.config.UPLOAD_MAX_PRODUCT_FILE,
      caller,
    });
    return this.rpc.call(products.addFile, { id, objectId });
  }

  /** As a file; a rejected picture is released. */
  async addPicture(caller: UserCaller, id: number, { req }: RawExchange): Promise<ProductView> {
    await this.rpc.call(products.mayAddPicture, { id });
    const terms = { kind: 'picture', maxBytes: MOST_PICTURE_BYTES, caller } as const;
    return this.bytes.uploadFor(req, terms, async ({ objectId, fields }) =>
      this.rpc.call(products.addPicture, { id, objectId, ...readForm(PictureForm, fields) }),
    );
  }

  async download(id: number, fileId: number, { reply }: RawExchange): Promise<void> {
    const { objectId, filename, type } = await this.rpc.call(products.getFile, { id, fileId });
    await this.bytes.download(reply, { objectId, filename, type, disposition: 'attachment' });
  }
}
