import { Inject, Injectable } from '@nestjs/common';
import { DeclaredError, type UserCaller } from '@veza/contracts';
import { Database } from '@veza/database';
import { CONFIG, ConcurrencyLimit, networkOf } from '@veza/platform';
import type { GatewayConfig } from '../../config.js';
import { AccessMailsService } from '../access-mails/access-mails.service.js';
import { SignInLog } from '../sessions/sign-in-log.js';
import { SessionsService, type SignInClient, type SignedIn } from '../sessions/sessions.service.js';
import type { User } from '../users/user.js';
import { UsersRepository, type NewUser } from '../users/users.repository.js';
import { UsersService } from '../users/users.service.js';
import { accountIn, AttemptsService, type AttemptLimit } from './attempts/attempts.service.js';
import { CodesService } from './codes.service.js';
import { MailedSecretsService } from './mailed-secrets.service.js';
import { checkPassword } from './passwords/password-rules.js';
import { PasswordsService } from './passwords/passwords.service.js';
import { TwoStepSignInService } from './second-factors/two-step-sign-in.service.js';
import { VerificationMailsService } from './verification-mails.service.js';

export type Registration = Pick<NewUser, 'username' | 'email' | 'firstName' | 'lastName'> & { password: string };
export interface Credentials {
  email: string;
  password: string;
  remember?: boolean;
}

/** Sign-up and sign-in. Where a response must not show whether an account exists, both cases take the same time. */
@Injectable()
export class AuthService {
  private readonly signups: AttemptLimit;
  private readonly signins: AttemptLimit;
  private readonly guesses: AttemptLimit;
  /** One lookup before the hash at a time, so that many sign-ins leave the database connections to other requests. */
  private readonly lookups: ConcurrencyLimit;

  constructor(
    @Inject(CONFIG) config: GatewayConfig,
    private readonly database: Database,
    private readonly users: UsersService,
    private readonly accounts: UsersRepository,
    private readonly sessions: SessionsService,
    private readonly passwords: PasswordsService,
    private readonly attempts: AttemptsService,
    private readonly secrets: MailedSecretsService,
    private readonly codes: CodesService,
    private readonly twoSteps: TwoStepSignInService,
    private readonly verifications: VerificationMailsService,
    private readonly mails: AccessMailsService,
    private readonly log: SignInLog,
  ) {
    this.signups = { kind: 'signup', max: config.LIMIT_SIGNUPS, windowSeconds: 3_600 };
    this.signins = { kind: 'signin', max: config.LIMIT_SIGNINS, windowSeconds: 3_600 };
    this.guesses = { kind: 'guess', max: config.LIMIT_GUESSES, windowSeconds: 900 };
    this.lookups = new ConcurrencyLimit({ concurrency: 1, maxWaitMs: config.PASSWORD_HASH_WAIT });
  }

  async signUp({ password, ...account }: Registration, client: SignInClient): Promise<SignedIn> {
    checkPassword(password, account, 'password');
    await this.attempts.takeFrom(this.signups, client.address);
    if (await this.accounts.byEmail(account.email))
      throw new DeclaredError('EMAIL_TAKEN', { details: [{ field: 'email', message: 'is already in use' }] });
    const passwordHash = await this.passwords.hash(password, client.address);
    return this.database.transaction(async (tx) => {
      const created = await this.users.create(tx, { ...account, passwordHash });
      const { language } = client;
      // The mails to an account are in the language of its sign-up, until its profile names another one.
      const user = language ? await this.accounts.update(tx, created.id, { preferences: { language } }) : created;
      await this.verifications.first(tx, user);
      return this.sessions.open(tx, user, client);
    });
  }

  /** INVALID_CREDENTIALS for a wrong password and for an account that does not exist; SECOND_FACTOR_REQUIRED after a right one. */
  async signIn({ email, password, remember }: Credentials, client: SignInClient): Promise<SignedIn> {
    const user = await this.lookups.run(async () => {
      await this.attempts.takeFrom(this.signins, client.address);
      return this.accounts.byEmail(email);
    }, networkOf(client.address));
    return this.log.during('password', user?.id, client, async () => {
      if (!(await this.isRight(password, user?.passwordHash, email, client)) || !user)
        throw new DeclaredError('INVALID_CREDENTIALS');
      return this.twoSteps.enter(user, client, { method: 'password', verifiedHash: user.passwordHash, remember });
    });
  }

  async signInWithCode(email: string, code: string, client: SignInClient): Promise<SignedIn> {
    await this.attempts.takeFrom(this.signins, client.address);
    const user = await this.accounts.byEmail(email);
    return this.log.during('code', user?.id, client, async () => {
      if (!(await this.codes.take(user, email, code, client.address)) || !user) throw new DeclaredError('INVALID_CODE');
      return this.twoSteps.enter(user, client, { method: 'code' });
    });
  }

  async signInWithFactor(given: { ticket: string; code: string }, client: SignInClient): Promise<SignedIn> {
    await this.attempts.takeFrom(this.signins, client.address);
    return this.twoSteps.finishWithCode(given, client);
  }

  refresh(token: string, client: SignInClient): Promise<SignedIn> {
    return this.sessions.refresh(token, client.address);
  }

  signOut(caller: UserCaller): Promise<void> {
    return this.sessions.end(caller);
  }

  /** Ends every session but the caller's own. A wrong current password is INVALID_CREDENTIALS. */
  async changePassword(
    caller: UserCaller,
    { currentPassword, newPassword }: { currentPassword: string; newPassword: string },
    client: SignInClient,
  ): Promise<void> {
    const user = await this.confirm(caller, currentPassword, client);
    checkPassword(newPassword, user, 'newPassword');
    const passwordHash = await this.passwords.hash(newPassword, client.address);
    const revoked = await this.database.transaction(async (tx) => {
      await this.accounts.update(tx, user.id, { passwordHash });
      await this.secrets.retire(tx, user.id);
      await this.mails.write(tx, user, 'password');
      return this.sessions.revoke(tx, { userId: user.id, except: caller.sessionId }, 'password changed');
    });
    this.sessions.announce(revoked);
  }

  /**
   * The account, if this is its password. Of an account with a second factor the password alone proves too little: the
   * session must be fresh as well, which takes the factor.
   */
  async confirm(caller: UserCaller, password: string, client: SignInClient): Promise<User> {
    const user = await this.users.me(caller);
    if (user.secondFactor) await this.sessions.requireFresh(caller);
    await this.requirePassword(user, password, client);
    return user;
  }

  async requirePassword({ id, passwordHash, email }: User, password: string, client: SignInClient): Promise<void> {
    if (await this.isRight(password, passwordHash, email, client)) return;
    const refusal = new DeclaredError('INVALID_CREDENTIALS');
    this.log.refused('confirmation', id, client, refusal);
    throw refusal;
  }

  private isRight(password: string, expected: string | undefined, email: string, { address }: SignInClient): Promise<boolean> {
    const subject = accountIn(networkOf(address), email);
    return this.passwords.verify(password, expected, {
      subject,
      address,
      before: () => this.attempts.check(this.guesses, subject),
      after: async (right) => {
        if (!right) await this.attempts.add(this.guesses, subject);
      },
    });
  }
}
