import { ECDH } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DeclaredError, invalid, type UserCaller, type WirePushPreferences } from '@veza/contracts';
import { OutsideAddresses } from '@veza/platform';
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
    if (!isPoint(keys.p256dh)) throw invalid('keys.p256dh', 'must be a point of the curve P-256');
    const made = await this.repository.subscribe({ userId, sessionId, endpoint: endpoint.href, publicKey, ...keys });
    if (!made) throw new DeclaredError('FORBIDDEN', { message: 'Only a session subscribes a browser, and no API token' });
    return made;
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
