import { Controller } from '@nestjs/common';
import { facilities, facilityRoutes, type RouteInput } from '@veza/contracts';
import { RpcClient } from '@veza/transport';
import { Input, Route } from '../../edge/index.js';

type In<Name extends keyof typeof facilityRoutes> = RouteInput<(typeof facilityRoutes)[Name]>;

@Controller()
export class FacilitiesController {
  constructor(private readonly rpc: RpcClient) {}

  @Route(facilityRoutes.list)
  list(@Input() { params }: In<'list'>) {
    return this.rpc.call(facilities.list, { cabinetId: params.id });
  }

  @Route(facilityRoutes.create)
  create(@Input() { params, body }: In<'create'>) {
    return this.rpc.call(facilities.create, { ...body, cabinetId: params.id });
  }

  @Route(facilityRoutes.update)
  update(@Input() { params, body }: In<'update'>) {
    return this.rpc.call(facilities.update, { ...body, cabinetId: params.id, id: params.facilityId });
  }
}
