import { Controller } from '@nestjs/common';
import { type Caller, chat, type RpcInput } from '@veza/contracts';
import { CurrentCaller, Input, Rpc } from '@veza/transport';
import { PinsService } from './pins.service.js';

@Controller()
export class PinsController {
  constructor(private readonly service: PinsService) {}

  @Rpc(chat.pins.list)
  list(@CurrentCaller() caller: Caller, @Input() input: RpcInput<typeof chat.pins.list>) {
    return this.service.list(caller, input);
  }

  @Rpc(chat.pins.put)
  put(@CurrentCaller() caller: Caller, @Input() input: RpcInput<typeof chat.pins.put>) {
    return this.service.put(caller, input);
  }

  @Rpc(chat.pins.remove)
  remove(@CurrentCaller() caller: Caller, @Input() input: RpcInput<typeof chat.pins.remove>) {
    return this.service.remove(caller, input);
  }
}
