import { Controller } from '@nestjs/common';
import { type Caller, type RpcInput, waitingList } from '@veza/contracts';
import { CurrentCaller, Input, Rpc } from '@veza/transport';
import { WaitingListService } from './waiting-list.service.js';
import { WaitingOffersService } from './waiting-offers.service.js';

type In<Verb extends keyof typeof waitingList> = RpcInput<(typeof waitingList)[Verb]>;

@Controller()
export class WaitingListController {
  constructor(
    private readonly service: WaitingListService,
    private readonly offers: WaitingOffersService,
  ) {}

  @Rpc(waitingList.add)
  add(@CurrentCaller() caller: Caller, @Input() entry: In<'add'>) {
    return this.service.add(caller, entry);
  }

  @Rpc(waitingList.list)
  list(@CurrentCaller() caller: Caller) {
    return this.service.list(caller);
  }

  @Rpc(waitingList.remove)
  remove(@CurrentCaller() caller: Caller, @Input() { id }: In<'remove'>) {
    return this.service.remove(caller, id);
  }

  @Rpc(waitingList.join)
  join(@Input() wish: In<'join'>) {
    return this.service.join(wish);
  }

  @Rpc(waitingList.show)
  show(@Input() link: In<'show'>) {
    return this.offers.show(link);
  }

  @Rpc(waitingList.accept)
  accept(@Input() link: In<'accept'>) {
    return this.offers.accept(link);
  }

  @Rpc(waitingList.decline)
  decline(@Input() link: In<'decline'>) {
    return this.offers.decline(link);
  }
}
