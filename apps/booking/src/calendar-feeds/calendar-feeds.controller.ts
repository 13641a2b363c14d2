import { Controller } from '@nestjs/common';
import { calendarFeeds, type Caller, type RpcInput } from '@veza/contracts';
import { CurrentCaller, Input, Rpc } from '@veza/transport';
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
}
