import { Controller } from '@nestjs/common';
import { type Caller, chat, type RpcInput } from '@veza/contracts';
import { CurrentCaller, Input, Rpc } from '@veza/transport';
import { GroupsService } from './groups.service.js';

@Controller()
export class GroupsController {
  constructor(private readonly groups: GroupsService) {}

  @Rpc(chat.groups.create)
  create(@CurrentCaller() caller: Caller, @Input() input: RpcInput<typeof chat.groups.create>) {
    return this.groups.create(caller, input);
  }
}
