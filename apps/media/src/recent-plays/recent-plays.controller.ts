import { Controller } from '@nestjs/common';
import { type Caller, recentPlays, type RpcInput } from '@veza/contracts';
import { CurrentCaller, Input, Rpc } from '@veza/transport';
import { RecentPlaysService } from './recent-plays.service.js';

@Controller()
export class RecentPlaysController {
  constructor(private readonly service: RecentPlaysService) {}

  @Rpc(recentPlays.list)
  list(@CurrentCaller() caller: Caller, @Input() { limit }: RpcInput<typeof recentPlays.list>) {
    return this.service.list(caller, limit);
  }
}
