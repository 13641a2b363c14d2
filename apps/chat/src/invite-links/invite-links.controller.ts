import { Controller } from '@nestjs/common';
import { type Caller, chat, type RpcInput } from '@veza/contracts';
import { CurrentCaller, Input, Rpc } from '@veza/transport';
import { InviteLinksService } from './invite-links.service.js';

type In<Verb extends keyof typeof chat.inviteLinks> = RpcInput<(typeof chat.inviteLinks)[Verb]>;

@Controller()
export class InviteLinksController {
  constructor(private readonly service: InviteLinksService) {}

  @Rpc(chat.inviteLinks.list)
  list(@CurrentCaller() caller: Caller, @Input() input: In<'list'>) {
    return this.service.list(caller, input);
  }

  @Rpc(chat.inviteLinks.create)
  create(@CurrentCaller() caller: Caller, @Input() input: In<'create'>) {
    return this.service.create(caller, input);
  }

  @Rpc(chat.inviteLinks.revoke)
  revoke(@CurrentCaller() caller: Caller, @Input() input: In<'revoke'>) {
    return this.service.revoke(caller, input);
  }

  @Rpc(chat.inviteLinks.lookUp)
  lookUp(@CurrentCaller() caller: Caller, @Input() input: In<'lookUp'>) {
    return this.service.lookUp(caller, input);
  }

  @Rpc(chat.inviteLinks.join)
  join(@CurrentCaller() caller: Caller, @Input() input: In<'join'>) {
    return this.service.join(caller, input);
  }
}
