import { Controller } from '@nestjs/common';
import { analytics, type Caller, type RpcInput } from '@veza/contracts';
import { CurrentCaller, Input, Rpc } from '@veza/transport';
import { AnalyticsService } from './analytics.service.js';

@Controller()
export class AnalyticsController {
  constructor(private readonly service: AnalyticsService) {}

  @Rpc(analytics.overview)
  overview(@CurrentCaller() caller: Caller, @Input() query: RpcInput<typeof analytics.overview>) {
    return this.service.overview(caller, query);
  }
}
