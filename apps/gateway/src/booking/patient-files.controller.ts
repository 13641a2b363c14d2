import { Controller } from '@nestjs/common';
import { patientFileRoutes, patientFiles, type RouteInput } from '@veza/contracts';
import { RpcClient } from '@veza/transport';
import { Input, Route, RouteResponse } from '../edge/index.js';
import { patientArchive } from './patient-archive.js';

type In<Name extends keyof typeof patientFileRoutes> = RouteInput<(typeof patientFileRoutes)[Name]>;

const MOST_APPOINTMENTS = 10_000;

@Controller()
export class PatientFilesController {
  constructor(private readonly rpc: RpcClient) {}

  @Route(patientFileRoutes.export)
  async export(@Input() { params: { id } }: In<'export'>) {
    const { next: second, ...file } = await this.rpc.call(patientFiles.export, { id });
    const appointments = [...file.appointments];
    for (let after = second; after !== null && appointments.length < MOST_APPOINTMENTS;) {
      const page = await this.rpc.call(patientFiles.export, { id, after });
      appointments.push(...page.appointments);
      after = page.next;
    }
    const headers = { 'cache-control': 'no-store', 'content-disposition': `attachment; filename="patient-${id}.zip"` };
    return new RouteResponse(await patientArchive({ ...file, appointments }), { contentType: 'application/zip', headers });
  }

  @Route(patientFileRoutes.erase)
  async erase(@Input() { params }: In<'erase'>) {
    await this.rpc.call(patientFiles.erase, params);
  }
}
