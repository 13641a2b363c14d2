import { Controller } from '@nestjs/common';
import { type Caller, type RpcInput, slots } from '@veza/contracts';
import { CurrentCaller, Input, Rpc } from '@veza/transport';
import { AnybodyService } from './anybody.service.js';
import { SlotsService } from './slots.service.js';

@Controller()
export class SlotsController {
  constructor(
    private readonly service: SlotsService,
    private readonly anybody: AnybodyService,
  ) {}

  @Rpc(slots.free)
  free(@CurrentCaller() caller: Caller, @Input() range: RpcInput<typeof slots.free>) {
    return this.anybody.freeTimes(caller, range);
  }

  @Rpc(slots.list)
  list(@CurrentCaller() caller: Caller, @Input() range: RpcInput<typeof slots.list>) {
    return this.service.list(caller, range);
  }
}
