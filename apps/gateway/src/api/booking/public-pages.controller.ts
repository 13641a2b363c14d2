import { Controller } from '@nestjs/common';
import { publicPageRoutes, publicPages, type RouteInput } from '@veza/contracts';
import { RpcClient } from '@veza/transport';
import { Input, Route } from '../../edge/index.js';

type In<Name extends keyof typeof publicPageRoutes> = RouteInput<(typeof publicPageRoutes)[Name]>;

@Controller()
export class PublicPagesController {
  constructor(private readonly rpc: RpcClient) {}

  @Route(publicPageRoutes.get)
  get(@Input() { params }: In<'get'>) {
    return this.rpc.call(publicPages.get, params);
  }

  @Route(publicPageRoutes.update)
  update(@Input() { params, body }: In<'update'>) {
    return this.rpc.call(publicPages.update, { ...body, ...params });
  }

  @Route(publicPageRoutes.list)
  async list(@Input() { query }: In<'list'>) {
    const page = await this.rpc.call(publicPages.list, query);
    return { ...page, pagination: { nextCursor: page.nextCursor } };
  }

  @Route(publicPageRoutes.show)
  show(@Input() { params }: In<'show'>) {
    return this.rpc.call(publicPages.show, params);
  }

  @Route(publicPageRoutes.slots)
  async slots(@Input() { params, query }: In<'slots'>) {
    return (await this.rpc.call(publicPages.slots, { ...query, ...params })).items;
  }
}
