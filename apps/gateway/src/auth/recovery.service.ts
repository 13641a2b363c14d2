import { Inject, Injectable } from '@nestjs/common';
import { DeclaredError, type UserCaller } from '@veza/contracts';
import { Database } from '@veza/database';
import { CONFIG } from '@veza/platform';
import type { GatewayConfig } from '../config.js';
import { AccessMailsService } from '../mail/access-mails.service.js';
import { SessionsService, type SignInClient } from '../sessions/sessions.service.js';
import type { User } from '../users/user.js';
import { UsersRepository } from '../users/users.repository.js';
import { UsersService } from '../users/users.service.js';
import { AttemptsService, type AttemptLimit } from './attempts/attempts.service.js';
import { MailRequestsService } from './mail-requests.service.js';
import { MailedSecretsService } from './mailed-secrets.service.js';
import { checkPassword } from './passwords/password-rules.js';
import { PasswordsService } from './passwords/passwords.service.js';

/** Flows through the mailbox: new passwords, one-time codes, verified addresses. */
@Injectable()
export class RecoveryService {
  private readonly verifications: AttemptLimit;

  constructor(
    @Inject(CONFIG) config: GatewayConfig,
    private readonly database: Database,
    private readonly users: UsersService,
    private readonly accounts: UsersRepository,
    private readonly sessions: SessionsService,
    private readonly passwords: PasswordsService,
    private readonly attempts: AttemptsService,
    private readonly requests: MailRequestsService,
    private readonly secrets: MailedSecretsService,
    private readonly mails: AccessMailsService,
  ) {
    this.verifications = { kind: 'verification', max: config.LIMIT_MAILS, windowSeconds: 3_600 };
  }

  requestReset(email: string, client: SignInClient): Promise<void> {
    return this.requests.add('reset', email, client);
  }

  requestCode(email: string, client: SignInClient): Promise<void> {
    return this.requests.add('otp', email, client);
  }

  /** Sets a new password and ends every session. A rejected password leaves the link usable. */
  async reset(token: string, password: string, field: string, client: SignInClient): Promise<void> {
    const userId = await this.secrets.peekLink('reset', token);
    const user = userId === undefined ? undefined : await this.accounts.byId(userId);
    if (!user || user.deletedAt) throw new DeclaredError('INVALID_TOKEN');
    checkPassword(password, user, field);
    const passwordHash = await this.passwords.hash(password, client.address);
    const revoked = await this.database.transaction(async (tx) => {
      if (!(await this.secrets.takeLink(tx, 'reset', token))) throw new DeclaredError('INVALID_TOKEN');
      await this.accounts.update(tx, user.id, { passwordHash });
      await this.secrets.retire(tx, user.id);
      await this.mails.write(tx, user, 'password');
      return this.sessions.revoke(tx, { userId: user.id }, 'password reset');
    });
    this.sessions.announce(revoked);
  }

  /** Makes the address of the mail the account's verified address. The one before gets a mail, too. */
  async verifyEmail(token: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const taken = await this.secrets.takeLink(tx, 'verify', token);
      if (!taken) throw new DeclaredError('INVALID_TOKEN');
      const before = await this.accounts.byId(taken.userId);
      const user = await this.accounts.update(tx, taken.userId, { email: taken.email, emailVerified: true });
      if (!before || before.email.toLowerCase() === taken.email.toLowerCase()) return;
      await this.secrets.retire(tx, user.id);
      for (const address of [before.email, user.email]) await this.mails.write(tx, user, 'address', address);
    });
  }

  async resendVerification(caller: UserCaller): Promise<void> {
    const user = await this.users.me(caller);
    if (!user.emailVerified) await this.mailVerification(user, user.email);
  }

  /** The new address counts once its link is used; only then is a conflict with another account reported. */
  async changeEmail(user: User, email: string): Promise<void> {
    await this.mailVerification(user, email);
  }

  private async mailVerification(user: User, email: string): Promise<void> {
    await this.attempts.take(this.verifications, String(user.id));
    await this.database.transaction((tx) => this.secrets.mailLink(tx, user, 'verify', email));
  }
}
