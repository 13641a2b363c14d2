import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { notifications, SYSTEM } from '@veza/contracts';
import { AppLogger, CONFIG, digestOf, HOURLY_MS, OutsideAddresses, outsideRequest, recurring, Shutdown } from '@veza/platform';
import { RpcClient } from '@veza/transport';
import webPush from 'web-push';
import type { GatewayConfig } from '../config.js';
import { type DuePush, payloadOf, topicOf } from './push-data.js';
import { PushRepository } from './push.repository.js';
import { VapidKeys } from './vapid-keys.js';

const LOOK_MS = 1_000;
const TRY_MS = 10_000;
/** Requests of one replica at once. */
const AT_ONCE = 50;
/** How long a push service keeps a push for a browser that is away. */
const TTL_SECONDS = 6 * 3600;
/** The browser has unsubscribed. */
const GONE: readonly (number | undefined)[] = [404, 410];

/**
 * Sends pushes at least once, as webhooks are sent: a row is leased, sent without a transaction, and deleted. The library
 * encrypts and signs; the request is ours, because only public addresses are called. Of a response only the status is read.
 */
@Injectable()
export class PushDeliveriesService implements OnApplicationBootstrap {
  private readonly running = new Set<Promise<void>>();
  private readonly subject: string;

  constructor(
    @Inject(CONFIG) { PUBLIC_URL }: GatewayConfig,
    private readonly pushes: PushRepository,
    private readonly vapid: VapidKeys,
    private readonly addresses: OutsideAddresses,
    private readonly rpc: RpcClient,
    readonly logger: AppLogger,
    readonly shutdown: Shutdown,
  ) {
    // By RFC 8292 an https or mailto address of the sender.
    this.subject = PUBLIC_URL.startsWith('https:') ? PUBLIC_URL : `mailto:operator@${new URL(PUBLIC_URL).hostname}`;
  }

  onApplicationBootstrap(): void {
    recurring('pushes', LOOK_MS, () => this.start(), this);
    recurring('sweep of pushes', HOURLY_MS, () => this.pushes.sweep(), this);
    this.shutdown.register('drain', 'pushes that are sent', () => Promise.all(this.running));
  }

  private async start(): Promise<void> {
    const free = AT_ONCE - this.running.size;
    if (free <= 0 || this.shutdown.started) return;
    for (const due of await this.pushes.take(free)) {
      const sending = this.deliver(due)
        .catch((cause: unknown) => this.logger.warn('A push was not sent', { push: due.id, cause }))
        .finally(() => this.running.delete(sending));
      this.running.add(sending);
    }
  }

  private async deliver(due: DuePush): Promise<void> {
    const key = this.vapid.find(due.publicKey);
    if (!key) return this.pushes.forget(due.subscriptionId); // its browser subscribes again with the present key
    const readable = await this.isReadable(due).catch(() => undefined);
    if (readable === false) return this.pushes.done(due);
    const status = readable && (await this.send(due, { subject: this.subject, ...key }));
    if (status !== undefined && status >= 200 && status < 300) return this.pushes.done(due);
    return GONE.includes(status) ? this.pushes.forget(due.subscriptionId) : this.pushes.failed(due);
  }

  /** A membership in a cabinet may have ended. Undefined: booking is away. */
  private async isReadable({ data, userId }: DuePush): Promise<boolean> {
    if (data.kind !== 'booking') return true;
    const { noticeId: id, cabinetId, appointmentId, change } = data;
    const notice = { id, cabinetId, appointment: { id: appointmentId, change }, userIds: [userId] };
    const { items } = await this.rpc.call(notifications.deliver, notice, { caller: SYSTEM });
    return items.some(({ appointment }) => appointment !== undefined);
  }

  /** The status of the response; undefined without one. */
  private async send(due: DuePush, vapidDetails: webPush.VapidKeys & { subject: string }): Promise<number | undefined> {
    const { endpoint, p256dh, auth, data } = due;
    try {
      const details = webPush.generateRequestDetails({ endpoint, keys: { p256dh, auth } }, JSON.stringify(payloadOf(due)), {
        vapidDetails,
        TTL: TTL_SECONDS,
        topic: digestOf(topicOf(data)).toString('base64url').slice(0, 32),
        contentEncoding: webPush.supportedContentEncodings.AES_128_GCM,
      });
      const signal = AbortSignal.timeout(TRY_MS);
      const request = { method: 'POST', headers: details.headers, body: details.body, signal } as const;
      const response = await outsideRequest(new URL(endpoint), this.addresses, request);
      response.on('error', () => undefined).destroy();
      return response.statusCode;
    } catch {
      return undefined; // the cause may contain the secret address
    }
  }
}
