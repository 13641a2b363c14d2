import { Controller } from '@nestjs/common';
import { appointmentTypes, type Caller, type RpcInput } from '@veza/contracts';
import { CurrentCaller, Input, Rpc } from '@veza/transport';
import { AppointmentTypesService } from './appointment-types.service.js';

type In<Verb extends keyof typeof appointmentTypes> = RpcInput<(typeof appointmentTypes)[Verb]>;

@Controller()
export class AppointmentTypesController {
  constructor(private readonly service: AppointmentTypesService) {}

  @Rpc(appointmentTypes.list)
  list(@CurrentCaller() caller: Caller, @Input() { cabinetId }: In<'list'>) {
    return this.service.list(caller, cabinetId);
  }

  @Rpc(appointmentTypes.update)
  update(@CurrentCaller() caller: Caller, @Input() change: In<'update'>) {
    return this.service.update(caller, change);
  }
}
