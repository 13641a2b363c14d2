import { Injectable } from '@nestjs/common';
import { DeclaredError, type PatientAppointment, type patientLinks, type Proposal, type RpcInput } from '@veza/contracts';
import { afterCommit } from '@veza/transport';
import type { Appointment } from '../../appointments/appointments/appointment.entity.js';
import { AppointmentsRepository } from '../../appointments/appointments/appointments.repository.js';
import { AppointmentsService } from '../../appointments/appointments/appointments.service.js';
import { holdsTime } from '../../appointments/appointments/transitions.js';
import { ReminderRefusalsRepository } from '../../patients/patient-mails/reminder-refusals.repository.js';
import { ProposalsService } from '../../appointments/proposals/proposals.service.js';
import { READER, visitorOf } from '../../practice/tenancy/access.js';
import { CabinetDatabase } from '../../practice/tenancy/cabinet-database.js';
import { type Link, LinkTokens } from './link-tokens.js';
import { PatientAppointmentsService } from './patient-appointments.service.js';

type In<Verb extends keyof typeof patientLinks> = RpcInput<(typeof patientLinks)[Verb]>;

/** Links in mails. The page of the cabinet may be closed: patients still move and cancel the appointments that they have. */
@Injectable()
export class PatientLinksService {
  constructor(
    private readonly database: CabinetDatabase,
    private readonly tokens: LinkTokens,
    private readonly repository: AppointmentsRepository,
    private readonly appointments: AppointmentsService,
    private readonly views: PatientAppointmentsService,
    private readonly proposals: ProposalsService,
    private readonly refusals: ReminderRefusalsRepository,
  ) {}

  show(token: string): Promise<PatientAppointment> {
    const link = this.linkOf(token);
    return this.database.asPlatform(link.cabinetId, async (tx, member) => {
      requireCurrent(link, await this.repository.find(tx, member, link.appointmentId));
      return this.views.view(tx, member, link.appointmentId);
    });
  }

  proposal(token: string): Promise<Proposal> {
    const link = this.linkOf(token);
    return this.database.asPlatform(link.cabinetId, async (tx, member) => {
      requireCurrent(link, await this.repository.find(tx, member, link.appointmentId));
      return this.proposals.proposal(tx, member, link.appointmentId);
    });
  }

  cancel({ token, reason }: In<'cancel'>): Promise<PatientAppointment> {
    return this.change(this.linkOf(token, 'cancel'), { status: 'cancelled', reason });
  }

  move({ token, ...time }: In<'move'>): Promise<PatientAppointment> {
    return this.change(this.linkOf(token, 'move'), time);
  }

  /** A mail may be forwarded, so the link changes nothing but reminders, and both ways. */
  remind({ token, wanted }: In<'remind'>): Promise<null> {
    const link = this.tokens.verifyReminders(token);
    if (!link) throw new DeclaredError('INVALID_TOKEN');
    return this.database.asPlatform(link.cabinetId, async (tx, member) => {
      await this.refusals.set(tx, member, Buffer.from(link.address, 'base64url'), !wanted);
      return null;
    });
  }

  /** The link is compared with the locked row, so of two uses at once one is INVALID_TOKEN. */
  private async change(link: Link, change: Parameters<AppointmentsService['changeAsPatient']>[2]): Promise<PatientAppointment> {
    const { cabinetId, appointmentId } = link;
    const before = await this.database.asPlatform(cabinetId, (tx, member) => this.repository.find(tx, member, appointmentId));
    const appointment = requireCurrent(link, before);
    await this.appointments.changeAsPatient(visitorOf(cabinetId, READER), appointment, change, async (tx, locked) => {
      requireCurrent(link, locked);
      await this.views.requireChangeable(tx, { cabinetId, userId: 0, role: 'patient' }, locked, change);
    });
    return afterCommit(() => this.views.get(cabinetId, appointmentId));
  }

  private linkOf(token: string, purpose?: Link['purpose']): Link {
    const link = this.tokens.verify(token);
    if (!link || (purpose !== undefined && link.purpose !== purpose)) throw new DeclaredError('INVALID_TOKEN');
    return link;
  }
}

/** INVALID_TOKEN once the appointment has another time, or none. */
function requireCurrent({ timeVersion }: Link, appointment: Appointment | null): Appointment {
  if (!appointment || appointment.timeVersion !== timeVersion || !holdsTime(appointment.status))
    throw new DeclaredError('INVALID_TOKEN');
  return appointment;
}
