import { Controller } from '@nestjs/common';
import { patientContactRoutes, patientContacts, type RouteInput } from '@veza/contracts';
import { RpcClient } from '@veza/transport';
import { Input, Route, RouteResponse } from '../../edge/index.js';

type In<Name extends keyof typeof patientContactRoutes> = RouteInput<(typeof patientContactRoutes)[Name]>;

const UNSTORED = { headers: { 'cache-control': 'no-store' } };

@Controller()
export class PatientContactsController {
  constructor(private readonly rpc: RpcClient) {}

  @Route(patientContactRoutes.list)
  async list(@Input() { params }: In<'list'>) {
    return new RouteResponse(await this.rpc.call(patientContacts.list, params), UNSTORED);
  }

  @Route(patientContactRoutes.add)
  add(@Input() { params, body }: In<'add'>) {
    return this.rpc.call(patientContacts.add, { ...body, ...params });
  }

  @Route(patientContactRoutes.remove)
  remove(@Input() { params }: In<'remove'>) {
    return this.rpc.call(patientContacts.remove, params);
  }
}
