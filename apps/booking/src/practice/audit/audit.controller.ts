import { Controller } from '@nestjs/common';
import { type Caller, patientAudit, type RpcInput } from '@veza/contracts';
import { CurrentCaller, Input, Rpc } from '@veza/transport';
import { AuditService } from './audit.service.js';

@Controller()
export class AuditController {
  constructor(private readonly service: AuditService) {}

  @Rpc(patientAudit.list)
  list(@CurrentCaller() caller: Caller, @Input() query: RpcInput<typeof patientAudit.list>) {
    return this.service.list(caller, query);
  }
}
