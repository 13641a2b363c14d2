import { Controller } from '@nestjs/common';
import { cabinets, type Caller, type RpcInput } from '@veza/contracts';
import { CurrentCaller, Input, Rpc } from '@veza/transport';
import { CabinetsService } from './cabinets.service.js';

type In<Verb extends keyof typeof cabinets> = RpcInput<(typeof cabinets)[Verb]>;

@Controller()
export class CabinetsController {
  constructor(private readonly service: CabinetsService) {}

  @Rpc(cabinets.create)
  create(@CurrentCaller() caller: Caller, @Input() cabinet: In<'create'>) {
    return this.service.create(caller, cabinet);
  }

  @Rpc(cabinets.get)
  get(@CurrentCaller() caller: Caller, @Input() { id }: In<'get'>) {
    return this.service.get(caller, id);
  }

  @Rpc(cabinets.update)
  update(@CurrentCaller() caller: Caller, @Input() change: In<'update'>) {
    return this.service.update(caller, change);
  }

  @Rpc(cabinets.list)
  list(@CurrentCaller() caller: Caller) {
    return this.service.list(caller);
  }

  @Rpc(cabinets.memberships)
  memberships(@CurrentCaller() caller: Caller) {
    return this.service.memberships(caller);
  }
}
