import { Controller } from '@nestjs/common';
import { chat, chatRoutes, type RouteInput } from '@veza/contracts';
import { RpcClient } from '@veza/transport';
import { Input, Route } from '../../edge/index.js';
import { ChatPresenter } from './chat.presenter.js';

type In<Name extends keyof typeof chatRoutes> = RouteInput<(typeof chatRoutes)[Name]>;

@Controller()
export class ThreadsController {
  constructor(
    private readonly rpc: RpcClient,
    private readonly presenter: ChatPresenter,
  ) {}

  @Route(chatRoutes.listThreads)
  async list(@Input() { params, query }: In<'listThreads'>) {
    return (await this.rpc.call(chat.threads.list, { room: params.id, ...query })).map(this.presenter.thread);
  }

  @Route(chatRoutes.getThread)
  async get(@Input() { params: { id: room, messageId }, query }: In<'getThread'>) {
    return this.presenter.threadPage(await this.rpc.call(chat.threads.get, { room, messageId, ...query }));
  }

  @Route(chatRoutes.markThreadRead)
  markRead(@Input() { params: { id: room, messageId }, body }: In<'markThreadRead'>) {
    return this.rpc.call(chat.threads.markRead, { room, messageId, ...body });
  }
}
