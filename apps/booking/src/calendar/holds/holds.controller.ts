import { Controller } from '@nestjs/common';
import { type Caller, holds, type RpcInput } from '@veza/contracts';
import { CurrentCaller, Input, Rpc } from '@veza/transport';
import { HoldsService } from './holds.service.js';

type In<Verb extends keyof typeof holds> = RpcInput<(typeof holds)[Verb]>;

@Controller()
export class HoldsController {
  constructor(private readonly service: HoldsService) {}

  @Rpc(holds.create)
  create(@CurrentCaller() caller: Caller, @Input() hold: In<'create'>) {
    return this.service.create(caller, hold);
  }

  @Rpc(holds.remove)
  remove(@CurrentCaller() caller: Caller, @Input() { id }: In<'remove'>) {
    return this.service.remove(caller, id);
  }
}
