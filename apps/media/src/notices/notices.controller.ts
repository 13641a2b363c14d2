import { Controller } from '@nestjs/common';
import { type Caller, type RpcInput, trackNotices } from '@veza/contracts';
import { CurrentCaller, Input, Rpc } from '@veza/transport';
import { NoticesService } from './notices.service.js';

type In<Verb extends keyof typeof trackNotices> = RpcInput<(typeof trackNotices)[Verb]>;

@Controller()
export class NoticesController {
  constructor(private readonly service: NoticesService) {}

  @Rpc(trackNotices.list)
  list(@CurrentCaller() caller: Caller, @Input() query: In<'list'>) {
    return this.service.list(caller, query);
  }

  @Rpc(trackNotices.read)
  read(@CurrentCaller() caller: Caller, @Input() { id }: In<'read'>) {
    return this.service.read(caller, id);
  }

  @Rpc(trackNotices.readAll)
  readAll(@CurrentCaller() caller: Caller) {
    return this.service.readAll(caller);
  }
}
