import { Injectable } from '@nestjs/common';
import { DELETED_USERNAME, type UserCard, userEvents } from '@veza/contracts';
import { Database, queueDepth, type Transaction } from '@veza/database';
import { mailboxOf, type QueueDepth } from '@veza/platform';
import { IsNull, MoreThanOrEqual, Not } from 'typeorm';
import { ApiToken } from '../../identity/api-tokens/api-token.entity.js';
import { Attempt } from '../../identity/auth/attempts/attempt.entity.js';
import { EarlierMailedSecret } from '../../identity/auth/earlier-mailed-secret.entity.js';
import { MailedSecret } from '../../identity/auth/mailed-secret.entity.js';
import { LinkedAccount } from '../../identity/auth/oidc/linked-account.entity.js';
import { UnlinkedProvider } from '../../identity/auth/oidc/unlinked-provider.entity.js';
import { PasskeyChallenge } from '../../identity/auth/passkeys/passkey-challenge.entity.js';
import { Passkey } from '../../identity/auth/passkeys/passkey.entity.js';
import { RecoveryCode } from '../../identity/auth/second-factors/recovery-code.entity.js';
import { SignInTicket } from '../../identity/auth/second-factors/sign-in-ticket.entity.js';
import { TotpFactor } from '../../identity/auth/second-factors/totp-factor.entity.js';
import { AccountBan } from '../../identity/bans/account-ban.entity.js';
import { IdempotencyKey } from '../../edge/idempotency/idempotency-key.entity.js';
import { Mail } from '../../outbound/mail/mail.entity.js';
import { NoticeLevelsEntity } from '../../notifications/levels/notice-levels.entity.js';
import { PushPreferences } from '../../notifications/push/push-preferences.entity.js';
import { PushSubscription } from '../../notifications/push/push-subscription.entity.js';
import { FactorRemoval } from '../../identity/auth/second-factors/factor-removal.entity.js';
import { Session } from '../../identity/sessions/session.entity.js';
import { Webhook } from '../../notifications/webhooks/webhook.entity.js';
import { SignInEvent } from '../../identity/sign-ins/sign-in-event.entity.js';
import { FormerName } from '../../identity/users/former-name.entity.js';
import { UserRow } from '../../identity/users/user.entity.js';

/** An account whose address is not verified after this time ends. */
const VERIFICATION_DAYS = 14;

/** What stays in the row: the id for content, and times and marks that the platform needs. */
type Kept = 'id' | 'unverifiedSince' | 'botOf' | 'lastLoginAt' | 'createdAt' | 'erasedAgain' | 'bannedUntil';

/** What is left of an account. A column that is neither here nor kept does not compile. */
const ERASED = {
  username: null,
  usernameSkeleton: null,
  email: null,
  passwordHash: null,
  emailVerified: false,
  secondFactor: false,
  firstName: '',
  lastName: '',
  avatar: null,
  pictureId: null,
  bannerId: null,
  links: () => "'[]'",
  bio: '',
  preferences: {},
  role: 'user',
  deletedAt: () => 'now()',
} as const satisfies Record<Exclude<keyof UserRow, Kept>, unknown>;

/**
 * Raw SQL where a statement folds an address as the index does, finds subjects by their prefix, changes stored events
 * (no entity: the table is the transport's), or skips the rows that another gateway has locked.
 */
@Injectable()
export class ErasureRepository {
  constructor(private readonly database: Database) {}

  /**
   * Removes everything but the id, which content refers to. False when the account was erased before, and with
   * `unverified` unless this is its address and still to be verified.
   */
  async strip(tx: Transaction, id: number, unverified?: string): Promise<boolean> {
    const [user] = await tx.query<{ email: string | null }>(
      `SELECT lower(email) AS email FROM users WHERE id = $1 AND deleted_at IS NULL
         AND ($2::text IS NULL OR (NOT email_verified AND lower(email) = lower($2))) FOR UPDATE`,
      [id, unverified ?? null],
    );
    if (!user) return false;
    // A bot has no address.
    if (user.email !== null) await this.forgetAddress(tx, user.email);
    await tx.update(UserRow, { id }, ERASED);
    return true;
  }

