import { Controller } from '@nestjs/common';
import { chat, chatRoutes, type RouteInput, type UserCaller } from '@veza/contracts';
import { RpcClient } from '@veza/transport';
import { CurrentCaller, Input, linkedPage, Route } from '../../edge/index.js';
import { ChatPresenter } from './chat.presenter.js';
import { linkedMessages } from './linked-messages.js';
import { askedOf, longList } from './long-list.js';

type In<Name extends keyof typeof chatRoutes> = RouteInput<(typeof chatRoutes)[Name]>;

@Controller()
export class RoomsController {
  constructor(
    private readonly rpc: RpcClient,
    private readonly presenter: ChatPresenter,
  ) {}

  @Route(chatRoutes.listRooms)
  async list(@Input() { query }: In<'listRooms'>) {
    const { rooms, nextCursor } = await this.rpc.call(chat.rooms.list, query);
    return linkedPage(await this.presenter.rooms(rooms), query, nextCursor === null ? undefined : { cursor: nextCursor });
  }

  @Route(chatRoutes.createRoom)
  async create(@Input() { body }: In<'createRoom'>) {
    return this.presenter.room(await this.rpc.call(chat.rooms.create, body));
  }

  @Route(chatRoutes.getRoom)
  async get(@Input() { params }: In<'getRoom'>) {
    return this.presenter.room(await this.rpc.call(chat.rooms.get, { room: params.id }));
  }

  @Route(chatRoutes.updateRoom)
  async update(@Input() { params, body }: In<'updateRoom'>) {
    return this.presenter.room(await this.rpc.call(chat.rooms.update, { room: params.id, ...body }));
  }

  @Route(chatRoutes.deleteRoom)
  remove(@Input() { params }: In<'deleteRoom'>) {
    return this.rpc.call(chat.rooms.remove, { room: params.id });
  }

  @Route(chatRoutes.roomMessages)
  async messages(@Input() { params, query }: In<'roomMessages'>) {
    const page = await this.rpc.call(chat.messages.history, { room: params.id, ...query });
    return linkedMessages(await this.presenter.messages(page), query);
  }

  @Route(chatRoutes.deleteRoomMessage)
  removeMessage(@Input() { params }: In<'deleteRoomMessage'>) {
    return this.rpc.call(chat.messages.remove, { room: params.id, id: params.messageId });
  }

  @Route(chatRoutes.markRoomRead)
  markRead(@Input() { params, body }: In<'markRoomRead'>) {
    return this.rpc.call(chat.rooms.markRead, { room: params.id, ...body });
  }

  @Route(chatRoutes.createGroup)
  async createGroup(@Input() { body }: In<'createGroup'>) {
    return this.presenter.room(await this.rpc.call(chat.groups.create, body));
  }

  @Route(chatRoutes.setRoomNotifications)
  setNotifications(@Input() { params, body }: In<'setRoomNotifications'>) {
    return this.rpc.call(chat.rooms.setNotifications, { room: params.id, ...body });
  }

  @Route(chatRoutes.roomOnline)
  async online(@Input() { params }: In<'roomOnline'>) {
    return (await this.rpc.call(chat.rooms.online, { room: params.id })).map(this.presenter.named);
  }

  @Route(chatRoutes.roomMembers)
  async members(@Input() { params, query }: In<'roomMembers'>) {
    const page = await this.rpc.call(chat.rooms.members, { room: params.id, ...askedOf(query) });
    const last = page.at(-1);
    return longList(await this.presenter.members(page), query, last && [last.role, last.joinedAt, last.userId]);
  }

  @Route(chatRoutes.inviteMember)
  async invite(@Input() { params, body }: In<'inviteMember'>) {
    return this.presenter.member(await this.rpc.call(chat.rooms.invite, { room: params.id, userId: body.user_id }));
  }

  @Route(chatRoutes.leaveRoom)
  leave(@CurrentCaller() { userId }: UserCaller, @Input() { params }: In<'leaveRoom'>) {
    return this.rpc.call(chat.rooms.dismiss, { room: params.id, userId });
  }

  @Route(chatRoutes.dismissMember)
  dismiss(@Input() { params }: In<'dismissMember'>) {
    return this.rpc.call(chat.rooms.dismiss, { room: params.id, userId: params.userId });
  }

  @Route(chatRoutes.setMemberRole)
  async setRole(@Input() { params: { id, userId }, body }: In<'setMemberRole'>) {
    return this.presenter.member(await this.rpc.call(chat.rooms.setRole, { room: id, userId, ...body }));
  }

  @Route(chatRoutes.handOverRoom)
  async handOver(@Input() { params, body: { user_id: userId } }: In<'handOverRoom'>) {
    return this.presenter.member(await this.rpc.call(chat.rooms.handOver, { room: params.id, userId }));
  }
}
