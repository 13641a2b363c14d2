import { Controller } from '@nestjs/common';
import { blockEvents, type Caller, community, type EventPayload, type RpcInput } from '@veza/contracts';
import { CurrentCaller, type EventDelivery, Input, OnEvent, Rpc } from '@veza/transport';
import { FollowsService } from './follows.service.js';

const { people, followers, following, follows } = community;

@Controller()
export class FollowsController {
  constructor(private readonly service: FollowsService) {}

  @Rpc(people.get)
  get(@CurrentCaller() caller: Caller, @Input() { personId }: RpcInput<typeof people.get>) {
    return this.service.get(caller, personId);
  }

  @Rpc(followers.list)
  followers(@CurrentCaller() caller: Caller, @Input() query: RpcInput<typeof followers.list>) {
    return this.service.list(caller, 'followers', query);
  }

  @Rpc(following.list)
  following(@CurrentCaller() caller: Caller, @Input() query: RpcInput<typeof following.list>) {
    return this.service.list(caller, 'following', query);
  }

  @Rpc(follows.put)
  follow(@CurrentCaller() caller: Caller, @Input() { personId }: RpcInput<typeof follows.put>) {
    return this.service.follow(caller, personId);
  }

  @Rpc(follows.remove)
  unfollow(@CurrentCaller() caller: Caller, @Input() { personId }: RpcInput<typeof follows.remove>) {
    return this.service.unfollow(caller, personId);
  }

  @OnEvent(blockEvents.added)
  blocked(block: EventPayload<typeof blockEvents.added>, { tx }: EventDelivery) {
    return this.service.blocked(tx, block);
  }

  @OnEvent(blockEvents.removed)
  unblocked(block: EventPayload<typeof blockEvents.removed>, { tx }: EventDelivery) {
    return this.service.unblocked(tx, block);
  }
}
