import { Controller } from '@nestjs/common';
import { type Caller, type RpcInput, treatments } from '@veza/contracts';
import { CurrentCaller, Input, Rpc } from '@veza/transport';
import { TreatmentsService } from './treatments.service.js';

type In<Verb extends keyof typeof treatments> = RpcInput<(typeof treatments)[Verb]>;

@Controller()
export class TreatmentsController {
  constructor(private readonly service: TreatmentsService) {}

  @Rpc(treatments.list)
  list(@CurrentCaller() caller: Caller, @Input() { cabinetId }: In<'list'>) {
    return this.service.list(caller, cabinetId);
  }

  @Rpc(treatments.create)
  create(@CurrentCaller() caller: Caller, @Input() facts: In<'create'>) {
    return this.service.create(caller, facts);
  }

  @Rpc(treatments.update)
  update(@CurrentCaller() caller: Caller, @Input() changes: In<'update'>) {
    return this.service.update(caller, changes);
  }
}
