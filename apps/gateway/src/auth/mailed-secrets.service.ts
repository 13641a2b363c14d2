import { createHash, createHmac, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Database, type Transaction } from '@veza/database';
import { CONFIG, deriveSecret } from '@veza/platform';
import type { GatewayConfig } from '../config.js';
import { letters } from '../mail/letters.js';
import { MailsService } from '../mail/mails.service.js';
import type { User } from '../users/user.js';
import { DEFAULT_PREFERENCES } from '../users/user.js';

type LinkPurpose = 'verify' | 'reset';

const LIFE_SECONDS = { verify: 3 * 86_400, reset: 3_600, otp: 300 };
const PATH = { verify: '/verify-email', reset: '/reset-password' };
const MOST_TRIES = 5;

export interface TakenSecret {
  userId: number;
  /** Where the mail went: for `verify` the address that is now proven. */
  email: string;
}

/**
 * Links and one-time codes that go out by mail: single use, one of a kind for each person (a new one retires the old), and
 * stored as digests only. A code has six digits, so its digest is keyed and five wrong tries end it.
 */
@Injectable()
export class MailedSecretsService {
  private readonly otpKey: Buffer;

  constructor(
    @Inject(CONFIG) private readonly config: GatewayConfig,
    private readonly database: Database,
    private readonly mails: MailsService,
  ) {
    this.otpKey = deriveSecret(config.VEZA_SECRET, 'one-time-codes');
  }

  /** Mails a link to `email`, which for `verify` may be an address that the account shall have. */
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

  /** Whose link this is, without using it up. */
  async peekLink(purpose: LinkPurpose, token: string): Promise<number | undefined> {
    const [found] = await this.database.query<{ userId: number }>(
      `SELECT user_id AS "userId" FROM mailed_secrets WHERE digest = $1 AND purpose = $2 AND expires_at > now()`,
      [digestOf(token), purpose],
    );
    return found?.userId;
  }

  /** Uses a link's token up; undefined for one that is unknown, used, retired or too old. */
  async takeLink(tx: Transaction, purpose: LinkPurpose, token: string): Promise<TakenSecret | undefined> {
    const [taken] = await tx.query<TakenSecret>(
      `DELETE FROM mailed_secrets WHERE digest = $1 AND purpose = $2 AND expires_at > now() RETURNING user_id AS "userId", email`,
      [digestOf(token), purpose],
    );
    return taken;
  }

  /**
   * What was mailed before a new password or address holds no more: neither links and codes that went to an old mailbox, nor
   * one that would give the account an address which somebody else has asked for.
   */
  async retire(tx: Transaction, userId: number): Promise<void> {
    await tx.query(
      `DELETE FROM mailed_secrets s USING users u WHERE s.user_id = $1 AND u.id = $1 AND (s.purpose <> 'verify' OR lower(s.email) <> lower(u.email))`,
      [userId],
    );
  }

  /** Counts a try and uses the code up when it is right. */
  async takeCode(userId: number, code: string): Promise<boolean> {
    const [tried] = await this.database.query<{ digest: Buffer }>(
      `UPDATE mailed_secrets SET tries = tries + 1 WHERE user_id = $1 AND purpose = 'otp' AND expires_at > now() AND tries < $2 RETURNING digest`,
      [userId, MOST_TRIES],
    );
    const given = this.digestOfCode(userId, code);
    if (!timingSafeEqual(tried?.digest ?? Buffer.alloc(given.length), given)) return false;
    const used = await this.database.query(
      `DELETE FROM mailed_secrets WHERE user_id = $1 AND purpose = 'otp' AND digest = $2 RETURNING 1`,
      [userId, given],
    );
    return used.length > 0;
  }

  private async store(
    tx: Transaction,
    userId: number,
    purpose: LinkPurpose | 'otp',
    digest: Buffer,
    email: string,
  ): Promise<void> {
    await tx.query(
      `INSERT INTO mailed_secrets (user_id, purpose, digest, email, expires_at) VALUES ($1, $2, $3, $4, now() + make_interval(secs => $5))
       ON CONFLICT (user_id, purpose) DO UPDATE SET digest = excluded.digest, email = excluded.email, expires_at = excluded.expires_at, tries = 0`,
      [userId, purpose, digest, email, LIFE_SECONDS[purpose]],
    );
  }

  private digestOfCode(userId: number, code: string): Buffer {
    return createHmac('sha256', this.otpKey).update(`${userId}:${code}`).digest();
  }
}

const languageOf = ({ preferences }: User) => preferences.language ?? DEFAULT_PREFERENCES.language;
const digestOf = (token: string) => createHash('sha256').update(token).digest();
