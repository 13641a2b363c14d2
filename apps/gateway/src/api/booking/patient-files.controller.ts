import { Controller } from '@nestjs/common';
import { patientFileRoutes, patientFiles, patientMerges, type RouteInput, type UserCaller } from '@veza/contracts';
import { RpcClient } from '@veza/transport';
import { CurrentCaller, Input, Raw, type RawExchange, Route } from '../../edge/index.js';
import { PatientExportsService } from './patient-exports.service.js';

type In<Name extends keyof typeof patientFileRoutes> = RouteInput<(typeof patientFileRoutes)[Name]>;

@Controller()
export class PatientFilesController {
  constructor(
    private readonly rpc: RpcClient,
    private readonly exports: PatientExportsService,
  ) {}

  @Route(patientFileRoutes.export)
  export(@CurrentCaller() caller: UserCaller, @Input() { params: { id } }: In<'export'>, @Raw() { reply }: RawExchange) {
    return this.exports.send(caller, id, reply);
  }

  @Route(patientFileRoutes.merge)
  merge(@Input() { params, body }: In<'merge'>) {
    return this.rpc.call(patientMerges.merge, { ...body, ...params });
  }

  @Route(patientFileRoutes.erase)
  async erase(@Input() { params }: In<'erase'>) {
    await this.rpc.call(patientFiles.erase, params);
  }
}
