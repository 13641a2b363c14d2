import { Controller } from '@nestjs/common';
import { chat, chatRoutes, DeclaredError, type RouteInput, type UserCaller } from '@veza/contracts';
import { RpcClient } from '@veza/transport';
import { CurrentCaller, Input, Route } from '../edge/index.js';
import { UserCardsService } from '../users/user-cards.service.js';
import { ChatPresenter } from './chat.presenter.js';

type In<Name extends keyof typeof chatRoutes> = RouteInput<(typeof chatRoutes)[Name]>;

@Controller()
export class RoomsController {
  constructor(
    private readonly rpc: RpcClient,
    private readonly presenter: ChatPresenter,
    private readonly users: UserCardsService,
  ) {}

  @Route(chatRoutes.listRooms)
  async list() {
    return this.presenter.rooms(await this.rpc.call(chat.rooms.list, {}));
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
    return this.presenter.messages(await this.rpc.call(chat.messages.history, { room: params.id, ...query }));
  }

  @Route(chatRoutes.deleteRoomMessage)
  removeMessage(@Input() { params }: In<'deleteRoomMessage'>) {
    return this.rpc.call(chat.messages.remove, { room: params.id, id: params.messageId });
  }

  @Route(chatRoutes.markRoomRead)
  markRead(@Input() { params, body }: In<'markRoomRead'>) {
    return this.rpc.call(chat.rooms.markRead, { room: params.id, ...body });
  }

  @Route(chatRoutes.roomOnline)
  async online(@Input() { params }: In<'roomOnline'>) {
    return (await this.rpc.call(chat.rooms.online, { room: params.id })).map(this.presenter.named);
  }

  @Route(chatRoutes.roomMembers)
  async members(@Input() { params }: In<'roomMembers'>) {
    return this.presenter.members(await this.rpc.call(chat.rooms.members, { room: params.id }));
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
    await this.requirePerson(userId);
    return this.presenter.member(await this.rpc.call(chat.rooms.setRole, { room: id, userId, ...body }));
  }

  @Route(chatRoutes.handOverRoom)
  async handOver(@Input() { params, body: { user_id: userId } }: In<'handOverRoom'>) {
    await this.requirePerson(userId);
    return this.presenter.member(await this.rpc.call(chat.rooms.handOver, { room: params.id, userId }));
  }

  /** The chat does not know which accounts are bots. */
  private async requirePerson(userId: number): Promise<void> {
    if ((await this.users.botsAmong([userId])).has(userId))
      throw new DeclaredError('FORBIDDEN', { message: 'A bot has no role' });
  }
}
