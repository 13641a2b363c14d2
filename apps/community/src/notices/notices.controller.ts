import { Controller } from '@nestjs/common';
import { type Caller, community, type RpcInput } from '@veza/contracts';
import { CurrentCaller, Input, Rpc } from '@veza/transport';
import { NoticesService } from './notices.service.js';

const { notices } = community;

type In<Verb extends keyof typeof notices> = RpcInput<(typeof notices)[Verb]>;

@Controller()
export class NoticesController {
  constructor(private readonly service: NoticesService) {}

  @Rpc(notices.list)
  list(@CurrentCaller() caller: Caller, @Input() query: In<'list'>) {
    return this.service.list(caller, query);
  }

  @Rpc(notices.read)
  read(@CurrentCaller() caller: Caller, @Input() { id }: In<'read'>) {
    return this.service.read(caller, id);
  }

  @Rpc(notices.readMany)
  readMany(@CurrentCaller() caller: Caller, @Input() which: In<'readMany'>) {
    return this.service.readMany(caller, which);
  }
}
