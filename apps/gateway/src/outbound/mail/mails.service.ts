import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { SqlExecutor, Transaction } from '@veza/database';
import { AppLogger, CONFIG, LeasedRows, Metrics, Shutdown } from '@veza/platform';
import type { Transporter } from 'nodemailer';
import type { GatewayConfig } from '../../config.js';
import { QUEUES } from '../../queues.js';
import type { Mail } from './mail.entity.js';
import { mailTransport } from './mail-transport.js';
import { MailsRepository, type NewMail } from './mails.repository.js';

/**
 * Mails are rows, written in the transaction that causes them and sent after it: with SMTP_URL at least once, with
 * retries for hours; without it they stay in the table, which is then the local outbox. When a gateway is
 * killed between the server's acceptance and its own note, the mail is sent again under the same Message-ID. A mail is
 * never logged. What was sent or given up keeps its id and time only.
 */
@Injectable()
export class MailsService implements OnApplicationBootstrap {
  /** Undefined without a mail server. */
  private readonly sends?: LeasedRows<Mail>;
  private readonly domain: string;

  constructor(
    @Inject(CONFIG) private readonly config: GatewayConfig,
    private readonly repository: MailsRepository,
    readonly logger: AppLogger,
    readonly shutdown: Shutdown,
    readonly metrics: Metrics,
  ) {
    this.domain = new URL(config.APP_URL ?? config.PUBLIC_URL).hostname;
    const transporter = mailTransport(config);
    if (!transporter) return;
    const sends = new LeasedRows<Mail>(
      {
        name: 'mails',
        limits: QUEUES.mails,
        take: (most) => this.repository.take(most),
        run: (mail) => this.deliver(transporter(), mail),
        depth: () => this.repository.depth(),
        failed: async ({ id }, cause) => {
          const givenUp = await this.repository.failed(id);
          this.logger.warn('A mail was not taken by the server', { mail: id, givenUp, cause });
          if (givenUp) sends.gaveUp();
        },
      },
      this,
    );
    this.sends = sends;
  }

  onApplicationBootstrap(): void {
    this.sends?.begin();
    if (!this.sends && this.config.NODE_ENV === 'production') this.logger.warn('No SMTP_URL: mails are written and not sent');
  }

  async write(tx: Transaction, mail: NewMail): Promise<void> {
    await this.repository.insert(tx, mail);
    this.sends?.kick();
  }

  /** The same in the transaction of an event. */
  async writeInEvent(tx: SqlExecutor, mail: NewMail): Promise<void> {
    await this.repository.insertInEvent(tx, mail);
    this.sends?.kick();
  }

  /** Deletes what waits for an erased patient, in the transaction of an event. */
  endOf(tx: SqlExecutor, patientId: string): Promise<void> {
    return this.repository.endOf(tx, patientId);
  }

  private async deliver(transporter: Transporter, mail: Mail): Promise<void> {
    const { id, to, subject, text, html, calendar, createdAt } = mail;
    await transporter.sendMail({
      from: this.config.MAIL_FROM,
      // An address as an object is one recipient, whatever its text.
      to: { name: '', address: to },
      subject,
      text,
      ...(html !== null && { html }),
      ...(calendar && { icalEvent: { ...calendar, filename: 'appointment.ics' } }),
      messageId: `<${id}.${createdAt.getTime()}@${this.domain}>`,
      date: createdAt,
    });
    await this.repository.sent(id);
  }
}
