import { Controller } from '@nestjs/common';
import { type Caller, retention, type RpcInput } from '@veza/contracts';
import { CurrentCaller, Input, Rpc } from '@veza/transport';
import { RetentionService } from './retention.service.js';

@Controller()
export class RetentionController {
  constructor(private readonly service: RetentionService) {}

  @Rpc(retention.get)
  get(@CurrentCaller() caller: Caller, @Input() { cabinetId }: RpcInput<typeof retention.get>) {
    return this.service.get(caller, cabinetId);
  }

  @Rpc(retention.update)
  update(@CurrentCaller() caller: Caller, @Input() changes: RpcInput<typeof retention.update>) {
    return this.service.update(caller, changes);
  }

  @Rpc(retention.preview)
  preview(@CurrentCaller() caller: Caller, @Input() { cabinetId }: RpcInput<typeof retention.preview>) {
    return this.service.preview(caller, cabinetId);
  }
}
