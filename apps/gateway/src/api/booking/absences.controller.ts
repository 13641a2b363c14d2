import { Controller } from '@nestjs/common';
import { absenceRoutes, absences, type RouteInput } from '@veza/contracts';
import { RpcClient } from '@veza/transport';
import { Input, Route } from '../../edge/index.js';

type In<Name extends keyof typeof absenceRoutes> = RouteInput<(typeof absenceRoutes)[Name]>;

@Controller()
export class AbsencesController {
  constructor(private readonly rpc: RpcClient) {}

  @Route(absenceRoutes.create)
  create(@Input() { params, body }: In<'create'>) {
    return this.rpc.call(absences.create, { ...body, practitionerId: params.id });
  }

  @Route(absenceRoutes.list)
  list(@Input() { params, query }: In<'list'>) {
    return this.rpc.call(absences.list, { ...query, practitionerId: params.id });
  }

  @Route(absenceRoutes.remove)
  async remove(@Input() { params }: In<'remove'>) {
    await this.rpc.call(absences.remove, { practitionerId: params.id, id: params.absenceId });
  }
}
