import { Controller } from '@nestjs/common';
import { holdRoutes, holds, type RouteInput } from '@veza/contracts';
import { RpcClient } from '@veza/transport';
import { Input, Route } from '../../edge/index.js';

type In<Name extends keyof typeof holdRoutes> = RouteInput<(typeof holdRoutes)[Name]>;

@Controller()
export class HoldsController {
  constructor(private readonly rpc: RpcClient) {}

  @Route(holdRoutes.create)
  create(@Input() { body }: In<'create'>) {
    return this.rpc.call(holds.create, body);
  }

  @Route(holdRoutes.remove)
  async remove(@Input() { params }: In<'remove'>) {
    await this.rpc.call(holds.remove, params);
  }
}
