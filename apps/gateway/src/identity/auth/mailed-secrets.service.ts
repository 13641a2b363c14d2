import { createHmac, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Transaction } from '@veza/database';
import { CONFIG, digestOf, keyring, type Keyring, type SecretKey } from '@veza/platform';
import type { GatewayConfig } from '../../config.js';
import { mailTemplates } from '../../outbound/mail/mail-templates.js';
import { MailsService } from '../../outbound/mail/mails.service.js';
import { languageOf, type User } from '../users/user.js';
import type { LinkPurpose, SecretPurpose } from './mailed-secret.entity.js';
import { MailedSecretsRepository, type NewSecret, type TakenSecret } from './mailed-secrets.repository.js';

const LIFE_SECONDS = { verify: 3 * 86_400, reset: 3_600, otp: 300 };
/** Paths of the links, on the front end (`APP_URL`), in the web client (`WEB_URL`) or on the pages of the gateway. */
export const LINK_PATHS = { verify: '/verify-email', reset: '/reset-password' };

/**
 * Links and one-time codes that go out by mail: single use, and stored as digests only. A further request by anyone leaves
 * the links and codes of other requests valid. A code has six digits, so its digest is keyed, and `CodesService` limits
 * the guesses.
 */
@Injectable()
export class MailedSecretsService {
  private readonly otpKeys: Keyring;

  constructor(
    @Inject(CONFIG) private readonly config: GatewayConfig,
    private readonly repository: MailedSecretsRepository,
    private readonly mails: MailsService,
  ) {
    this.otpKeys = keyring(config, 'one-time-codes');
  }

  /** Mails a link to `email`, which for `verify` may be the account's future address. */
  async mailLink(tx: Transaction, user: User, purpose: LinkPurpose, email = user.email): Promise<void> {
    const token = randomBytes(32).toString('base64url');
    await this.repository.store(tx, this.secret(user.id, purpose, digestOf(token), { email, network: '' }));
    const { APP_URL, WEB_URL, PUBLIC_URL } = this.config;
    const link = `${APP_URL ?? WEB_URL ?? PUBLIC_URL}${LINK_PATHS[purpose]}?token=${token}`;
    await this.mails.write(tx, { userId: user.id, to: email, ...mailTemplates[purpose](languageOf(user), link, user.username) });
  }

  /** `network` is that of the request. */
  async mailCode(tx: Transaction, user: User, network: string): Promise<void> {
    const code = String(randomInt(1_000_000)).padStart(6, '0');
    const digest = digestOfCode(this.otpKeys[0], user.id, code);
    await this.repository.store(tx, this.secret(user.id, 'otp', digest, { email: user.email, network }));
    await this.mails.write(tx, { userId: user.id, to: user.email, ...mailTemplates.otp(languageOf(user), code) });
  }

  /** The account and the recipient of a link, without using the link up. */
  peekLink(purpose: LinkPurpose, token: string): Promise<TakenSecret | undefined> {
    return this.repository.find(purpose, digestOf(token));
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

  /** Whether this is a valid code, and whether the given network requested it. It is not used up. */
  async findCode(userId: number, code: string, network: string): Promise<'here' | 'elsewhere' | undefined> {
    const given = this.otpKeys.map((key) => digestOfCode(key, userId, code));
    const found = (await this.repository.codesOf(userId)).filter(({ digest }) =>
      given.some((each) => timingSafeEqual(digest, each)),
    );
    if (found.length === 0) return undefined;
    return found.some((each) => each.network === network) ? 'here' : 'elsewhere';
  }

  /** Uses a code up; false when another request has. */
  takeCode(userId: number, code: string): Promise<boolean> {
    const digests = this.otpKeys.map((key) => digestOfCode(key, userId, code));
    return this.repository.takeCode(userId, digests);
  }

  private secret(userId: number, purpose: SecretPurpose, digest: Buffer, to: Pick<NewSecret, 'email' | 'network'>): NewSecret {
    return { userId, purpose, digest, ...to, lifeSeconds: LIFE_SECONDS[purpose] };
  }
}

const digestOfCode = (key: SecretKey, userId: number, code: string) =>
  createHmac('sha256', key).update(`${userId}:${code}`).digest();
