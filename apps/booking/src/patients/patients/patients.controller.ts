import { Controller } from '@nestjs/common';
import { type Caller, patients, type RpcInput } from '@veza/contracts';
import { CurrentCaller, Input, Rpc } from '@veza/transport';
import { PatientsService } from './patients.service.js';

type In<Verb extends keyof typeof patients> = RpcInput<(typeof patients)[Verb]>;

@Controller()
export class PatientsController {
  constructor(private readonly service: PatientsService) {}

  @Rpc(patients.create)
  create(@CurrentCaller() caller: Caller, @Input() facts: In<'create'>) {
    return this.service.create(caller, facts);
  }

  @Rpc(patients.get)
  get(@CurrentCaller() caller: Caller, @Input() { id }: In<'get'>) {
    return this.service.get(caller, id);
  }

  @Rpc(patients.list)
  list(@CurrentCaller() caller: Caller, @Input() query: In<'list'>) {
    return this.service.list(caller, query);
  }

  @Rpc(patients.update)
  update(@CurrentCaller() caller: Caller, @Input() change: In<'update'>) {
    return this.service.update(caller, change);
  }
}
