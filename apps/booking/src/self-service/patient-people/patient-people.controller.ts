import { Controller } from '@nestjs/common';
import { type Caller, ownAppointments, patientContacts, type RpcInput } from '@veza/contracts';
import { CurrentCaller, Input, Rpc } from '@veza/transport';
import { OwnAppointmentsService } from './own-appointments.service.js';
import { PatientContactsService } from './patient-contacts.service.js';

type Contact<Verb extends keyof typeof patientContacts> = RpcInput<(typeof patientContacts)[Verb]>;
type Own<Verb extends keyof typeof ownAppointments> = RpcInput<(typeof ownAppointments)[Verb]>;

@Controller()
export class PatientPeopleController {
  constructor(
    private readonly contacts: PatientContactsService,
    private readonly own: OwnAppointmentsService,
  ) {}

  @Rpc(patientContacts.list)
  contactsOf(@CurrentCaller() caller: Caller, @Input() patient: Contact<'list'>) {
    return this.contacts.list(caller, patient);
  }

  @Rpc(patientContacts.add)
  addContact(@CurrentCaller() caller: Caller, @Input() contact: Contact<'add'>) {
    return this.contacts.add(caller, contact);
  }

  @Rpc(patientContacts.remove)
  removeContact(@CurrentCaller() caller: Caller, @Input() contact: Contact<'remove'>) {
    return this.contacts.remove(caller, contact);
  }

  @Rpc(ownAppointments.patients)
  patients(@CurrentCaller() caller: Caller, @Input() account: Own<'patients'>) {
    return this.own.patients(caller, account);
  }

  @Rpc(ownAppointments.list)
  list(@CurrentCaller() caller: Caller, @Input() query: Own<'list'>) {
    return this.own.list(caller, query);
  }

  @Rpc(ownAppointments.cancel)
  cancel(@CurrentCaller() caller: Caller, @Input() cancellation: Own<'cancel'>) {
    return this.own.cancel(caller, cancellation);
  }

  @Rpc(ownAppointments.proposal)
  proposal(@CurrentCaller() caller: Caller, @Input() appointment: Own<'proposal'>) {
    return this.own.proposal(caller, appointment);
  }

  @Rpc(ownAppointments.move)
  move(@CurrentCaller() caller: Caller, @Input() move: Own<'move'>) {
    return this.own.move(caller, move);
  }
}
