import { Inject, Injectable } from '@nestjs/common';
import { ImportProductsForm, imports, type ProductImportView, type UserCaller } from '@veza/contracts';
import { CONFIG } from '@veza/platform';
import { RpcClient } from '@veza/transport';
import { BytesService } from '../bytes/index.js';
import type { GatewayConfig } from '../../config.js';
import { readForm, type RawExchange } from '../../edge/index.js';

/** Files of products to import: media stores the bytes, catalog reads them from there. */
@Injectable()
export class ProductImportsService {
  constructor(
    private readonly rpc: RpcClient,
    private readonly bytes: BytesService,
    @Inject(CONFIG) private readonly config: GatewayConfig,
  ) {}

  async upload(caller: UserCaller, { req }: RawExchange): Promise<ProductImportView> {
    const maxBytes = this.config.UPLOAD_MAX_PRODUCT_FILE;
    return this.bytes.uploadFor(req, { kind: 'product-file', maxBytes, caller }, async ({ objectId, fields }) =>
      this.rpc.call(imports.create, { ...readForm(ImportProductsForm, fields), objectId }),
    );
  }
}
