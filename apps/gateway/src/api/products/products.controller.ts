import { Controller } from '@nestjs/common';
import { productRoutes, products, type RouteInput, type UserCaller } from '@veza/contracts';
import { RpcClient } from '@veza/transport';
import { RouteResponse, CurrentCaller, Input, Raw, type RawExchange, Route, written } from '../../edge/index.js';
import { ProductFilesService } from './product-files.service.js';
import { ProductExportsService } from './product-exports.service.js';
import { ProductsPresenter } from './products.presenter.js';

type In<Name extends keyof typeof productRoutes> = RouteInput<(typeof productRoutes)[Name]>;

@Controller()
export class ProductsController {
  constructor(
    private readonly rpc: RpcClient,
    private readonly presenter: ProductsPresenter,
    private readonly files: ProductFilesService,
    private readonly exports: ProductExportsService,
  ) {}

  @Route(productRoutes.list)
  async list(@Input() { query }: In<'list'>) {
    return this.presenter.page(await this.rpc.call(products.list, query));
  }

  @Route(productRoutes.suggest)
  suggest(@Input() { query }: In<'suggest'>) {
    return this.rpc.call(products.suggest, query);
  }

  @Route(productRoutes.export)
  export(@CurrentCaller() caller: UserCaller, @Input() { query }: In<'export'>, @Raw() { reply }: RawExchange) {
    return this.exports.send(caller, query, reply);
  }

  @Route(productRoutes.get)
  async get(@Input() { params }: In<'get'>) {
    const product = await this.rpc.call(products.get, params);
    return new RouteResponse(await this.presenter.one(product), { version: product.updatedAt });
  }

  @Route(productRoutes.create)
  async create(@Input() { body }: In<'create'>) {
    const product = await this.rpc.call(products.create, body);
    return written(await this.presenter.one(product), `/api/v1/products/${product.id}`);
  }

  @Route(productRoutes.update)
  async update(@Input() { params, body, matched }: In<'update'>) {
    const product = await this.rpc.call(products.update, { ...params, ...body, ifUpdatedAt: matched });
    return written(await this.presenter.one(product));
  }

  @Route(productRoutes.delete)
  delete(@Input() { params, matched }: In<'delete'>) {
    return this.rpc.call(products.delete, { ...params, ifUpdatedAt: matched });
  }

  @Route(productRoutes.adjustStock)
  async adjustStock(@Input() { params, body }: In<'adjustStock'>) {
    return written(await this.presenter.one(await this.rpc.call(products.adjustStock, { ...params, ...body })));
  }

  @Route(productRoutes.listTrash)
  async listTrash(@Input() { query }: In<'listTrash'>) {
    return this.presenter.trash(await this.rpc.call(products.listTrash, query));
  }

  @Route(productRoutes.restore)
  async restore(@Input() { params }: In<'restore'>) {
    return written(await this.presenter.one(await this.rpc.call(products.restore, params)));
  }

  @Route(productRoutes.history)
  async history(@Input() { params, query }: In<'history'>) {
    return this.presenter.history(await this.rpc.call(products.history, { ...params, ...query }));
  }

  @Route(productRoutes.addFile)
  async addFile(@CurrentCaller() caller: UserCaller, @Input() { params }: In<'addFile'>, @Raw() raw: RawExchange) {
    const file = await this.files.upload(caller, params.id, raw);
    const location = `/api/v1/products/${params.id}/files/${file.id}`;
    return new RouteResponse(this.presenter.file(file), { headers: { location } });
  }

  @Route(productRoutes.getFile)
  getFile(@Input() { params }: In<'getFile'>, @Raw() raw: RawExchange) {
    return this.files.download(params.id, params.fileId, raw);
  }

  @Route(productRoutes.removeFile)
  removeFile(@Input() { params }: In<'removeFile'>) {
    return this.rpc.call(products.removeFile, params);
  }

  @Route(productRoutes.addPicture)
  async addPicture(@CurrentCaller() caller: UserCaller, @Input() { params }: In<'addPicture'>, @Raw() raw: RawExchange) {
    return written(await this.presenter.one(await this.files.addPicture(caller, params.id, raw)));
  }

  @Route(productRoutes.arrangePictures)
  async arrangePictures(@Input() { params, body }: In<'arrangePictures'>) {
    return written(await this.presenter.one(await this.rpc.call(products.arrangePictures, { ...params, ...body })));
  }

  @Route(productRoutes.removePicture)
  removePicture(@Input() { params }: In<'removePicture'>) {
    return this.rpc.call(products.removePicture, params);
  }
}
