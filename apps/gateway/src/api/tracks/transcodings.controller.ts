import { Controller } from '@nestjs/common';
import { media, type RouteInput, transcodingRoutes } from '@veza/contracts';
import { RpcClient } from '@veza/transport';
import { Input, Route } from '../../edge/index.js';
import { wireQueue, wireQueueChanges, wireTranscodings } from './transcodings.presenter.js';

type In<Verb extends keyof typeof transcodingRoutes> = RouteInput<(typeof transcodingRoutes)[Verb]>;

/** The queue of transcodings, for administrators. */
@Controller()
export class TranscodingsController {
  constructor(private readonly rpc: RpcClient) {}

  @Route(transcodingRoutes.list)
  async list(@Input() { query }: In<'list'>) {
    return wireTranscodings(await this.rpc.call(media.transcodings.list, query));
  }

  @Route(transcodingRoutes.retry)
  async retry(@Input() { params: { id: trackId } }: In<'retry'>) {
    await this.rpc.call(media.transcodings.retry, { trackId });
  }

  @Route(transcodingRoutes.cancel)
  cancel(@Input() { params: { id: trackId } }: In<'cancel'>) {
    return this.rpc.call(media.transcodings.cancel, { trackId });
  }

  @Route(transcodingRoutes.queue)
  async queue() {
    return wireQueue(await this.rpc.call(media.transcodings.queue, {}));
  }

  @Route(transcodingRoutes.pause)
  async pause(@Input() { body }: In<'pause'>) {
    return wireQueue(await this.rpc.call(media.transcodings.pause, body));
  }

  @Route(transcodingRoutes.retryFailed)
  retryFailed(@Input() { body }: In<'retryFailed'>) {
    return this.rpc.call(media.transcodings.retryFailed, body);
  }

  @Route(transcodingRoutes.changes)
  async changes(@Input() { query }: In<'changes'>) {
    return wireQueueChanges(await this.rpc.call(media.transcodings.changes, query));
  }
}
