import { Controller } from '@nestjs/common';
import { analytics, analyticsRoutes, type RouteInput } from '@veza/contracts';
import { RpcClient } from '@veza/transport';
import { Input, Route } from '../../edge/index.js';

@Controller()
export class AnalyticsController {
  constructor(private readonly rpc: RpcClient) {}

  @Route(analyticsRoutes.overview)
  overview(@Input() { query }: RouteInput<typeof analyticsRoutes.overview>) {
    return this.rpc.call(analytics.overview, query);
  }
}
