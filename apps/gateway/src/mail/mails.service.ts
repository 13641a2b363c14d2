import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { SqlExecutor } from '@veza/database';
import { AppLogger, CONFIG, Shutdown } from '@veza/platform';
import { createTransport, type Transporter } from 'nodemailer';
import type { GatewayConfig } from '../config.js';
import { HOURLY_MS, recur } from '../recurring.js';
import { MailsRepository, type NewMail } from './mails.repository.js';

const LOOK_MS = 2_000;
const BATCH = 20;

/**
 * Mails are rows, written in the transaction that causes them, and sent after it: with SMTP_URL at least once, ten tries
 * in some eight hours; without it they stay in the table, which is then the local outbox. A mail is never logged.
 */
@Injectable()
export class Mails implements OnApplicationBootstrap {
  private readonly transporter?: Transporter;

  constructor(
    @Inject(CONFIG) private readonly config: GatewayConfig,
    private readonly repository: MailsRepository,
    readonly logger: AppLogger,
    readonly shutdown: Shutdown,
  ) {
    if (config.SMTP_URL !== undefined) {
      this.transporter = createTransport({
        url: config.SMTP_URL,
        connectionTimeout: 5_000,
        greetingTimeout: 5_000,
        socketTimeout: 10_000,
      });
    }
  }

  onApplicationBootstrap(): void {
    recur('sweep of mails', HOURLY_MS, () => this.repository.sweep(), this);
    const { transporter } = this;
    if (transporter) recur('mail', LOOK_MS, () => this.deliver(transporter), this);
  }

  write(tx: SqlExecutor, mail: NewMail): Promise<void> {
    return this.repository.insert(tx, mail);
  }

  private async deliver(transporter: Transporter): Promise<void> {
    for (const { id, to, subject, text } of await this.repository.takeDue(BATCH)) {
      await transporter.sendMail({ from: this.config.MAIL_FROM, to, subject, text }).then(
        () => this.repository.sent(id),
        (cause: unknown) => this.logger.warn('A mail was not taken by the server', { mail: id, cause }),
      );
    }
  }
}
