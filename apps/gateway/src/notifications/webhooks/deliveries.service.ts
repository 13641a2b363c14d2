import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Database, DatabaseClock } from '@veza/database';
import { AppLogger, LeasedRows, Metrics, OutsideAddresses, OutsideFailure, Shutdown } from '@veza/platform';
import { z } from 'zod';
import { MailsService } from '../../outbound/mail/mails.service.js';
import { webhookOffLetter } from '../../outbound/mail/webhook-letters.js';
import { AppointmentReaders } from '../../outbound/outgoing/appointment-readers.js';
import { postOutside } from '../../outbound/outgoing/post-outside.js';
import { QUEUES } from '../../queues.js';
import { DeliveriesRepository, type DueDelivery, type Outcome } from './deliveries.repository.js';
import { signedHeaders } from './signatures.js';
import { WebhookSecrets } from './webhook-secrets.js';
import { WebhooksRepository } from './webhooks.repository.js';

const GONE = 410;

/** The data of `appointment.changed`. */
export const AppointmentData = z.object({
  appointment_id: z.string(),
  cabinet_id: z.string(),
  change: z.string(),
  notice_id: z.string(),
});

/**
 * Sends messages at least once: a row is leased, sent without a transaction, and noted. The lease of a replica that died ends
 * after a minute, and another one sends the message again, with the same id. Of a response only the status is read.
 */
@Injectable()
export class DeliveriesService implements OnApplicationBootstrap {
  private readonly sends: LeasedRows<DueDelivery>;

  constructor(
    private readonly database: Database,
    private readonly deliveries: DeliveriesRepository,
    private readonly webhooks: WebhooksRepository,
    private readonly secrets: WebhookSecrets,
    private readonly addresses: OutsideAddresses,
    private readonly clock: DatabaseClock,
    private readonly readers: AppointmentReaders,
    private readonly mails: MailsService,
    readonly logger: AppLogger,
    readonly shutdown: Shutdown,
    readonly metrics: Metrics,
  ) {
    this.sends = new LeasedRows(
      {
        name: 'webhooks',
        limits: QUEUES.webhooks,
        take: (most) => this.deliveries.take(most),
        run: (due) => this.deliver(due),
        depth: () => this.deliveries.depth(),
        failed: ({ id: delivery }, cause) => this.logger.warn('A webhook was not sent', { delivery, cause }),
      },
      this,
    );
  }

  onApplicationBootstrap(): void {
    this.sends.begin();
  }

  /** For the receivers of these users, in the transaction of the event. */
  async record(...delivery: Parameters<DeliveriesRepository['record']>): Promise<void> {
    await this.deliveries.record(...delivery);
    this.kick();
  }

  /** A message was made due. */
  kick(): void {
    this.sends.kick();
  }

  private async deliver(due: DueDelivery): Promise<void> {
    const readable = await this.isReadable(due).catch(() => undefined);
    if (readable === undefined) return this.deliveries.postponed(due);
    if (!readable) return this.deliveries.dropped(due);
    const outcome = await this.send(due);
    const { status } = outcome;
    const succeeds = status !== undefined && status >= 200 && status < 300;
    const givenUp = await this.database.transaction(async (tx) => {
      if (succeeds) {
        await this.deliveries.succeeded(tx, due, status);
        return false;
      }
      const { off, last } = await this.deliveries.failed(tx, due, outcome, status === GONE);
      if (off === undefined) return last;
      const { id: userId, email: to, url, username, language } = await this.webhooks.mailedOwner(tx, off);
      await this.mails.write(tx, { userId, to, ...webhookOffLetter(language ?? 'fr', username, new URL(url).host) });
      return last;
    });
    if (givenUp) this.sends.gaveUp();
  }

  /** Whether the owner may read the object now. A track stays that of its uploader; a membership in a cabinet may have ended. */
  private async isReadable({ event, userId, data }: DueDelivery): Promise<boolean> {
    if (event !== 'appointment.changed') return true;
    const { appointment_id: appointmentId, cabinet_id: cabinetId, change, notice_id: noticeId } = AppointmentData.parse(data);
    return this.readers.has(userId, { noticeId, cabinetId, appointmentId, change });
  }

  private async send(due: DueDelivery): Promise<Outcome> {
    const { id, webhookId, event, createdAt, data } = due;
    const secrets = [due.secret, due.earlierSecret].flatMap((sealed) => (sealed && this.secrets.open(webhookId, sealed)) ?? []);
    if (secrets.length === 0) return {};
    const { notice_id: _, ...ids } = data;
    const body = JSON.stringify({ type: event, timestamp: createdAt.toISOString(), data: ids });
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'user-agent': 'Veza webhooks',
      ...signedHeaders(secrets, id, Math.floor(this.clock.now() / 1000), body),
    };
    try {
      return { status: await postOutside(due.url, this.addresses, headers, body) };
    } catch (error) {
      // The cause is not kept: it may contain the address.
      return { fault: error instanceof OutsideFailure ? error.code : 'unreachable' };
    }
  }
}
