import { Controller } from '@nestjs/common';
import { type Caller, patientMerges, type RpcInput } from '@veza/contracts';
import { CurrentCaller, Input, Rpc } from '@veza/transport';
import { PatientMergesService } from './patient-merges.service.js';

@Controller()
export class PatientMergesController {
  constructor(private readonly service: PatientMergesService) {}

  @Rpc(patientMerges.merge)
  merge(@CurrentCaller() caller: Caller, @Input() input: RpcInput<typeof patientMerges.merge>) {
    return this.service.merge(caller, input);
  }
}
