import { Controller } from '@nestjs/common';
import { resourceRoutes, resources, type RouteInput, type UserCaller } from '@veza/contracts';
import { RpcClient } from '@veza/transport';
import { RouteResponse, CurrentCaller, Input, Raw, type RawExchange, Route, written } from '../../edge/index.js';
import { ResourceFilesService } from './resource-files.service.js';
import { ResourcesPresenter } from './resources.presenter.js';

type In<Name extends keyof typeof resourceRoutes> = RouteInput<(typeof resourceRoutes)[Name]>;

@Controller()
export class ResourcesController {
  constructor(
    private readonly rpc: RpcClient,
    private readonly presenter: ResourcesPresenter,
    private readonly files: ResourceFilesService,
  ) {}

  @Route(resourceRoutes.list)
  async list(@Input() { query }: In<'list'>) {
    return this.presenter.page(await this.rpc.call(resources.list, query));
  }

  @Route(resourceRoutes.get)
  async get(@Input() { params }: In<'get'>) {
    const resource = await this.rpc.call(resources.get, params);
    return new RouteResponse(await this.presenter.one(resource), { version: resource.version });
  }

  @Route(resourceRoutes.upload)
  async upload(@CurrentCaller() caller: UserCaller, @Raw() raw: RawExchange) {
    const resource = await this.files.upload(caller, raw);
    return written(await this.presenter.one(resource), `/api/v1/resources/${resource.id}`);
  }

  @Route(resourceRoutes.download)
  download(@Input() { params }: In<'download'>, @Raw() raw: RawExchange) {
    return this.files.download(params.id, raw);
  }

  @Route(resourceRoutes.rate)
  rate(@Input() { params, body }: In<'rate'>) {
    return this.rpc.call(resources.rate, { ...params, ...body });
  }

  @Route(resourceRoutes.unrate)
  unrate(@Input() { params }: In<'unrate'>) {
    return this.rpc.call(resources.unrate, params);
  }

  @Route(resourceRoutes.update)
  async update(@Input() { params, body, matched }: In<'update'>) {
    return written(await this.presenter.one(await this.rpc.call(resources.update, { ...params, ...body, ifVersion: matched })));
  }

  @Route(resourceRoutes.delete)
  delete(@Input() { params, matched }: In<'delete'>) {
    return this.rpc.call(resources.delete, { ...params, ifVersion: matched });
  }

  @Route(resourceRoutes.listTrash)
  async listTrash(@Input() { query }: In<'listTrash'>) {
    return this.presenter.trash(await this.rpc.call(resources.listTrash, query));
  }

  @Route(resourceRoutes.restore)
  async restore(@Input() { params }: In<'restore'>) {
    return written(await this.presenter.one(await this.rpc.call(resources.restore, params)));
  }

  @Route(resourceRoutes.history)
  async history(@Input() { params, query }: In<'history'>) {
    return this.presenter.history(await this.rpc.call(resources.history, { ...params, ...query }));
  }
}
