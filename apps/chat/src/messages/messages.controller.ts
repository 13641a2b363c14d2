import { Controller } from '@nestjs/common';
import { type Caller, chat, type RpcInput } from '@veza/contracts';
import { CurrentCaller, Input, Rpc } from '@veza/transport';
import { AddressedUsersRepository } from './addressed-users.repository.js';
import { ReadingService } from './reading.service.js';
import { RemovalService } from './removal.service.js';
import { SearchService } from '../search/search.service.js';

@Controller()
export class MessagesController {
  constructor(
    private readonly reading: ReadingService,
    private readonly removal: RemovalService,
    private readonly searching: SearchService,
    private readonly addressed: AddressedUsersRepository,
  ) {}

  @Rpc(chat.messages.history)
  history(@CurrentCaller() caller: Caller, @Input() input: RpcInput<typeof chat.messages.history>) {
    return this.reading.room(caller, input);
  }

  @Rpc(chat.messages.direct)
  direct(@CurrentCaller() caller: Caller, @Input() input: RpcInput<typeof chat.messages.direct>) {
    return this.reading.direct(caller, input);
  }

  @Rpc(chat.messages.remove)
  remove(@CurrentCaller() caller: Caller, @Input() input: RpcInput<typeof chat.messages.remove>) {
    return this.removal.removeFrom(caller, input);
  }

  @Rpc(chat.messages.search)
  search(@CurrentCaller() caller: Caller, @Input() input: RpcInput<typeof chat.messages.search>) {
    return this.searching.search(caller, input);
  }

  @Rpc(chat.messages.readable)
  async readable(@Input() { userId, ids }: RpcInput<typeof chat.messages.readable>) {
    return { ids: await this.addressed.readable(userId, ids) };
  }
}
