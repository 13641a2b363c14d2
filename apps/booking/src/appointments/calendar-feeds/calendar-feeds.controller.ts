import { Controller } from '@nestjs/common';
import { calendarFeeds, type Caller, type EventPayload, type RpcInput, userEvents } from '@veza/contracts';
import { CurrentCaller, type EventDelivery, Input, OnEvent, Rpc } from '@veza/transport';
import { CalendarFeedsService } from './calendar-feeds.service.js';

type In<Verb extends keyof typeof calendarFeeds> = RpcInput<(typeof calendarFeeds)[Verb]>;

@Controller()
export class CalendarFeedsController {
  constructor(private readonly service: CalendarFeedsService) {}

  @Rpc(calendarFeeds.renew)
  renew(@CurrentCaller() caller: Caller, @Input() of: In<'renew'>) {
    return this.service.renew(caller, of);
  }

  @Rpc(calendarFeeds.revoke)
  revoke(@CurrentCaller() caller: Caller, @Input() of: In<'revoke'>) {
    return this.service.revoke(caller, of);
  }

  @Rpc(calendarFeeds.read)
  read(@Input() { token }: In<'read'>) {
    return this.service.read(token);
  }

  @OnEvent(userEvents.cleared)
  cleared({ id }: EventPayload<typeof userEvents.cleared>, { tx }: EventDelivery) {
    return this.service.forget(tx, id);
  }
}
