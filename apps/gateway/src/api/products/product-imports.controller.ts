import { Controller } from '@nestjs/common';
import { imports, productImportRoutes, type RouteInput, type UserCaller } from '@veza/contracts';
import { RpcClient } from '@veza/transport';
import { CurrentCaller, exchangeOf, Input, Raw, type RawExchange, Route, written } from '../../edge/index.js';
import { ProductImportsService } from './product-imports.service.js';
import { wireImport, wireImports } from './product-imports.presenter.js';

type In<Name extends keyof typeof productImportRoutes> = RouteInput<(typeof productImportRoutes)[Name]>;

@Controller()
export class ProductImportsController {
  constructor(
    private readonly rpc: RpcClient,
    private readonly uploads: ProductImportsService,
  ) {}

  @Route(productImportRoutes.create)
  async create(@CurrentCaller() caller: UserCaller, @Raw() raw: RawExchange) {
    const made = await this.uploads.upload(caller, raw);
    return written(wireImport(made, languageOf(raw)), `/api/v1/product-imports/${made.id}`);
  }

  @Route(productImportRoutes.list)
  async list(@Input() { query }: In<'list'>, @Raw() raw: RawExchange) {
    return wireImports(await this.rpc.call(imports.list, query), languageOf(raw));
  }

  @Route(productImportRoutes.get)
  async get(@Input() { params }: In<'get'>, @Raw() raw: RawExchange) {
    return wireImport(await this.rpc.call(imports.get, params), languageOf(raw));
  }

  @Route(productImportRoutes.cancel)
  async cancel(@Input() { params }: In<'cancel'>, @Raw() raw: RawExchange) {
    return wireImport(await this.rpc.call(imports.cancel, params), languageOf(raw));
  }
}

const languageOf = ({ req }: RawExchange) => exchangeOf(req).language;
