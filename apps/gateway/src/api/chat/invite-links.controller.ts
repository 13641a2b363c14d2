import { Controller } from '@nestjs/common';
import { chat, chatRoutes, type RouteInput } from '@veza/contracts';
import { RpcClient } from '@veza/transport';
import { Input, Route } from '../../edge/index.js';
import { ChatPresenter } from './chat.presenter.js';

type In<Name extends keyof typeof chatRoutes> = RouteInput<(typeof chatRoutes)[Name]>;

@Controller()
export class InviteLinksController {
  constructor(
    private readonly rpc: RpcClient,
    private readonly presenter: ChatPresenter,
  ) {}

  @Route(chatRoutes.listInviteLinks)
  async list(@Input() { params }: In<'listInviteLinks'>) {
    return (await this.rpc.call(chat.inviteLinks.list, { room: params.id })).map(this.presenter.inviteLink);
  }

  @Route(chatRoutes.createInviteLink)
  async create(@Input() { params, body }: In<'createInviteLink'>) {
    const { code, ...link } = await this.rpc.call(chat.inviteLinks.create, { room: params.id, ...body });
    return { ...this.presenter.inviteLink(link), code };
  }

  @Route(chatRoutes.revokeInviteLink)
  revoke(@Input() { params: { id: room, linkId: id } }: In<'revokeInviteLink'>) {
    return this.rpc.call(chat.inviteLinks.revoke, { room, id });
  }

  @Route(chatRoutes.lookUpInviteLink)
  async lookUp(@Input() { body }: In<'lookUpInviteLink'>) {
    return this.presenter.invitingRoom(await this.rpc.call(chat.inviteLinks.lookUp, body));
  }

  @Route(chatRoutes.joinByInviteLink)
  async join(@Input() { body }: In<'joinByInviteLink'>) {
    return this.presenter.room(await this.rpc.call(chat.inviteLinks.join, body));
  }
}
