import { Controller } from '@nestjs/common';
import { type Caller, chat, type RpcInput } from '@veza/contracts';
import { CurrentCaller, Input, Rpc } from '@veza/transport';
import { ThreadsService } from './threads.service.js';

@Controller()
export class ThreadsController {
  constructor(private readonly service: ThreadsService) {}

  @Rpc(chat.threads.list)
  list(@CurrentCaller() caller: Caller, @Input() input: RpcInput<typeof chat.threads.list>) {
    return this.service.list(caller, input);
  }

  @Rpc(chat.threads.get)
  get(@CurrentCaller() caller: Caller, @Input() input: RpcInput<typeof chat.threads.get>) {
    return this.service.get(caller, input);
  }

  @Rpc(chat.threads.markRead)
  markRead(@CurrentCaller() caller: Caller, @Input() input: RpcInput<typeof chat.threads.markRead>) {
    return this.service.markRead(caller, input);
  }
}
