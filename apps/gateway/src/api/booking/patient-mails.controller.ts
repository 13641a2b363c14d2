import { Controller, Inject } from '@nestjs/common';
import { DeclaredError, type EventPayload, type PatientMail, patientMailEvents, patientMails } from '@veza/contracts';
import { AppLogger, CONFIG } from '@veza/platform';
import { type EventDelivery, OnEvent, RpcClient } from '@veza/transport';
import type { GatewayConfig } from '../../config.js';
import { MailsService } from '../../outbound/mail/mails.service.js';
import { SmsService } from '../../outbound/sms/sms.service.js';
import { patientCalendar, patientLetter } from '../../outbound/mail/patient-letters.js';

/** Writes the mails that booking requests: once each, because the row and the position of the event are one transaction. */
@Controller()
export class PatientMailsController {
  constructor(
    @Inject(CONFIG) private readonly config: GatewayConfig,
    private readonly rpc: RpcClient,
    private readonly mails: MailsService,
    private readonly messages: SmsService,
    private readonly logger: AppLogger,
  ) {}

  @OnEvent(patientMailEvents.requested)
  async requested({ id }: EventPayload<typeof patientMailEvents.requested>, { tx }: EventDelivery): Promise<void> {
    const mail = await this.read(id);
    if (!mail) return;
    const origin = this.config.APP_URL ?? this.config.PUBLIC_URL;
    const calendar = patientCalendar(mail, origin);
    await this.mails.writeInEvent(tx, {
      to: mail.to,
      ...patientLetter(mail, origin),
      ...(calendar && { calendar }),
      ...mail.subject,
    });
  }

  @OnEvent(patientMailEvents.ended)
  async ended({ patientId }: EventPayload<typeof patientMailEvents.ended>, { tx }: EventDelivery): Promise<void> {
    await this.mails.endOf(tx, patientId);
    await this.messages.endOf(tx, patientId);
  }

  /** A mail that cannot be read must not stop all later ones; an outage of booking is waited for. */
  private async read(id: string): Promise<PatientMail | null> {
    try {
      return (await this.rpc.call(patientMails.read, { id })).mail;
    } catch (cause) {
      if (!(cause instanceof DeclaredError) || cause.retryable) throw cause;
      this.logger.error('A mail to a patient could not be read and is left out', { mail: id, cause });
      return null;
    }
  }
}
