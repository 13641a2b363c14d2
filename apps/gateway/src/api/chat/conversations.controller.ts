import { Controller } from '@nestjs/common';
import { chat, chatRoutes, type RouteInput } from '@veza/contracts';
import { RpcClient } from '@veza/transport';
import { Input, Route } from '../../edge/index.js';
import { ChatPresenter } from './chat.presenter.js';

type In<Name extends keyof typeof chatRoutes> = RouteInput<(typeof chatRoutes)[Name]>;

@Controller()
export class ConversationsController {
  constructor(
    private readonly rpc: RpcClient,
    private readonly presenter: ChatPresenter,
  ) {}

  @Route(chatRoutes.conversations)
  async list() {
    return this.presenter.conversations(await this.rpc.call(chat.conversations.list, {}));
  }

  @Route(chatRoutes.directMessages)
  async messages(@Input() { params, query }: In<'directMessages'>) {
    return this.presenter.messages(await this.rpc.call(chat.messages.direct, { ...params, ...query }));
  }

  @Route(chatRoutes.markDirectRead)
  markRead(@Input() { params }: In<'markDirectRead'>) {
    return this.rpc.call(chat.conversations.markRead, params);
  }

  @Route(chatRoutes.search)
  async search(@Input() { query }: In<'search'>) {
    return this.presenter.messages(await this.rpc.call(chat.messages.search, query));
  }

  @Route(chatRoutes.listBlocks)
  async blocks() {
    return (await this.rpc.call(chat.blocks.list, {})).map(this.presenter.named);
  }

  @Route(chatRoutes.block)
  block(@Input() { params }: In<'block'>) {
    return this.rpc.call(chat.blocks.put, params);
  }

  @Route(chatRoutes.unblock)
  unblock(@Input() { params }: In<'unblock'>) {
    return this.rpc.call(chat.blocks.remove, params);
  }
}
