import { Controller } from '@nestjs/common';
import { type RouteInput, slotRoutes, slots } from '@veza/contracts';
import { RpcClient } from '@veza/transport';
import { Input, Route } from '../../edge/index.js';

@Controller()
export class SlotsController {
  constructor(private readonly rpc: RpcClient) {}

  @Route(slotRoutes.free)
  free(@Input() { query }: RouteInput<typeof slotRoutes.free>) {
    return this.rpc.call(slots.free, query);
  }

  @Route(slotRoutes.list)
  async list(@Input() { query }: RouteInput<typeof slotRoutes.list>) {
    return (await this.rpc.call(slots.list, query)).items;
  }
}
