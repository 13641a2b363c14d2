import { Controller } from '@nestjs/common';
import { chat, chatRoutes, type RouteInput } from '@veza/contracts';
import { RpcClient } from '@veza/transport';
import { Input, Route } from '../../edge/index.js';
import { ChatPresenter } from './chat.presenter.js';
import { linkedMessages } from './linked-messages.js';
import { askedOf, longList } from './long-list.js';

type In<Name extends keyof typeof chatRoutes> = RouteInput<(typeof chatRoutes)[Name]>;

@Controller()
export class ConversationsController {
  constructor(
    private readonly rpc: RpcClient,
    private readonly presenter: ChatPresenter,
  ) {}

  @Route(chatRoutes.conversations)
  async list(@Input() { query }: In<'conversations'>) {
    const page = await this.rpc.call(chat.conversations.list, askedOf(query));
    const { lastActivity, lastMessageId } = page.at(-1) ?? {};
    const position = lastActivity === undefined || lastMessageId === undefined ? undefined : [lastActivity, lastMessageId];
    return longList(await this.presenter.conversations(page), query, position);
  }

  @Route(chatRoutes.directMessages)
  async messages(@Input() { params, query }: In<'directMessages'>) {
    const page = await this.rpc.call(chat.messages.direct, { ...params, ...query });
    return linkedMessages(await this.presenter.messages(page), query);
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
  async blocks(@Input() { query }: In<'listBlocks'>) {
    const page = await this.rpc.call(chat.blocks.list, askedOf(query));
    const { at, userId } = page.at(-1) ?? {};
    const position = at === undefined || userId === undefined ? undefined : [at, userId];
    return longList(page.map(this.presenter.named), query, position);
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
