import { Controller } from '@nestjs/common';
import { chat, chatRoutes, type RouteInput } from '@veza/contracts';
import { RpcClient } from '@veza/transport';
import { Input, Route } from '../../edge/index.js';
import { ChatPresenter } from './chat.presenter.js';

type In<Name extends keyof typeof chatRoutes> = RouteInput<(typeof chatRoutes)[Name]>;

@Controller()
export class PinsController {
  constructor(
    private readonly rpc: RpcClient,
    private readonly presenter: ChatPresenter,
  ) {}

  @Route(chatRoutes.listPins)
  async list(@Input() { params }: In<'listPins'>) {
    return this.presenter.pins(await this.rpc.call(chat.pins.list, { room: params.id }));
  }

  @Route(chatRoutes.pinMessage)
  put(@Input() { params: { id: room, messageId } }: In<'pinMessage'>) {
    return this.rpc.call(chat.pins.put, { room, messageId });
  }

  @Route(chatRoutes.unpinMessage)
  remove(@Input() { params: { id: room, messageId } }: In<'unpinMessage'>) {
    return this.rpc.call(chat.pins.remove, { room, messageId });
  }
}
