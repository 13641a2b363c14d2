import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { SqlExecutor } from '@veza/database';
import { AppLogger, CONFIG, LeasedRows, Metrics, Shutdown } from '@veza/platform';
import type { GatewayConfig } from '../../config.js';
import { QUEUES } from '../../queues.js';
import { HttpSmsProvider } from './http-sms-provider.js';
import type { SmsMessage } from './sms-message.entity.js';
import { type NewSms, SmsMessagesRepository } from './sms-messages.repository.js';
import { SmsNotTaken, type SmsProvider, SmsRefused } from './sms-provider.js';

/**
 * Texts to phones are rows, written in the transaction of their cause and sent after it, at most once each: a row is taken before
 * the provider is called, and is due again only if the provider certainly has not taken it. Without a provider they stay in the
 * table, which is then the local outbox; in production none is written then. Neither number nor text is ever logged.
 */
@Injectable()
export class SmsService implements OnApplicationBootstrap {
  /** Undefined without a provider. */
  private readonly sends?: LeasedRows<SmsMessage>;
  /** Whether texts are written at all. */
  readonly isOn: boolean;

  constructor(
    @Inject(CONFIG) private readonly config: GatewayConfig,
    private readonly repository: SmsMessagesRepository,
    readonly logger: AppLogger,
    readonly shutdown: Shutdown,
    readonly metrics: Metrics,
  ) {
    const { SMS_URL: url, SMS_TOKEN: token, SMS_SENDER: sender } = config;
    this.isOn = url !== undefined || config.NODE_ENV !== 'production';
    if (url === undefined) return;
    const provider = new HttpSmsProvider({ url, token, sender });
    const sends = new LeasedRows<SmsMessage>(
      {
        name: 'sms',
        limits: QUEUES.sms,
        take: (most) => this.repository.take(most),
        run: (sms) => this.deliver(provider, sms),
        depth: () => this.repository.depth(),
        failed: async ({ id }, cause) => {
          const isDue = cause instanceof SmsNotTaken && (await this.repository.postpone(id));
          if (!isDue) {
            await this.repository.end(id, cause instanceof SmsNotTaken || cause instanceof SmsRefused ? 'refused' : 'unknown');
            sends.gaveUp();
          }
          this.logger.warn('A text was not taken by the provider', { sms: id, givenUp: !isDue, cause });
        },
      },
      this,
    );
    this.sends = sends;
  }

  onApplicationBootstrap(): void {
    this.sends?.begin();
  }

  /** In the transaction of an event. A cabinet that has written as many as it may in a day writes no more. */
  async writeInEvent(tx: SqlExecutor, sms: NewSms): Promise<void> {
    if (!this.isOn) return;
    const { cabinetId } = sms;
    if (await this.repository.insertInEvent(tx, sms, this.config.SMS_PER_DAY)) this.sends?.kick();
    else this.logger.warn('A cabinet has sent as many texts as it may in a day, and one is left out', { cabinet: cabinetId });
  }

  /** Deletes what waits for an erased patient, in the transaction of an event. */
  endOf(tx: SqlExecutor, patientId: string): Promise<void> {
    return this.repository.endOf(tx, patientId);
  }

  private async deliver(provider: SmsProvider, { id, to, text, createdAt }: SmsMessage): Promise<void> {
    await provider.send({ key: `${id}.${createdAt.getTime()}`, to, text });
    await this.repository.end(id, 'sent');
  }
}
