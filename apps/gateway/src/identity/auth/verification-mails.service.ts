import { Inject, Injectable } from '@nestjs/common';
import { DeclaredError, type UserCaller } from '@veza/contracts';
import { Database, type Transaction } from '@veza/database';
import { CONFIG, mailboxOf } from '@veza/platform';
import type { GatewayConfig } from '../../config.js';
import type { User } from '../users/user.js';
import { UsersService } from '../users/users.service.js';
import { AttemptsService, type AttemptLimit } from './attempts/attempts.service.js';
import { MAILBOX_LIMITS } from './attempts/mailbox-limits.js';
import { MailedSecretsService } from './mailed-secrets.service.js';

/** The mails that confirm the address of an account, or a new one. */
@Injectable()
export class VerificationMailsService {
  private readonly limit: AttemptLimit;

  constructor(
    @Inject(CONFIG) config: GatewayConfig,
    private readonly database: Database,
    private readonly users: UsersService,
    private readonly attempts: AttemptsService,
    private readonly secrets: MailedSecretsService,
  ) {
    this.limit = { kind: 'verification', max: config.LIMIT_MAILS, windowSeconds: 3_600 };
  }

  async resend(caller: UserCaller): Promise<void> {
    const user = await this.users.me(caller);
    if (!user.emailVerified) await this.mail(user, user.email);
  }

  /** EMAIL_UNVERIFIED, and another link, for an account that opens no session before it has what it may not add yet. */
  async requireVerified(user: User): Promise<void> {
    if (user.emailVerified) return;
    await this.mail(user, user.email);
    throw new DeclaredError('EMAIL_UNVERIFIED');
  }

  /** The new address counts once its link is used; only then is a conflict with another account reported. */
  async changeEmail(user: User, email: string): Promise<void> {
    await this.mail(user, email);
  }

  /**
   * Part of a sign-up. Above the limit of the mailbox there is no mail, and the account may send one later: a refusal
   * would let strangers keep the owner of the mailbox from signing up.
   */
  async first(tx: Transaction, user: User): Promise<void> {
    if (await this.attempts.isAllowed(MAILBOX_LIMITS.named, mailboxOf(user.email)))
      await this.secrets.mailLink(tx, user, 'verify');
  }

  private async mail(user: User, email: string): Promise<void> {
    await this.attempts.take(this.limit, String(user.id));
    await this.attempts.take(MAILBOX_LIMITS.named, mailboxOf(email));
    await this.database.transaction((tx) => this.secrets.mailLink(tx, user, 'verify', email));
  }
}
