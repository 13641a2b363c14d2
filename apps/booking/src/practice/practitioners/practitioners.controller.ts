import { Controller } from '@nestjs/common';
import { type Caller, practitioners, type RpcInput } from '@veza/contracts';
import { CurrentCaller, Input, Rpc } from '@veza/transport';
import { PractitionersService } from './practitioners.service.js';

type In<Verb extends keyof typeof practitioners> = RpcInput<(typeof practitioners)[Verb]>;

@Controller()
export class PractitionersController {
  constructor(private readonly service: PractitionersService) {}

  @Rpc(practitioners.hire)
  hire(@CurrentCaller() caller: Caller, @Input() facts: In<'hire'>) {
    return this.service.hire(caller, facts);
  }

  @Rpc(practitioners.update)
  update(@CurrentCaller() caller: Caller, @Input() change: In<'update'>) {
    return this.service.update(caller, change);
  }

  @Rpc(practitioners.dismiss)
  dismiss(@CurrentCaller() caller: Caller, @Input() practitioner: In<'dismiss'>) {
    return this.service.dismiss(caller, practitioner);
  }

  @Rpc(practitioners.list)
  list(@CurrentCaller() caller: Caller, @Input() { cabinetId }: In<'list'>) {
    return this.service.list(caller, cabinetId);
  }
}
