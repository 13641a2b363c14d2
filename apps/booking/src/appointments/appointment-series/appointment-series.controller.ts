import { Controller } from '@nestjs/common';
import { appointmentSeries, type Caller, type RpcInput } from '@veza/contracts';
import { CurrentCaller, Input, Rpc } from '@veza/transport';
import { AppointmentSeriesService } from './appointment-series.service.js';

type In<Verb extends keyof typeof appointmentSeries> = RpcInput<(typeof appointmentSeries)[Verb]>;

@Controller()
export class AppointmentSeriesController {
  constructor(private readonly service: AppointmentSeriesService) {}

  @Rpc(appointmentSeries.create)
  create(@CurrentCaller() caller: Caller, @Input() wanted: In<'create'>) {
    return this.service.create(caller, wanted);
  }

  @Rpc(appointmentSeries.cancelFollowing)
  cancelFollowing(@CurrentCaller() caller: Caller, @Input() target: In<'cancelFollowing'>) {
    return this.service.cancelFollowing(caller, target);
  }
}
