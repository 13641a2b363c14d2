import { Controller } from '@nestjs/common';
import {
  cabinetRoutes,
  DeclaredError,
  identity,
  practitioners,
  type PractitionerView,
  type RouteInput,
  type WirePractitioner,
} from '@veza/contracts';
import { RpcClient } from '@veza/transport';
import { Input, Route } from '../../edge/index.js';

type In<Name extends keyof typeof cabinetRoutes> = RouteInput<(typeof cabinetRoutes)[Name]>;

@Controller()
export class PractitionersController {
  constructor(private readonly rpc: RpcClient) {}

  @Route(cabinetRoutes.hire)
  async hire(@Input() { params, body: { email, userId, ...facts } }: In<'hire'>) {
    const account = await this.account(userId, email);
    return wire(await this.rpc.call(practitioners.hire, { ...facts, cabinetId: params.id, userId: account }));
  }

  @Route(cabinetRoutes.updatePractitioner)
  async update(@Input() { params, body }: In<'updatePractitioner'>) {
    const { id: cabinetId, practitionerId: id } = params;
    return wire(await this.rpc.call(practitioners.update, { ...body, cabinetId, id }));
  }

  @Route(cabinetRoutes.dismiss)
  dismiss(@Input() { params }: In<'dismiss'>) {
    return this.rpc.call(practitioners.dismiss, { cabinetId: params.id, id: params.practitionerId });
  }

  @Route(cabinetRoutes.practitioners)
  async list(@Input() { params }: In<'practitioners'>) {
    const { items } = await this.rpc.call(practitioners.list, { cabinetId: params.id });
    return { items: items.map(wire) };
  }

  private async account(userId: number | undefined, email = ''): Promise<number> {
    if (userId === undefined) return (await this.rpc.call(identity.users.find, { email })).id;
    const { users } = await this.rpc.call(identity.users.byIds, { ids: [userId] });
    if (users.every(({ deleted }) => deleted)) throw new DeclaredError('USER_NOT_FOUND');
    return userId;
  }
}

const wire = (practitioner: PractitionerView): WirePractitioner => ({ ...practitioner, userId: String(practitioner.userId) });
