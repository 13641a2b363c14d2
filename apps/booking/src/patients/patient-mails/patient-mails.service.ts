import { Injectable } from '@nestjs/common';
import { type MailLanguage, patientMailEvents, type PatientMailKind, patientSmsEvents } from '@veza/contracts';
import { insertReturning, type Transaction } from '@veza/database';
import { Outbox } from '@veza/transport';
import type { Member } from '../../practice/tenancy/access.js';
import { mobileNumber } from './mobile-number.js';
import { PatientContactsRepository } from './patient-contacts.repository.js';
import { PatientMailRequest } from './patient-mail.entity.js';
import { ReminderRefusalsRepository } from './reminder-refusals.repository.js';

interface About {
  id: string;
  patientId: string;
  timeVersion: number;
}

type NewMail = Pick<PatientMailRequest, 'kind' | 'recipient' | 'language'> & Partial<PatientMailRequest>;

/** Requests mails to patients, in the transaction of their cause. The gateway writes each of them once. */
@Injectable()
export class PatientMailsService {
  constructor(
    private readonly contacts: PatientContactsRepository,
    private readonly refusals: ReminderRefusalsRepository,
    private readonly outbox: Outbox,
  ) {}

  code(tx: Transaction, member: Member, mail: { recipient: string; language: MailLanguage; code: string }): Promise<void> {
    const { code, ...to } = mail;
    return this.request(tx, member, { ...to, kind: 'code', secret: code });
  }

  /** A mail to each person who stands for the patient; a reminder only to those who want reminders. */
  async about(
    tx: Transaction,
    member: Member,
    { id, patientId, timeVersion }: About,
    kind: Exclude<PatientMailKind, 'code' | 'offer'>,
  ): Promise<void> {
    for (const { email, language } of await this.contacts.recipients(tx, member, patientId)) {
      if (kind === 'reminder' && (await this.refusals.exists(tx, member, email))) continue;
      await this.request(tx, member, { kind, recipient: email, language, appointmentId: id, timeVersion });
    }
  }

  /** An SMS to the phone of the patient: with consent, and if the number takes one and has not refused reminders. */
  async sms(tx: Transaction, member: Member, { id, patientId, timeVersion }: About): Promise<void> {
    const found = await this.contacts.consentingPhone(tx, member, patientId);
    const recipient = found && mobileNumber(found.phone, found.region);
    if (recipient === undefined || (await this.refusals.exists(tx, member, recipient))) return;
    const { cabinetId } = member;
    const about = { kind: 'reminder', language: found?.language ?? 'fr', appointmentId: id, timeVersion } as const;
    const { id: request } = await insertReturning(tx, PatientMailRequest, { ...about, cabinetId, channel: 'sms', recipient });
    await this.outbox.append(tx, patientSmsEvents.requested, { id: request });
  }

  /** A mail about an offer of the waiting list to each person who stands for the patient. */
  async offer(tx: Transaction, member: Member, { patientId, offerId }: { patientId: string; offerId: string }): Promise<void> {
    for (const { email, language } of await this.contacts.recipients(tx, member, patientId))
      await this.request(tx, member, { kind: 'offer', recipient: email, language, offerId });
  }

  /** Of patients who are erased: what the gateway has written and not sent is deleted. */
  async end(tx: Transaction, patientIds: readonly string[]): Promise<void> {
    for (const patientId of patientIds) await this.outbox.append(tx, patientMailEvents.ended, { patientId });
  }

  private async request(tx: Transaction, { cabinetId }: Member, mail: NewMail): Promise<void> {
    const { id } = await insertReturning(tx, PatientMailRequest, { ...mail, cabinetId });
    await this.outbox.append(tx, patientMailEvents.requested, { id });
  }
}
