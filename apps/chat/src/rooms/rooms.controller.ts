import { Controller } from '@nestjs/common';
import { type Caller, chat, type RpcInput } from '@veza/contracts';
import { CurrentCaller, Input, Rpc } from '@veza/transport';
import { DeparturesService } from './departures.service.js';
import { RolesService } from './roles.service.js';
import { RoomMembersService } from './room-members.service.js';
import { RoomsService } from './rooms.service.js';

@Controller()
export class RoomsController {
  constructor(
    private readonly rooms: RoomsService,
    private readonly roomMembers: RoomMembersService,
    private readonly departures: DeparturesService,
    private readonly roles: RolesService,
  ) {}

  @Rpc(chat.rooms.list)
  list(@CurrentCaller() caller: Caller, @Input() query: RpcInput<typeof chat.rooms.list>) {
    return this.rooms.list(caller, query);
  }

  @Rpc(chat.rooms.get)
  get(@CurrentCaller() caller: Caller, @Input() input: RpcInput<typeof chat.rooms.get>) {
    return this.rooms.get(caller, input);
  }

  @Rpc(chat.rooms.create)
  create(@CurrentCaller() caller: Caller, @Input() input: RpcInput<typeof chat.rooms.create>) {
    return this.rooms.create(caller, input);
  }

  @Rpc(chat.rooms.update)
  update(@CurrentCaller() caller: Caller, @Input() input: RpcInput<typeof chat.rooms.update>) {
    return this.rooms.update(caller, input);
  }

  @Rpc(chat.rooms.remove)
  remove(@CurrentCaller() caller: Caller, @Input() input: RpcInput<typeof chat.rooms.remove>) {
    return this.rooms.remove(caller, input);
  }

  @Rpc(chat.rooms.markRead)
  markRead(@CurrentCaller() caller: Caller, @Input() input: RpcInput<typeof chat.rooms.markRead>) {
    return this.rooms.markRead(caller, input);
  }

  @Rpc(chat.rooms.setNotifications)
  setNotifications(@CurrentCaller() caller: Caller, @Input() input: RpcInput<typeof chat.rooms.setNotifications>) {
    return this.rooms.setNotifications(caller, input);
  }

  @Rpc(chat.rooms.online)
  online(@CurrentCaller() caller: Caller, @Input() input: RpcInput<typeof chat.rooms.online>) {
    return this.roomMembers.online(caller, input);
  }

  @Rpc(chat.rooms.members)
  members(@CurrentCaller() caller: Caller, @Input() input: RpcInput<typeof chat.rooms.members>) {
    return this.roomMembers.list(caller, input);
  }

  @Rpc(chat.rooms.invite)
  invite(@CurrentCaller() caller: Caller, @Input() input: RpcInput<typeof chat.rooms.invite>) {
    return this.roomMembers.invite(caller, input);
  }

  @Rpc(chat.rooms.dismiss)
  dismiss(@CurrentCaller() caller: Caller, @Input() input: RpcInput<typeof chat.rooms.dismiss>) {
    return this.departures.dismiss(caller, input);
  }

  @Rpc(chat.rooms.setRole)
  setRole(@CurrentCaller() caller: Caller, @Input() input: RpcInput<typeof chat.rooms.setRole>) {
    return this.roles.set(caller, input);
  }

  @Rpc(chat.rooms.handOver)
  handOver(@CurrentCaller() caller: Caller, @Input() input: RpcInput<typeof chat.rooms.handOver>) {
    return this.roles.handOver(caller, input);
  }
}
