import { Controller } from '@nestjs/common';
import { type Caller, imports, type RpcInput } from '@veza/contracts';
import { CurrentCaller, Input, Rpc } from '@veza/transport';
import { ImportsService } from './imports.service.js';

type In<Verb extends keyof typeof imports> = RpcInput<(typeof imports)[Verb]>;

@Controller()
export class ImportsController {
  constructor(private readonly service: ImportsService) {}

  @Rpc(imports.create)
  create(@CurrentCaller() caller: Caller, @Input() file: In<'create'>) {
    return this.service.create(caller, file);
  }

  @Rpc(imports.list)
  list(@CurrentCaller() caller: Caller, @Input() page: In<'list'>) {
    return this.service.list(caller, page);
  }

  @Rpc(imports.get)
  get(@CurrentCaller() caller: Caller, @Input() { id }: In<'get'>) {
    return this.service.get(caller, id);
  }

  @Rpc(imports.cancel)
  cancel(@CurrentCaller() caller: Caller, @Input() { id }: In<'cancel'>) {
    return this.service.cancel(caller, id);
  }
}
