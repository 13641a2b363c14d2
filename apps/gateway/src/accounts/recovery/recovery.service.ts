import { Injectable } from '@nestjs/common';
import { type Caller, DeclaredError, invalid } from '@veza/contracts';
import { Database, type Transaction } from '@veza/database';
import { AuthService } from '../../identity/auth/auth.service.js';
import type { LinkPurpose } from '../../identity/auth/mailed-secret.entity.js';
import { MailedSecretsService } from '../../identity/auth/mailed-secrets.service.js';
import { checkPassword } from '../../identity/auth/passwords/password-rules.js';
import { PasswordsService } from '../../identity/auth/passwords/passwords.service.js';
import { AccessMailsService } from '../../identity/access-mails/access-mails.service.js';
import { ErasureService } from '../personal-data/erasure.service.js';
import { SessionsService, type SignInClient } from '../../identity/sessions/sessions.service.js';
import type { User } from '../../identity/users/user.js';
import { UsersRepository } from '../../identity/users/users.repository.js';
import { AddedAccessRepository } from './added-access.repository.js';

/** What a verification needs beside the token of the mail. */
export interface VerificationProof {
  token: string;
  password?: string | undefined;
}

/**
 * What the links of mails do: new passwords, verified addresses (decision 212). A stranger may have signed up with the
 * address of the reader, so a link alone gives that account nothing, and what the stranger has added ends with the first
 * verification or with a reset.
 */
@Injectable()
export class RecoveryService {
  constructor(
    private readonly database: Database,
    private readonly accounts: UsersRepository,
    private readonly sessions: SessionsService,
    private readonly auth: AuthService,
    private readonly passwords: PasswordsService,
    private readonly secrets: MailedSecretsService,
    private readonly added: AddedAccessRepository,
    private readonly erasure: ErasureService,
    private readonly mails: AccessMailsService,
  ) {}

  /** The account of a link, which is not used up. INVALID_TOKEN for one that is unknown, used or expired. */
  async ownerOf(purpose: LinkPurpose, token: string): Promise<User & { mailedTo: string }> {
    const found = await this.secrets.peekLink(purpose, token);
    const user = found && (await this.accounts.byId(found.userId));
    if (!found || !user || user.deletedAt) throw new DeclaredError('INVALID_TOKEN');
    return { ...user, mailedTo: found.email };
  }

  /** Sets a new password and ends every session. A rejected password leaves the link usable. */
  async reset(token: string, password: string, field: string, client: SignInClient): Promise<void> {
    const user = await this.ownerOf('reset', token);
    checkPassword(password, user, field);
    const passwordHash = await this.passwords.hash(password, client.address);
    const { revoked, bots } = await this.database.transaction(async (tx) => {
      if (!(await this.secrets.takeLink(tx, 'reset', token))) throw new DeclaredError('INVALID_TOKEN');
      const isUnverified = await this.added.lockUnverified(tx, user.id);
      await this.accounts.update(tx, user.id, { passwordHash });
      await this.secrets.retire(tx, user.id);
      const revoked = await this.sessions.revoke(tx, { userId: user.id }, 'password reset');
      const bots = isUnverified ? await this.clear(tx, user.id) : [];
      await this.added.removeReceivers(tx, user.id);
      await this.mails.write(tx, user, 'reset');
      return { revoked, bots };
    });
    this.erasure.announce(revoked, bots);
  }

  /**
   * Makes the address of the mail the account's verified address. The one before gets a mail, too. The token proves the
   * mailbox; a session of the account, or its password, that the account is the reader's.
   */
  async verifyEmail(caller: Caller, { token, password }: VerificationProof, client: SignInClient): Promise<void> {
    const user = await this.ownerOf('verify', token);
    if (!isSessionOf(user, caller)) {
      if (password === undefined) throw invalid('password', 'is required without a session of the account of the link');
      await this.auth.requirePassword(user, password, client);
    }
    const { revoked, bots } = await this.database.transaction(async (tx) => {
      const taken = await this.secrets.takeLink(tx, 'verify', token);
      if (!taken) throw new DeclaredError('INVALID_TOKEN');
      const isFirst = await this.added.lockUnverified(tx, taken.userId);
      const verified = await this.accounts.update(tx, taken.userId, { email: taken.email, emailVerified: true });
      if (user.email.toLowerCase() !== taken.email.toLowerCase()) {
        await this.secrets.retire(tx, verified.id);
        for (const address of [user.email, verified.email]) await this.mails.write(tx, verified, 'address', address);
      }
      if (!isFirst) return { revoked: [], bots: [] };
      const revoked = await this.sessions.revokeApiTokens(tx, { userId: verified.id });
      return { revoked, bots: await this.clear(tx, verified.id) };
    });
    this.erasure.announce(revoked, bots);
  }

  /** "This is not my account": ends it if its address is this one and not verified; otherwise the link ends. */
  async disown(token: string): Promise<void> {
    const user = await this.ownerOf('verify', token);
    const isItsAddress = user.email.toLowerCase() === user.mailedTo.toLowerCase();
    if (isItsAddress && (await this.erasure.eraseUnverified(user.id, user.email))) return;
    await this.database.transaction((tx) => this.secrets.takeLink(tx, 'verify', token));
  }

  private async clear(tx: Transaction, userId: number): Promise<number[]> {
    await this.added.remove(tx, userId);
    return this.erasure.eraseBotsOf(tx, userId);
  }
}

/** An API token is no session: programs have it, and not the reader of the mail. */
const isSessionOf = ({ id }: User, caller: Caller) =>
  caller.kind === 'user' && caller.userId === id && caller.scopes === undefined;
