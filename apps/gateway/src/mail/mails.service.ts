import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { SqlExecutor, Transaction } from '@veza/database';
import { AppLogger, CONFIG, HOURLY_MS, LOOK_MS, recurring, Shutdown } from '@veza/platform';
import type { Transporter } from 'nodemailer';
import type { GatewayConfig } from '../config.js';
import { mailTransport } from './mail-transport.js';
import { MailsRepository, type NewMail } from './mails.repository.js';

/**
 * Mails are rows, written in the transaction that causes them and sent after it: with SMTP_URL at least once, with
 * retries for some eight hours; without it they stay in the table, which is then the local outbox. When a gateway is
 * killed between the server's acceptance and its own note, the mail is sent again under the same Message-ID. A mail is
 * never logged. What was sent or given up keeps its id and time only.
 */
@Injectable()
export class MailsService implements OnApplicationBootstrap {
  private readonly transporter?: () => Transporter;
  private job?: ReturnType<typeof recurring>;
  private readonly domain: string;

  constructor(
    @Inject(CONFIG) private readonly config: GatewayConfig,
    private readonly repository: MailsRepository,
    readonly logger: AppLogger,
    readonly shutdown: Shutdown,
  ) {
    this.domain = new URL(config.APP_URL ?? config.PUBLIC_URL).hostname;
    this.transporter = mailTransport(config);
  }

  onApplicationBootstrap(): void {
    recurring('sweep of mails', HOURLY_MS, () => this.repository.sweep(), this);
    const { transporter } = this;
    if (transporter) this.job = recurring('mail', LOOK_MS, () => this.deliver(transporter()), this);
    else if (this.config.NODE_ENV === 'production') this.logger.warn('No SMTP_URL: mails are written and not sent');
  }

  async write(tx: Transaction, mail: NewMail): Promise<void> {
    await this.repository.insert(tx, mail);
    this.job?.kick();
  }

  /** The same in the transaction of an event. */
  async writeInEvent(tx: SqlExecutor, mail: NewMail): Promise<void> {
    await this.repository.insertInEvent(tx, mail);
    this.job?.kick();
  }

  /** Deletes what waits for an erased patient, in the transaction of an event. */
  endOf(tx: SqlExecutor, patientId: string): Promise<void> {
    return this.repository.endOf(tx, patientId);
  }

  /** Sends one after the other; after a failure the rest waits, as the server is most likely unavailable. */
  private async deliver(transporter: Transporter): Promise<void> {
    for (let mail = await this.repository.takeDue(); mail; mail = await this.repository.takeDue()) {
      const { id, to, subject, text, html, calendar, createdAt } = mail;
      const messageId = `<${id}.${createdAt.getTime()}@${this.domain}>`;
      try {
        // An address as an object is one recipient, whatever its text.
        await transporter.sendMail({
          from: this.config.MAIL_FROM,
          to: { name: '', address: to },
          subject,
          text,
          ...(html !== null && { html }),
          ...(calendar && { icalEvent: { ...calendar, filename: 'appointment.ics' } }),
          messageId,
          date: createdAt,
        });
      } catch (cause) {
        this.logger.warn('A mail was not taken by the server', { mail: id, cause });
        return this.repository.failed(id);
      }
      await this.repository.sent(id);
    }
  }
}
