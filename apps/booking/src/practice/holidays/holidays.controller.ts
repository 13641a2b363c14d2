import { Controller } from '@nestjs/common';
import { type Caller, holidays, type RpcInput } from '@veza/contracts';
import { CurrentCaller, Input, Rpc } from '@veza/transport';
import { HolidaysService } from './holidays.service.js';

@Controller()
export class HolidaysController {
  constructor(private readonly service: HolidaysService) {}

  @Rpc(holidays.list)
  list(@CurrentCaller() caller: Caller, @Input() wanted: RpcInput<typeof holidays.list>) {
    return this.service.list(caller, wanted);
  }

  @Rpc(holidays.update)
  update(@CurrentCaller() caller: Caller, @Input() change: RpcInput<typeof holidays.update>) {
    return this.service.update(caller, change);
  }
}
