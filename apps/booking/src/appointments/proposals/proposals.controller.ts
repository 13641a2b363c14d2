import { Controller } from '@nestjs/common';
import { type Caller, proposals, type RpcInput } from '@veza/contracts';
import { CurrentCaller, Input, Rpc } from '@veza/transport';
import { ProposalsService } from './proposals.service.js';

@Controller()
export class ProposalsController {
  constructor(private readonly service: ProposalsService) {}

  @Rpc(proposals.list)
  list(@CurrentCaller() caller: Caller) {
    return this.service.list(caller);
  }

  @Rpc(proposals.get)
  get(@CurrentCaller() caller: Caller, @Input() { id }: RpcInput<typeof proposals.get>) {
    return this.service.get(caller, id);
  }
}
