import { Controller } from '@nestjs/common';
import { absences, type Caller, type RpcInput } from '@veza/contracts';
import { CurrentCaller, Input, Rpc } from '@veza/transport';
import { AbsencesService } from './absences.service.js';

type In<Verb extends keyof typeof absences> = RpcInput<(typeof absences)[Verb]>;

@Controller()
export class AbsencesController {
  constructor(private readonly service: AbsencesService) {}

  @Rpc(absences.create)
  create(@CurrentCaller() caller: Caller, @Input() absence: In<'create'>) {
    return this.service.create(caller, absence);
  }

  @Rpc(absences.list)
  list(@CurrentCaller() caller: Caller, @Input() range: In<'list'>) {
    return this.service.list(caller, range);
  }

  @Rpc(absences.remove)
  remove(@CurrentCaller() caller: Caller, @Input() absence: In<'remove'>) {
    return this.service.remove(caller, absence);
  }
}
