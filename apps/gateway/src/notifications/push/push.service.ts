import { ECDH } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { DeclaredError, invalid, type UserCaller, type WirePushPreferences } from '@veza/contracts';
import { CONFIG, OutsideAddresses } from '@veza/platform';
import type { GatewayConfig } from '../../config.js';
import { PushRepository } from './push.repository.js';
import type { PushSubscription } from './push-subscription.entity.js';
import { VapidKeys } from './vapid-keys.js';

const EVERYTHING: WirePushPreferences = { mentions: true, direct_messages: true, bookings: true };

export interface BrowserSubscription {
  public_key: string;
  endpoint: string;
  keys: { p256dh: string; auth: string };
}

/** Browsers that are notified, and of what (decision 199). */
@Injectable()
export class PushService {
  constructor(
    @Inject(CONFIG) private readonly config: GatewayConfig,
    private readonly repository: PushRepository,
    private readonly vapid: VapidKeys,
    private readonly addresses: OutsideAddresses,
  ) {}

  async subscribe(
    { userId, sessionId }: UserCaller,
    { public_key, endpoint: address, keys }: BrowserSubscription,
  ): Promise<PushSubscription> {
    const publicKey = public_key.replace(/=+$/, '');
    if (!this.vapid.find(publicKey)) throw invalid('public_key', 'must be the key of the platform; subscribe again with it');
    const endpoint = new URL(address);
    const refusal = this.addresses.refusalOf(endpoint);
    if (refusal !== undefined) throw invalid('endpoint', refusal);
    if (!this.isPushService(endpoint)) throw invalid('endpoint', 'must be an address of a push service that PUSH_SERVICES names');
    if (!isPoint(keys.p256dh)) throw invalid('keys.p256dh', 'must be a point of the curve P-256');
    const made = await this.repository.subscribe({ userId, sessionId, endpoint: endpoint.href, publicKey, ...keys });
    if (!made) throw new DeclaredError('FORBIDDEN', { message: 'Only a session subscribes a browser, and no API token' });
    return made;
  }

  /** Any other host would be an address that strangers make the platform call. */
  private isPushService(endpoint: URL): boolean {
    const isOf = (service: string) => endpoint.hostname === service || endpoint.hostname.endsWith(`.${service}`);
    return this.addresses.isOfTest(endpoint) || this.config.PUSH_SERVICES.some(isOf);
  }

  list({ userId }: UserCaller): Promise<PushSubscription[]> {
    return this.repository.list(userId);
  }

  async unsubscribe({ userId }: UserCaller, id: string): Promise<void> {
    if (!(await this.repository.remove(userId, id))) throw new DeclaredError('NOT_FOUND');
  }

  async preferences({ userId }: UserCaller): Promise<WirePushPreferences> {
    const chosen = await this.repository.preferences(userId);
    if (!chosen) return EVERYTHING;
    return { mentions: chosen.mentions, direct_messages: chosen.directMessages, bookings: chosen.bookings };
  }

  async prefer({ userId }: UserCaller, preferences: WirePushPreferences): Promise<WirePushPreferences> {
    const { mentions, direct_messages: directMessages, bookings } = preferences;
    await this.repository.prefer({ userId, mentions, directMessages, bookings });
    return preferences;
  }
}

function isPoint(text: string): boolean {
  try {
    ECDH.convertKey(text, 'prime256v1', 'base64url');
    return true;
  } catch {
    return false;
  }
}
