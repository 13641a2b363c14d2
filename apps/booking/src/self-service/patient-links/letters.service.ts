import { Injectable } from '@nestjs/common';
import type { PatientMail, PatientSms } from '@veza/contracts';
import type { Transaction } from '@veza/database';
import { calendarOf } from '../../appointments/appointments/appointment-calendar.js';
import { AppointmentReadsService } from '../../appointments/appointments/appointment-reads.service.js';
import type { Appointment } from '../../appointments/appointments/appointment.entity.js';
import { AppointmentsRepository } from '../../appointments/appointments/appointments.repository.js';
import { holdsTime } from '../../appointments/appointments/transitions.js';
import { Cabinet } from '../../practice/cabinets/cabinet.entity.js';
import { PatientMailRequest } from '../../patients/patient-mails/patient-mail.entity.js';
import { PatientMailsRepository } from '../../patients/patient-mails/patient-mails.repository.js';
import { addressHash } from '../../patients/patient-mails/reminder-refusals.repository.js';
import { OffersService } from '../../appointments/proposals/offers.service.js';
import { PublicPagesService } from '../../calendar/public-pages/public-pages.service.js';
import { ProposalsService } from '../../appointments/proposals/proposals.service.js';
import type { Member } from '../../practice/tenancy/access.js';
import { CabinetDatabase } from '../../practice/tenancy/cabinet-database.js';
import { offsetAt } from '../../practice/time/cabinet-time.js';
import { LinkTokens } from './link-tokens.js';

// Wall clock: whether an appointment is over, as the rule of time reads it.

type OfferLetter = Omit<Extract<PatientMail, { kind: 'offer' }>, 'kind' | 'to' | 'language' | 'cabinet' | 'subject'> & {
  patientId: string;
};
export type OfferWriter = (tx: Transaction, member: Member, offerId: string) => Promise<OfferLetter | null>;

/** The texts of mails, read when the gateway writes them. */
@Injectable()
export class LettersService {
  private offer: OfferWriter = () => Promise.resolve(null);

  constructor(
    private readonly database: CabinetDatabase,
    private readonly mails: PatientMailsRepository,
    private readonly appointments: AppointmentsRepository,
    private readonly reads: AppointmentReadsService,
    private readonly tokens: LinkTokens,
    private readonly proposals: ProposalsService,
    private readonly offers: OffersService,
    private readonly pages: PublicPagesService,
  ) {}

  /** Sets the writer of offers, which stand above this feature. */
  writesOffers(writer: OfferWriter): void {
    this.offer = writer;
  }

  async read(id: string): Promise<{ mail: PatientMail | null }> {
    const cabinetId = await this.mails.cabinetOf(id);
    if (cabinetId === null) return { mail: null };
    return this.database.asPlatform(cabinetId, async (tx, member) => {
      const request = await tx.findOneBy(PatientMailRequest, { id, cabinetId: member.cabinetId, channel: 'mail' });
      return { mail: request && (await this.letter(tx, member, request)) };
    });
  }

  async readSms(id: string): Promise<{ sms: PatientSms | null }> {
    const cabinetId = await this.mails.cabinetOf(id);
    if (cabinetId === null) return { sms: null };
    return this.database.asPlatform(cabinetId, async (tx, member) => {
      const request = await tx.findOneBy(PatientMailRequest, { id, cabinetId, channel: 'sms' });
      return { sms: request && (await this.text(tx, member, request)) };
    });
  }

  private async text(tx: Transaction, member: Member, request: PatientMailRequest): Promise<PatientSms | null> {
    const { recipient: to, language, appointmentId, timeVersion } = request;
    const appointment = appointmentId === null ? null : await this.appointments.find(tx, member, appointmentId);
    if (!appointment || appointment.timeVersion !== timeVersion || !isDue('reminder', appointment)) return null;
    const { cabinetId } = member;
    const { name: cabinet, timezone } = await tx.findOneByOrFail(Cabinet, { id: cabinetId });
    const { startTime, patientId } = appointment;
    const remindToken = this.tokens.signReminders({ cabinetId, address: addressHash(to).toString('base64url') });
    const start = localTime(startTime.getTime(), timezone);
    return {
      to,
      language,
      cabinet,
      start,
      timezone,
      until: startTime.toISOString(),
      remindToken,
      subject: { cabinetId, patientId },
    };
  }

