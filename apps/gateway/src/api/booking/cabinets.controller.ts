import { Controller } from '@nestjs/common';
import { cabinetRoutes, cabinets, type RouteInput } from '@veza/contracts';
import { RpcClient } from '@veza/transport';
import { Input, Route } from '../../edge/index.js';

type In<Name extends keyof typeof cabinetRoutes> = RouteInput<(typeof cabinetRoutes)[Name]>;

/** The nova edition spells cabinets as the platform does, so nothing is translated. */
@Controller()
export class CabinetsController {
  constructor(private readonly rpc: RpcClient) {}

  @Route(cabinetRoutes.create)
  create(@Input() { body }: In<'create'>) {
    return this.rpc.call(cabinets.create, body);
  }

  @Route(cabinetRoutes.list)
  list() {
    return this.rpc.call(cabinets.list, {});
  }

  @Route(cabinetRoutes.get)
  get(@Input() { params }: In<'get'>) {
    return this.rpc.call(cabinets.get, params);
  }

  @Route(cabinetRoutes.update)
  update(@Input() { params, body }: In<'update'>) {
    return this.rpc.call(cabinets.update, { ...body, ...params });
  }
}
