import { Controller } from '@nestjs/common';
import { type Caller, facilities, type RpcInput } from '@veza/contracts';
import { CurrentCaller, Input, Rpc } from '@veza/transport';
import { FacilitiesService } from './facilities.service.js';

type In<Verb extends keyof typeof facilities> = RpcInput<(typeof facilities)[Verb]>;

@Controller()
export class FacilitiesController {
  constructor(private readonly service: FacilitiesService) {}

  @Rpc(facilities.list)
  list(@CurrentCaller() caller: Caller, @Input() { cabinetId }: In<'list'>) {
    return this.service.list(caller, cabinetId);
  }

  @Rpc(facilities.create)
  create(@CurrentCaller() caller: Caller, @Input() facts: In<'create'>) {
    return this.service.create(caller, facts);
  }

  @Rpc(facilities.update)
  update(@CurrentCaller() caller: Caller, @Input() changes: In<'update'>) {
    return this.service.update(caller, changes);
  }
}
