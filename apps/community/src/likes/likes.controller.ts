import { Controller } from '@nestjs/common';
import { type Caller, community, type RpcInput } from '@veza/contracts';
import { CurrentCaller, Input, Rpc } from '@veza/transport';
import { LikesService } from './likes.service.js';

const { likes } = community;

@Controller()
export class LikesController {
  constructor(private readonly service: LikesService) {}

  @Rpc(likes.put)
  like(@CurrentCaller() caller: Caller, @Input() { trackId }: RpcInput<typeof likes.put>) {
    return this.service.like(caller, trackId);
  }

  @Rpc(likes.remove)
  unlike(@CurrentCaller() caller: Caller, @Input() { trackId }: RpcInput<typeof likes.remove>) {
    return this.service.unlike(caller, trackId);
  }

  @Rpc(likes.get)
  get(@CurrentCaller() caller: Caller, @Input() { trackId }: RpcInput<typeof likes.get>) {
    return this.service.get(caller, trackId);
  }

  @Rpc(likes.list)
  list(@CurrentCaller() caller: Caller, @Input() query: RpcInput<typeof likes.list>) {
    return this.service.list(caller, query);
  }
}
