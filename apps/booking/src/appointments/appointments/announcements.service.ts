import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type AppointmentChange, DeclaredError } from '@veza/contracts';
import type { Transaction } from '@veza/database';
import { In } from 'typeorm';
import { Cabinet } from '../../practice/cabinets/cabinet.entity.js';
import { DeliveryService } from '../../practice/notifications/delivery.service.js';
import { NotificationsService } from '../../practice/notifications/notifications.service.js';
import { PatientMailsService } from '../../patients/patient-mails/patient-mails.service.js';
import { Practitioner } from '../../practice/practitioners/practitioner.entity.js';
import { type Member, requireStaff } from '../../practice/tenancy/access.js';
import { offsetAt } from '../../practice/time/cabinet-time.js';
import { AppointmentReadsService } from './appointment-reads.service.js';
import type { Appointment } from './appointment.entity.js';

type Mailed = Pick<Appointment, 'id' | 'patientId' | 'version' | 'timeVersion'>;
type Announced = Mailed & Pick<Appointment, 'startTime' | 'urgency'>;

/** Changes of appointments for the people concerned: rows and an event in the transaction of the change. */
@Injectable()
export class AnnouncementsService implements OnModuleInit {
  constructor(
    private readonly notifications: NotificationsService,
    private readonly delivery: DeliveryService,
    private readonly reads: AppointmentReadsService,
    private readonly mails: PatientMailsService,
  ) {}

  onModuleInit(): void {
    this.delivery.readsAppointments(async (tx, member, id) => {
      requireStaff(member);
      return this.reads.view(tx, member, id).catch(ifFound);
    });
  }

  /** The mails and the notice of a change, before the appointment is written. `practitionerIds` are those before and after it. */
  async announce(
    tx: Transaction,
    member: Member,
    appointment: Announced,
    { change, practitionerIds }: { change: AppointmentChange; practitionerIds: readonly string[] },
  ): Promise<void> {
    await this.mail(tx, member, appointment, change);
    await this.notify(tx, member, appointment, { change, practitionerIds });
  }

  mail(tx: Transaction, member: Member, appointment: Mailed, change: AppointmentChange): Promise<void> {
    const kind = mailKind(change, appointment);
    return kind ? this.mails.about(tx, member, appointment, kind) : Promise.resolve();
  }

  async notify(
    tx: Transaction,
    member: Member,
    appointment: Announced,
    { change, practitionerIds }: { change: AppointmentChange; practitionerIds: readonly string[] },
  ): Promise<void> {
    await this.notifications.appointmentChanged(tx, member, {
      ...(await this.noticeOf(tx, member, appointment, practitionerIds)),
      ...(mailKind(change, appointment) && { patientId: appointment.patientId }),
      change,
    });
  }

  /** A reminder for the practitioner and the patient. */
  async remind(tx: Transaction, member: Member, appointment: Appointment): Promise<void> {
    const soon = await this.noticeOf(tx, member, appointment, [appointment.practitionerId]);
    await this.notifications.appointmentSoon(tx, member, { ...soon, patientId: appointment.patientId });
    await this.mails.about(tx, member, appointment, 'reminder');
    await this.mails.sms(tx, member, appointment);
  }

  private async noticeOf(
    tx: Transaction,
    { cabinetId }: Member,
    { id, startTime, urgency }: Announced,
    practitionerIds: readonly string[],
  ) {
    const where = { cabinetId, id: In([...practitionerIds]) };
    const practitioners = await tx.find(Practitioner, { select: { id: true, userId: true }, where });
    const { timezone } = await tx.findOneByOrFail(Cabinet, { id: cabinetId });
    const userIds = practitioners.map(({ userId }) => userId);
    return { id, start: shown(startTime.getTime(), timezone), urgency, userIds };
  }
}

/** Patients learn of what concerns their time; another practitioner or length is a move to them. */
function mailKind(change: AppointmentChange, { version, timeVersion }: Mailed) {
  if (change === 'updated') return version === timeVersion ? 'rescheduled' : undefined;
  return change === 'completed' || change === 'no_show' ? undefined : change;
}

function ifFound(error: unknown): undefined {
  if (error instanceof DeclaredError && error.code === 'NOT_FOUND') return undefined;
  throw error;
}

function shown(instant: number, timezone: string): string {
  const wall = new Date(instant + offsetAt(instant, timezone)).toISOString();
  return wall.slice(0, 16);
}