  private async forgetAddress(tx: Transaction, email: string): Promise<void> {
    await tx.delete(Mail, { to: email });
    await tx.query(
      `DELETE FROM attempts WHERE kind IN ('guess', 'mail', 'code', 'code-elsewhere') AND (subject = $1 OR starts_with(subject, $1 || ' '))`,
      [email],
    );
    await tx.query(`DELETE FROM attempts WHERE kind IN ('mailbox', 'mailbox-named') AND subject = $1`, [mailboxOf(email)]);
  }

  async isErased(tx: Transaction, id: number): Promise<boolean> {
    return tx.existsBy(UserRow, { id, deletedAt: Not(IsNull()) });
  }

  /** Accounts that were erased since then, bots among them, in the order of their erasure; at most `most`. */
  erasedSince(since: Date, most: number): Promise<Pick<UserRow, 'id' | 'deletedAt'>[]> {
    return this.database.entities((manager) =>
      manager.find(UserRow, {
        select: { id: true, deletedAt: true },
        where: { deletedAt: MoreThanOrEqual(since) },
        order: { deletedAt: 'ASC', id: 'ASC' },
        take: most,
      }),
    );
  }

  /** In the order of their ids, with their rows locked. */
  async botsOf(tx: Transaction, owner: number): Promise<number[]> {
    const sql = 'SELECT id FROM users WHERE bot_of = $1 AND deleted_at IS NULL ORDER BY id FOR UPDATE';
    return (await tx.query<{ id: number }>(sql, [owner])).map(({ id }) => id);
  }

  /** Removes everything else that is stored under the id, cards in stored events included. Can be repeated. */
  async forget(tx: Transaction, id: number): Promise<void> {
    const factors = [TotpFactor, RecoveryCode, SignInTicket, Passkey, PasskeyChallenge, LinkedAccount, UnlinkedProvider];
    const owned = [
      ApiToken,
      Webhook,
      PushSubscription,
      PushPreferences,
      NoticeLevelsEntity,
      Mail,
      MailedSecret,
      EarlierMailedSecret,
      ...factors,
      IdempotencyKey,
      Session,
      SignInEvent,
      FactorRemoval,
      FormerName,
    ];
    for (const entity of owned) await tx.delete(entity, { userId: id });
    await tx.delete(FactorRemoval, { requestedBy: id });
    await tx.update(AccountBan, { userId: id }, { reason: '' });
    for (const kind of ['export', 'factor']) await tx.delete(Attempt, { kind, subject: String(id) });
    const card: UserCard = {
      id,
      username: DELETED_USERNAME,
      firstName: '',
      lastName: '',
      avatar: null,
      role: 'user',
      deleted: true,
    };
    await tx.query(`UPDATE events SET payload = $2 WHERE name = '${userEvents.changed.name}' AND payload->>'id' = $1::text`, [
      id,
      JSON.stringify(card),
    ]);
  }

  /** Accounts whose time to verify the address is over, at most 100. Those with a role stay: an administrator knows them. */
  unverified(): Promise<{ id: number; email: string }[]> {
    return this.database.query(
      `SELECT id, email FROM users WHERE NOT email_verified AND deleted_at IS NULL AND bot_of IS NULL AND role = 'user'
         AND unverified_since < now() - make_interval(days => $1) ORDER BY unverified_since LIMIT 100`,
      [VERIFICATION_DAYS],
    );
  }

  /** Erasures that are not repeated yet, each due after that time. */
  depth(beforeMs: number): Promise<QueueDepth> {
    const due = 'deleted_at + make_interval(secs => $1)';
    return queueDepth(this.database, `SELECT ${due} AS due FROM users WHERE deleted_at IS NOT NULL AND NOT erased_again`, [
      beforeMs / 1000,
    ]);
  }

  /** Marks and returns accounts that were erased longer ago, at most 100. */
  async takeErased(tx: Transaction, beforeMs: number): Promise<number[]> {
    const rows = await tx.query<{ id: number }>(
      `UPDATE users SET erased_again = true WHERE id IN (
         SELECT id FROM users WHERE deleted_at < now() - make_interval(secs => $1) AND NOT erased_again
         ORDER BY deleted_at LIMIT 100 FOR UPDATE SKIP LOCKED
       ) RETURNING id`,
      [beforeMs / 1000],
    );
    return rows.map(({ id }) => id);
  }
}
