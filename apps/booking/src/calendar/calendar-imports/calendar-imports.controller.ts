import { Controller } from '@nestjs/common';
import { calendarImports, type Caller, type RpcInput } from '@veza/contracts';
import { CurrentCaller, Input, Rpc } from '@veza/transport';
import { CalendarImportsService } from './calendar-imports.service.js';

type In<Verb extends keyof typeof calendarImports> = RpcInput<(typeof calendarImports)[Verb]>;

@Controller()
export class CalendarImportsController {
  constructor(private readonly service: CalendarImportsService) {}

  @Rpc(calendarImports.add)
  add(@CurrentCaller() caller: Caller, @Input() calendar: In<'add'>) {
    return this.service.add(caller, calendar);
  }

  @Rpc(calendarImports.list)
  list(@CurrentCaller() caller: Caller, @Input() { practitionerId }: In<'list'>) {
    return this.service.list(caller, practitionerId);
  }

  @Rpc(calendarImports.refresh)
  refresh(@CurrentCaller() caller: Caller, @Input() one: In<'refresh'>) {
    return this.service.refresh(caller, one);
  }

  @Rpc(calendarImports.remove)
  remove(@CurrentCaller() caller: Caller, @Input() one: In<'remove'>) {
    return this.service.remove(caller, one);
  }
}
