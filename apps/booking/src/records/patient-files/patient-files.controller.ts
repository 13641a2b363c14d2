import { Controller } from '@nestjs/common';
import { type Caller, patientFiles, type RpcInput } from '@veza/contracts';
import { CurrentCaller, Input, Rpc } from '@veza/transport';
import { PatientFilesService } from './patient-files.service.js';

@Controller()
export class PatientFilesController {
  constructor(private readonly service: PatientFilesService) {}

  @Rpc(patientFiles.export)
  export(@CurrentCaller() caller: Caller, @Input() { id, at }: RpcInput<typeof patientFiles.export>) {
    return this.service.export(caller, id, at);
  }

  @Rpc(patientFiles.erase)
  erase(@CurrentCaller() caller: Caller, @Input() { id }: RpcInput<typeof patientFiles.erase>) {
    return this.service.erase(caller, id);
  }
}
