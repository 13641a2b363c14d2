import { Injectable, type OnModuleInit } from '@nestjs/common';
import {
  type Caller,
  DeclaredError,
  type OwnPatient,
  type ownAppointments,
  type PatientAppointment,
  type Proposal,
  type RpcInput,
  type RpcReply,
} from '@veza/contracts';
import { afterCommit } from '@veza/transport';
import { requireUser } from '@veza/platform';
import { AppointmentsService } from '../../appointments/appointments/appointments.service.js';
import { DeliveryService } from '../../practice/notifications/delivery.service.js';
import { PatientAppointmentsService } from '../patient-links/patient-appointments.service.js';
import { ProposalsService } from '../../appointments/proposals/proposals.service.js';
import { READER, visitorOf } from '../../practice/tenancy/access.js';
import { CabinetDatabase } from '../../practice/tenancy/cabinet-database.js';
import { OwnAppointmentsRepository } from './own-appointments.repository.js';

// Wall clock: the start of a list.

type In<Verb extends keyof typeof ownAppointments> = RpcInput<(typeof ownAppointments)[Verb]>;

const PAGE = 50;

/** The appointments of an account and its children. */
@Injectable()
export class OwnAppointmentsService implements OnModuleInit {
  constructor(
    private readonly database: CabinetDatabase,
    private readonly own: OwnAppointmentsRepository,
    private readonly appointments: AppointmentsService,
    private readonly views: PatientAppointmentsService,
    private readonly proposals: ProposalsService,
    private readonly delivery: DeliveryService,
  ) {}

  onModuleInit(): void {
    this.delivery.readsOwnAppointments((tx, _, id) => this.own.read(tx, id));
  }

  async patients(caller: Caller, { email }: In<'patients'>): Promise<{ items: OwnPatient[] }> {
    return { items: await this.own.patients(requireUser(caller), email) };
  }

  async list(caller: Caller, { email, from }: In<'list'>): Promise<RpcReply<typeof ownAppointments.list>> {
    const since = from === undefined ? new Date() : new Date(from);
    const found = await this.own.list(requireUser(caller), email, since, PAGE + 1);
    return { items: found.slice(0, PAGE), next: found[PAGE]?.startTime ?? null };
  }

  cancel(caller: Caller, { id, reason }: In<'cancel'>): Promise<PatientAppointment> {
    return this.change(caller, id, { status: 'cancelled', reason });
  }

  move(caller: Caller, { id, ...time }: In<'move'>): Promise<PatientAppointment> {
    return this.change(caller, id, time);
  }

  async proposal(caller: Caller, { id }: In<'proposal'>): Promise<Proposal> {
    const { cabinet } = await this.requireOwn(caller, id);
    return this.database.asPlatform(cabinet.id, (tx, member) => this.proposals.proposal(tx, member, id));
  }

  private async change(
    caller: Caller,
    id: string,
    change: Parameters<AppointmentsService['changeAsPatient']>[2],
  ): Promise<PatientAppointment> {
    const { cabinet } = await this.requireOwn(caller, id);
    const { userId: account } = requireUser(caller);
    const { practitionerId, duration } = await this.views.get(cabinet.id, id);
    await this.appointments.changeAsPatient(
      { ...visitorOf(cabinet.id, READER), account },
      { id, practitionerId, duration },
      change,
      (tx, locked) => this.views.requireChangeable(tx, { cabinetId: cabinet.id, userId: 0, role: 'patient' }, locked, change),
    );
    return afterCommit(() => this.views.get(cabinet.id, id));
  }

  /** NOT_FOUND for the appointment of a patient for whom the caller does not stand. */
  private async requireOwn(caller: Caller, id: string): Promise<PatientAppointment> {
    const found = await this.own.find(requireUser(caller), id);
    if (!found) throw new DeclaredError('NOT_FOUND');
    return found;
  }
}
