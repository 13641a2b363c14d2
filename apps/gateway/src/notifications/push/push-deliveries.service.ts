import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { AppLogger, CONFIG, digestOf, LeasedRows, Metrics, OutsideAddresses, Shutdown } from '@veza/platform';
import webPush from 'web-push';
import type { GatewayConfig } from '../../config.js';
import { AppointmentReaders } from '../../outbound/outgoing/appointment-readers.js';
import { postOutside } from '../../outbound/outgoing/post-outside.js';
import { QUEUES } from '../../queues.js';
import { type DuePush, payloadOf, topicOf } from './push-data.js';
import { PushRepository } from './push.repository.js';
import { VapidKeys } from './vapid-keys.js';

/** The browser has unsubscribed. */
const GONE: readonly (number | undefined)[] = [404, 410];

/**
 * Sends pushes at least once, as webhooks are sent: a row is leased, sent without a transaction, and deleted. The library
 * encrypts and signs; the request is ours, because only public addresses are called. Of a response only the status is read.
 */
@Injectable()
export class PushDeliveriesService implements OnApplicationBootstrap {
  private readonly sends: LeasedRows<DuePush>;
  private readonly subject: string;

  constructor(
    @Inject(CONFIG) { PUBLIC_URL }: GatewayConfig,
    private readonly pushes: PushRepository,
    private readonly vapid: VapidKeys,
    private readonly addresses: OutsideAddresses,
    private readonly readers: AppointmentReaders,
    readonly logger: AppLogger,
    readonly shutdown: Shutdown,
    readonly metrics: Metrics,
  ) {
    // By RFC 8292 an https or mailto address of the sender.
    this.subject = PUBLIC_URL.startsWith('https:') ? PUBLIC_URL : `mailto:operator@${new URL(PUBLIC_URL).hostname}`;
    this.sends = new LeasedRows(
      {
        name: 'pushes',
        limits: QUEUES.pushes,
        take: (most) => this.pushes.take(most),
        run: (due) => this.deliver(due),
        depth: () => this.pushes.depth(),
        failed: ({ id: push }, cause) => this.logger.warn('A push was not sent', { push, cause }),
      },
      this,
    );
  }

  onApplicationBootstrap(): void {
    this.sends.begin();
  }

  /** For the browsers of these users that want it, in the transaction of the event. */
  async record(...push: Parameters<PushRepository['record']>): Promise<void> {
    await this.pushes.record(...push);
    this.sends.kick();
  }

  private async deliver(due: DuePush): Promise<void> {
    const key = this.vapid.find(due.publicKey);
    if (!key) return this.pushes.forget(due.subscriptionId); // its browser subscribes again with the present key
    const readable = await this.isReadable(due).catch(() => undefined);
    if (readable === false) return this.pushes.done(due);
    const status = readable && (await this.send(due, { subject: this.subject, ...key }));
    if (status !== undefined && status >= 200 && status < 300) return this.pushes.done(due);
    if (GONE.includes(status)) return this.pushes.forget(due.subscriptionId);
    if (await this.pushes.failed(due)) this.sends.gaveUp();
  }

  private async isReadable({ data, userId }: DuePush): Promise<boolean> {
    return data.kind !== 'booking' || this.readers.has(userId, data);
  }

  /** The status of the response; undefined without one. */
  private async send(due: DuePush, vapidDetails: webPush.VapidKeys & { subject: string }): Promise<number | undefined> {
    const { endpoint, p256dh, auth, data } = due;
    try {
      const details = webPush.generateRequestDetails({ endpoint, keys: { p256dh, auth } }, JSON.stringify(payloadOf(due)), {
        vapidDetails,
        TTL: QUEUES.pushes.keptSeconds,
        topic: digestOf(topicOf(data)).toString('base64url').slice(0, 32),
        contentEncoding: webPush.supportedContentEncodings.AES_128_GCM,
      });
      return await postOutside(endpoint, this.addresses, details.headers, details.body);
    } catch {
      return undefined; // the cause may contain the secret address
    }
  }
}
