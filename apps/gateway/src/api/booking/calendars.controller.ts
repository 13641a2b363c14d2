import { Controller } from '@nestjs/common';
import { appointmentTypes, calendarRoutes, holidays, type RouteInput, treatments } from '@veza/contracts';
import { RpcClient } from '@veza/transport';
import { Input, Route } from '../../edge/index.js';

type In<Name extends keyof typeof calendarRoutes> = RouteInput<(typeof calendarRoutes)[Name]>;

@Controller()
export class CalendarsController {
  constructor(private readonly rpc: RpcClient) {}

  @Route(calendarRoutes.types)
  types(@Input() { params }: In<'types'>) {
    return this.rpc.call(appointmentTypes.list, { cabinetId: params.id });
  }

  @Route(calendarRoutes.updateType)
  updateType(@Input() { params, body }: In<'updateType'>) {
    return this.rpc.call(appointmentTypes.update, { ...body, cabinetId: params.id, type: params.type });
  }

  @Route(calendarRoutes.treatments)
  treatments(@Input() { params }: In<'treatments'>) {
    return this.rpc.call(treatments.list, { cabinetId: params.id });
  }

  @Route(calendarRoutes.createTreatment)
  createTreatment(@Input() { params, body }: In<'createTreatment'>) {
    return this.rpc.call(treatments.create, { ...body, cabinetId: params.id });
  }

  @Route(calendarRoutes.updateTreatment)
  updateTreatment(@Input() { params, body }: In<'updateTreatment'>) {
    return this.rpc.call(treatments.update, { ...body, cabinetId: params.id, id: params.treatmentId });
  }

  @Route(calendarRoutes.holidays)
  holidays(@Input() { params, query }: In<'holidays'>) {
    return this.rpc.call(holidays.list, { ...query, cabinetId: params.id });
  }

  @Route(calendarRoutes.updateHolidays)
  updateHolidays(@Input() { params, body }: In<'updateHolidays'>) {
    return this.rpc.call(holidays.update, { ...body, cabinetId: params.id });
  }
}
