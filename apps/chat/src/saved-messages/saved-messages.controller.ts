import { Controller } from '@nestjs/common';
import { type Caller, chat, type RpcInput } from '@veza/contracts';
import { CurrentCaller, Input, Rpc } from '@veza/transport';
import { SavedMessagesService } from './saved-messages.service.js';

type In<Verb extends keyof typeof chat.savedMessages> = RpcInput<(typeof chat.savedMessages)[Verb]>;

@Controller()
export class SavedMessagesController {
  constructor(private readonly service: SavedMessagesService) {}

  @Rpc(chat.savedMessages.list)
  list(@CurrentCaller() caller: Caller, @Input() input: In<'list'>) {
    return this.service.list(caller, input);
  }

  @Rpc(chat.savedMessages.put)
  put(@CurrentCaller() caller: Caller, @Input() input: In<'put'>) {
    return this.service.put(caller, input);
  }

  @Rpc(chat.savedMessages.remove)
  remove(@CurrentCaller() caller: Caller, @Input() input: In<'remove'>) {
    return this.service.remove(caller, input);
  }
}
