import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { DeclaredError, type UserCaller } from '@veza/contracts';
import { Database, type Transaction } from '@veza/database';
import { CONFIG } from '@veza/platform';
import type { GatewayConfig } from '../config.js';
import { Sessions } from '../sessions/sessions.service.js';
import type { User } from '../users/user.js';
import { UsersRepository } from '../users/users.repository.js';
import { Users } from '../users/users.service.js';
import { Attempts, type AttemptLimit } from './attempts.service.js';
import { MailedSecrets } from './mailed-secrets.service.js';
import { checkPassword } from './passwords/password-rules.js';
import { Passwords } from './passwords/passwords.service.js';

/** Longer than the work with an account, so that the answer comes at the same time without one. */
const EVEN_MS = 120;

/** What goes through the mailbox: new passwords, one-time codes, proof of an address. */
@Injectable()
export class Recovery {
  private readonly mails: AttemptLimit;

  constructor(
    @Inject(CONFIG) config: GatewayConfig,
    private readonly database: Database,
    private readonly users: Users,
    private readonly accounts: UsersRepository,
    private readonly sessions: Sessions,
    private readonly passwords: Passwords,
    private readonly attempts: Attempts,
    private readonly secrets: MailedSecrets,
  ) {
    this.mails = { kind: 'mail', most: config.LIMIT_MAILS, windowSeconds: 3_600 };
  }

  /** Says nothing about whether the account exists, not even by its time. */
  requestReset(email: string): Promise<void> {
    return this.mailTo(email, (tx, user) => this.secrets.mailLink(tx, user, 'reset'));
  }

  requestCode(email: string): Promise<void> {
    return this.mailTo(email, (tx, user) => this.secrets.mailCode(tx, user));
  }

  /** Sets a new password and ends every session. A password that is refused leaves the link good. */
  async reset(token: string, password: string, field: string): Promise<void> {
    const userId = await this.secrets.peekLink('reset', token);
    const user = userId === undefined ? undefined : await this.accounts.byId(userId);
    if (!user || user.deletedAt) throw new DeclaredError('INVALID_TOKEN');
    checkPassword(password, user, field);
    const passwordHash = await this.passwords.hash(password);
    const revoked = await this.database.transaction(async (tx) => {
      if (!(await this.secrets.takeLink(tx, 'reset', token))) throw new DeclaredError('INVALID_TOKEN');
      await this.accounts.update(tx, user.id, { passwordHash });
      return this.sessions.revoke(tx, { userId: user.id }, 'password reset');
    });
    this.sessions.announce(revoked);
  }

  /** The address of the mail is the account's from now on, and proven. */
  async verifyEmail(token: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const taken = await this.secrets.takeLink(tx, 'verify', token);
      if (!taken) throw new DeclaredError('INVALID_TOKEN');
      await this.accounts.update(tx, taken.userId, { email: taken.email, emailVerified: true });
    });
  }

  async resendVerification(caller: UserCaller): Promise<void> {
    const user = await this.users.me(caller);
    if (!user.emailVerified) await this.mailVerification(user, user.email);
  }

  /** A new address counts when its mail is answered; until then the old one stays. */
  async changeEmail(user: User, email: string): Promise<void> {
    if (await this.accounts.byEmail(email))
      throw new DeclaredError('EMAIL_TAKEN', { details: [{ field: 'email', message: 'taken' }] });
    await this.mailVerification(user, email);
  }

  private async mailVerification(user: User, email: string): Promise<void> {
    await this.attempts.take(this.mails, user.email.toLowerCase());
    await this.database.transaction((tx) => this.secrets.mailLink(tx, user, 'verify', email));
  }

  private async mailTo(email: string, write: (tx: Transaction, user: User) => Promise<void>): Promise<void> {
    const work = async () => {
      const user = await this.accounts.byEmail(email);
      const fits = await this.attempts.fits(this.mails, email.toLowerCase());
      if (user && fits) await this.database.transaction((tx) => write(tx, user));
    };
    await Promise.all([work(), pause(EVEN_MS)]);
  }
}
