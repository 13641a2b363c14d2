import { Controller } from '@nestjs/common';
import { proposalRoutes, proposals, type RouteInput } from '@veza/contracts';
import { RpcClient } from '@veza/transport';
import { Input, Route, RouteResponse } from '../../edge/index.js';

/** Data about health stays in no cache of a browser or proxy. */
const UNSTORED = { headers: { 'cache-control': 'no-store' } };

@Controller()
export class ProposalsController {
  constructor(private readonly rpc: RpcClient) {}

  @Route(proposalRoutes.list)
  async list() {
    return new RouteResponse(await this.rpc.call(proposals.list, {}), UNSTORED);
  }

  @Route(proposalRoutes.get)
  async get(@Input() { params }: RouteInput<typeof proposalRoutes.get>) {
    return new RouteResponse(await this.rpc.call(proposals.get, params), UNSTORED);
  }
}
