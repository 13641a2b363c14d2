import { Controller } from '@nestjs/common';
import { type Caller, type RpcInput, slots } from '@veza/contracts';
import { CurrentCaller, Input, Rpc } from '@veza/transport';
import { SlotsService } from './slots.service.js';

@Controller()
export class SlotsController {
  constructor(private readonly service: SlotsService) {}

  @Rpc(slots.list)
  list(@CurrentCaller() caller: Caller, @Input() range: RpcInput<typeof slots.list>) {
    return this.service.list(caller, range);
  }
}
