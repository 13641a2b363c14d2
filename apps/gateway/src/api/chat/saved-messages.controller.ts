import { Controller } from '@nestjs/common';
import { chat, chatRoutes, type RouteInput } from '@veza/contracts';
import { RpcClient } from '@veza/transport';
import { Input, Route } from '../../edge/index.js';
import { ChatPresenter } from './chat.presenter.js';

type In<Name extends keyof typeof chatRoutes> = RouteInput<(typeof chatRoutes)[Name]>;

@Controller()
export class SavedMessagesController {
  constructor(
    private readonly rpc: RpcClient,
    private readonly presenter: ChatPresenter,
  ) {}

  @Route(chatRoutes.listSavedMessages)
  async list(@Input() { query }: In<'listSavedMessages'>) {
    const { saved, nextCursor } = await this.rpc.call(chat.savedMessages.list, query);
    return { saved: await this.presenter.saved(saved), next_cursor: nextCursor };
  }

  @Route(chatRoutes.saveMessage)
  put(@Input() { params }: In<'saveMessage'>) {
    return this.rpc.call(chat.savedMessages.put, params);
  }

  @Route(chatRoutes.unsaveMessage)
  remove(@Input() { params }: In<'unsaveMessage'>) {
    return this.rpc.call(chat.savedMessages.remove, params);
  }
}
