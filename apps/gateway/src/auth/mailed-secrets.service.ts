import { createHash, createHmac, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Transaction } from '@veza/database';
import { CONFIG, deriveSecret } from '@veza/platform';
import type { GatewayConfig } from '../config.js';
import { letters } from '../mail/letters.js';
import { MailsService } from '../mail/mails.service.js';
import type { User } from '../users/user.js';
import { DEFAULT_PREFERENCES } from '../users/user.js';
import type { LinkPurpose, SecretPurpose } from './mailed-secret.entity.js';
import { MailedSecretsRepository, type TakenSecret } from './mailed-secrets.repository.js';

const LIFE_SECONDS = { verify: 3 * 86_400, reset: 3_600, otp: 300 };
const PATH = { verify: '/verify-email', reset: '/reset-password' };
const MOST_TRIES = 5;

/**
 * Links and one-time codes that go out by mail: single use, one per purpose and account (a new one replaces the old),
 * and stored as digests only. A code has six digits, so its digest is keyed and five wrong tries end it.
 */
@Injectable()
export class MailedSecretsService {
  private readonly otpKey: Buffer;

  constructor(
    @Inject(CONFIG) private readonly config: GatewayConfig,
    private readonly repository: MailedSecretsRepository,
    private readonly mails: MailsService,
  ) {
    this.otpKey = deriveSecret(config.VEZA_SECRET, 'one-time-codes');
  }

  /** Mails a link to `email`, which for `verify` may be the account's future address. */
  async mailLink(tx: Transaction, user: User, purpose: LinkPurpose, email = user.email): Promise<void> {
    const token = randomBytes(32).toString('base64url');
    await this.store(tx, user.id, purpose, digestOf(token), email);
    const link = `${this.config.APP_URL ?? this.config.PUBLIC_URL}${PATH[purpose]}?token=${token}`;
    await this.mails.write(tx, { userId: user.id, to: email, ...letters[purpose](languageOf(user), link) });
  }

  async mailCode(tx: Transaction, user: User): Promise<void> {
    const code = String(randomInt(1_000_000)).padStart(6, '0');
    await this.store(tx, user.id, 'otp', this.digestOfCode(user.id, code), user.email);
    await this.mails.write(tx, { userId: user.id, to: user.email, ...letters.otp(languageOf(user), code) });
  }

  /** The account of a link, without using the link up. */
  peekLink(purpose: LinkPurpose, token: string): Promise<number | undefined> {
    return this.repository.ownerOf(purpose, digestOf(token));
  }

  /** Uses a link up; undefined for one that is unknown, used, retired or expired. */
  takeLink(tx: Transaction, purpose: LinkPurpose, token: string): Promise<TakenSecret | undefined> {
    return this.repository.take(tx, purpose, digestOf(token));
  }

  /**
   * After a new password or address: ends links and codes that went to an old mailbox, and a link that would set an
   * address which another user requested.
   */
  retire(tx: Transaction, userId: number): Promise<void> {
    return this.repository.retire(tx, userId);
  }

  /** Counts a try and uses the code up when it is right. */
  async takeCode(userId: number, code: string): Promise<boolean> {
    const expected = await this.repository.tryCode(userId, MOST_TRIES);
    const given = this.digestOfCode(userId, code);
    if (!timingSafeEqual(expected ?? Buffer.alloc(given.length), given)) return false;
    return this.repository.takeCode(userId, given);
  }

  private store(tx: Transaction, userId: number, purpose: SecretPurpose, digest: Buffer, email: string): Promise<void> {
    return this.repository.store(tx, { userId, purpose, digest, email, lifeSeconds: LIFE_SECONDS[purpose] });
  }

  private digestOfCode(userId: number, code: string): Buffer {
    return createHmac('sha256', this.otpKey).update(`${userId}:${code}`).digest();
  }
}

const languageOf = ({ preferences }: User) => preferences.language ?? DEFAULT_PREFERENCES.language;
const digestOf = (token: string) => createHash('sha256').update(token).digest();