  private async letter(tx: Transaction, member: Member, request: PatientMailRequest): Promise<PatientMail | null> {
    const { kind, recipient: to, language, secret, appointmentId, timeVersion } = request;
    const { name: cabinet, timezone } = await tx.findOneByOrFail(Cabinet, { id: member.cabinetId });
    const subject = (patientId: string | null) => ({ subject: { cabinetId: member.cabinetId, patientId } });
    if (kind === 'code') return secret === null ? null : { kind, to, language, cabinet, ...subject(null), code: secret };
    if (kind === 'offer') {
      const offer = request.offerId === null ? null : await this.offer(tx, member, request.offerId);
      if (!offer) return null;
      const { patientId, ...letter } = offer;
      return { kind, to, language, cabinet, ...subject(patientId), ...letter };
    }
    const appointment = appointmentId === null ? null : await this.appointments.find(tx, member, appointmentId);
    if (!appointment || appointment.timeVersion !== timeVersion || !isDue(kind, appointment)) return null;
    if (kind === 'displaced' && !(await this.proposals.isNeeded(tx, member, appointment.id))) return null;
    const view = await this.reads.view(tx, member, appointment.id);
    const practitioner = `${view.practitioner?.firstName ?? ''} ${view.practitioner?.lastName ?? ''}`.trim();
    const start = localTime(appointment.startTime.getTime(), timezone);
    const page = await this.pages.find(tx, member.cabinetId);
    const [address, phone] = [page?.address ?? null, page?.phone ?? null];
    const calendar =
      kind === 'reminder' || kind === 'displaced'
        ? {}
        : { calendar: { method: methodOf(kind), content: calendarOf(view, { invited: to, practitioner, address }) } };
    const links = kind === 'cancelled' ? {} : this.links(member, appointment, to);
    const proposed = kind === 'displaced' ? { proposed: await this.proposed(tx, member, appointment) } : {};
    const place = { ...(address !== null && { address }), ...(phone !== null && { phone }) };
    const about = { cabinet, ...subject(appointment.patientId), practitioner, start, timezone };
    return { kind, to, language, ...about, ...place, ...links, ...calendar, ...proposed };
  }

  /** The times of the moment at which the mail is written. */
  private async proposed(tx: Transaction, member: Member, appointment: Appointment) {
    const times = await this.offers.timesFor(tx, member, appointment);
    return times.map(({ startTime, practitioner }) => ({ start: startTime.slice(0, 16), practitioner }));
  }

  private links({ cabinetId }: Member, { id: appointmentId, timeVersion, startTime }: Appointment, to: string) {
    const link = { cabinetId, appointmentId, timeVersion };
    return {
      moveToken: this.tokens.sign({ ...link, purpose: 'move' }, startTime),
      cancelToken: this.tokens.sign({ ...link, purpose: 'cancel' }, startTime),
      remindToken: this.tokens.signReminders({ cabinetId, address: addressHash(to).toString('base64url') }),
    };
  }
}

const methodOf = (kind: PatientMailRequest['kind']) => (kind === 'cancelled' ? ('CANCEL' as const) : ('REQUEST' as const));

/** A mail about what is over, or has been cancelled since, is left out. */
const isDue = (kind: PatientMailRequest['kind'], { status, startTime }: Appointment) =>
  startTime.getTime() > Date.now() && (kind === 'cancelled' ? status === 'cancelled' : holdsTime(status));

export const localTime = (instant: number, timezone: string) =>
  new Date(instant + offsetAt(instant, timezone)).toISOString().slice(0, 16);
