import { Controller } from '@nestjs/common';
import { calendarImportRoutes, calendarImports, type RouteInput } from '@veza/contracts';
import { RpcClient } from '@veza/transport';
import { Input, Route } from '../../edge/index.js';

type In<Name extends keyof typeof calendarImportRoutes> = RouteInput<(typeof calendarImportRoutes)[Name]>;

@Controller()
export class CalendarImportsController {
  constructor(private readonly rpc: RpcClient) {}

  @Route(calendarImportRoutes.add)
  add(@Input() { params, body }: In<'add'>) {
    return this.rpc.call(calendarImports.add, { ...body, practitionerId: params.id });
  }

  @Route(calendarImportRoutes.list)
  list(@Input() { params }: In<'list'>) {
    return this.rpc.call(calendarImports.list, { practitionerId: params.id });
  }

  @Route(calendarImportRoutes.refresh)
  refresh(@Input() { params }: In<'refresh'>) {
    return this.rpc.call(calendarImports.refresh, { practitionerId: params.id, id: params.importId });
  }

  @Route(calendarImportRoutes.remove)
  async remove(@Input() { params }: In<'remove'>) {
    await this.rpc.call(calendarImports.remove, { practitionerId: params.id, id: params.importId });
  }
}
