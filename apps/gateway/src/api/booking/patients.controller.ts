import { Controller } from '@nestjs/common';
import { patientAudit, patientRoutes, patients, type RouteInput } from '@veza/contracts';
import { RpcClient } from '@veza/transport';
import { RouteResponse, Input, Route } from '../../edge/index.js';
import { novaPage } from './nova-page.js';

type In<Name extends keyof typeof patientRoutes> = RouteInput<(typeof patientRoutes)[Name]>;

/** Data about health stays in no cache of a browser or proxy. */
const UNSTORED = { 'cache-control': 'no-store' };

@Controller()
export class PatientsController {
  constructor(private readonly rpc: RpcClient) {}

  @Route(patientRoutes.list)
  async list(@Input() { query }: In<'list'>) {
    return new RouteResponse(novaPage(await this.rpc.call(patients.list, query)), { headers: UNSTORED });
  }

  @Route(patientRoutes.create)
  create(@Input() { body }: In<'create'>) {
    return this.rpc.call(patients.create, body);
  }

  @Route(patientRoutes.get)
  async get(@Input() { params }: In<'get'>) {
    const patient = await this.rpc.call(patients.get, params);
    return new RouteResponse(patient, { version: patient.updatedAt, headers: UNSTORED });
  }

  @Route(patientRoutes.update)
  update(@Input() { params, body, matched }: In<'update'>) {
    return this.rpc.call(patients.update, { ...body, ...params, ifUpdatedAt: matched });
  }

  @Route(patientRoutes.audit)
  async audit(@Input() { params, query }: In<'audit'>) {
    const { items, pagination } = novaPage(await this.rpc.call(patientAudit.list, { ...query, ...params }));
    const lines = items.map(({ userId, ...line }) => ({ ...line, userId: String(userId) }));
    return new RouteResponse({ items: lines, pagination }, { headers: UNSTORED });
  }
}
