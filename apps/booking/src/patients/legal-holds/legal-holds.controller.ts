import { Controller } from '@nestjs/common';
import { type Caller, legalHolds, type RpcInput } from '@veza/contracts';
import { CurrentCaller, Input, Rpc } from '@veza/transport';
import { LegalHoldsService } from './legal-holds.service.js';

@Controller()
export class LegalHoldsController {
  constructor(private readonly service: LegalHoldsService) {}

  @Rpc(legalHolds.get)
  get(@CurrentCaller() caller: Caller, @Input() { id }: RpcInput<typeof legalHolds.get>) {
    return this.service.get(caller, id);
  }

  @Rpc(legalHolds.place)
  place(@CurrentCaller() caller: Caller, @Input() hold: RpcInput<typeof legalHolds.place>) {
    return this.service.place(caller, hold);
  }

  @Rpc(legalHolds.lift)
  lift(@CurrentCaller() caller: Caller, @Input() { id }: RpcInput<typeof legalHolds.lift>) {
    return this.service.lift(caller, id);
  }
}
