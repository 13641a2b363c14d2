import { Controller } from '@nestjs/common';
import { type Caller, chat, type RpcInput } from '@veza/contracts';
import { CurrentCaller, Input, Rpc } from '@veza/transport';
import { ConversationsService } from './conversations.service.js';

@Controller()
export class ConversationsController {
  constructor(private readonly conversations: ConversationsService) {}

  @Rpc(chat.conversations.list)
  list(@CurrentCaller() caller: Caller, @Input() input: RpcInput<typeof chat.conversations.list>) {
    return this.conversations.list(caller, input);
  }

  @Rpc(chat.conversations.markRead)
  markRead(@CurrentCaller() caller: Caller, @Input() input: RpcInput<typeof chat.conversations.markRead>) {
    return this.conversations.markRead(caller, input);
  }

  @Rpc(chat.blocks.list)
  blocks(@CurrentCaller() caller: Caller, @Input() input: RpcInput<typeof chat.blocks.list>) {
    return this.conversations.blocks(caller, input);
  }

  @Rpc(chat.blocks.put)
  block(@CurrentCaller() caller: Caller, @Input() input: RpcInput<typeof chat.blocks.put>) {
    return this.conversations.block(caller, input);
  }

  @Rpc(chat.blocks.among)
  blockedAmong(@Input() input: RpcInput<typeof chat.blocks.among>) {
    return this.conversations.blockedAmong(input);
  }

  @Rpc(chat.blocks.remove)
  unblock(@CurrentCaller() caller: Caller, @Input() input: RpcInput<typeof chat.blocks.remove>) {
    return this.conversations.unblock(caller, input);
  }
}
