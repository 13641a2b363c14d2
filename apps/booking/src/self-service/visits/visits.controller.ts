import { Controller } from '@nestjs/common';
import { type Caller, type RpcInput, visits } from '@veza/contracts';
import { CurrentCaller, Input, Rpc } from '@veza/transport';
import { VisitBookingsService } from './visit-bookings.service.js';
import { VisitsService } from './visits.service.js';

type In<Verb extends keyof typeof visits> = RpcInput<(typeof visits)[Verb]>;

@Controller()
export class VisitsController {
  constructor(
    private readonly service: VisitsService,
    private readonly bookings: VisitBookingsService,
  ) {}

  @Rpc(visits.requestCode)
  requestCode(@Input() request: In<'requestCode'>) {
    return this.service.requestCode(request);
  }

  @Rpc(visits.open)
  open(@Input() given: In<'open'>) {
    return this.service.open(given);
  }

  @Rpc(visits.openOwn)
  openOwn(@CurrentCaller() caller: Caller, @Input() given: In<'openOwn'>) {
    return this.service.openOwn(caller, given);
  }

  @Rpc(visits.hold)
  hold(@Input() wanted: In<'hold'>) {
    return this.bookings.hold(wanted);
  }

  @Rpc(visits.book)
  book(@Input() wanted: In<'book'>) {
    return this.bookings.book(wanted);
  }
}
