import { Controller } from '@nestjs/common';
import { appointments, type Caller, type RpcInput } from '@veza/contracts';
import { CurrentCaller, Input, Rpc } from '@veza/transport';
import { AppointmentReadsService } from './appointment-reads.service.js';
import { AppointmentsService } from './appointments.service.js';

type In<Verb extends keyof typeof appointments> = RpcInput<(typeof appointments)[Verb]>;

@Controller()
export class AppointmentsController {
  constructor(
    private readonly service: AppointmentsService,
    private readonly reads: AppointmentReadsService,
  ) {}

  @Rpc(appointments.create)
  create(@CurrentCaller() caller: Caller, @Input() wanted: In<'create'>) {
    return this.service.create(caller, wanted);
  }

  @Rpc(appointments.get)
  get(@CurrentCaller() caller: Caller, @Input() { id }: In<'get'>) {
    return this.reads.get(caller, id);
  }

  @Rpc(appointments.list)
  list(@CurrentCaller() caller: Caller, @Input() query: In<'list'>) {
    return this.reads.list(caller, query);
  }

  @Rpc(appointments.listOfPatient)
  listOfPatient(@CurrentCaller() caller: Caller, @Input() query: In<'listOfPatient'>) {
    return this.reads.listOfPatient(caller, query);
  }

  @Rpc(appointments.history)
  history(@CurrentCaller() caller: Caller, @Input() { id }: In<'history'>) {
    return this.reads.history(caller, id);
  }

  @Rpc(appointments.ics)
  ics(@CurrentCaller() caller: Caller, @Input() { id }: In<'ics'>) {
    return this.reads.ics(caller, id);
  }

  @Rpc(appointments.update)
  update(@CurrentCaller() caller: Caller, @Input() change: In<'update'>) {
    return this.service.update(caller, change);
  }

  @Rpc(appointments.confirm)
  confirm(@CurrentCaller() caller: Caller, @Input() target: In<'confirm'>) {
    return this.service.setStatus(caller, 'confirmed', target);
  }

  @Rpc(appointments.cancel)
  cancel(@CurrentCaller() caller: Caller, @Input() target: In<'cancel'>) {
    return this.service.setStatus(caller, 'cancelled', target);
  }

  @Rpc(appointments.reschedule)
  reschedule(@CurrentCaller() caller: Caller, @Input() target: In<'reschedule'>) {
    return this.service.update(caller, target);
  }
}
