import { Inject, Injectable } from '@nestjs/common';
import { DeclaredError, type UserCaller } from '@veza/contracts';
import { Database, DatabaseClock, type Transaction } from '@veza/database';
import { CONFIG, Hourly, keyring, type Keyring, KeyringSeal } from '@veza/platform';
import type { GatewayConfig } from '../../../config.js';
import { AccessMailsService } from '../../access-mails/access-mails.service.js';
import { SessionsService } from '../../sessions/sessions.service.js';
import type { User } from '../../users/user.js';
import { UsersService } from '../../users/users.service.js';
import { AttemptsService, type AttemptLimit } from '../attempts/attempts.service.js';
import { digestOfRecoveryCode, newRecoveryCodes } from './recovery-codes.js';
import { SecondFactorsRepository } from './second-factors.repository.js';
import type { TotpFactor } from './totp-factor.entity.js';
import { enrolmentOf, newTotpSecret, stepOf } from './totp.js';

/**
 * Wrong codes of an account from all networks together. Only a party that has proven the first factor can enter codes, so
 * strangers lock no account.
 */
const TRIES: AttemptLimit = { kind: 'factor', max: 10, windowSeconds: 900 };

export interface FactorState {
  confirmedAt: Date | null;
  recoveryCodesLeft: number;
}

/** The second factor of an account: an authenticator app, and ten recovery codes for its loss (decision 174). */
@Injectable()
export class SecondFactorsService {
  private readonly seals: KeyringSeal;
  private readonly codeKeys: Keyring;

  constructor(
    @Inject(CONFIG) config: GatewayConfig,
    private readonly database: Database,
    private readonly repository: SecondFactorsRepository,
    private readonly users: UsersService,
    private readonly sessions: SessionsService,
    private readonly attempts: AttemptsService,
    private readonly mails: AccessMailsService,
    private readonly clock: DatabaseClock,
  ) {
    this.seals = new KeyringSeal(keyring(config, 'totp-secrets'));
    this.codeKeys = keyring(config, 'recovery-codes');
  }

  async state({ userId }: UserCaller): Promise<FactorState> {
    const [factor, recoveryCodesLeft] = await Promise.all([this.repository.find(userId), this.repository.countCodes(userId)]);
    return { confirmedAt: factor?.confirmedAt ?? null, recoveryCodesLeft };
  }

  /** A secret for an authenticator app, shown once. `user` has just proven the password. INVALID_STATE beside a confirmed one. */
  async enrol(user: User): Promise<{ secret: string; uri: string }> {
    const secret = newTotpSecret();
    if (!(await this.repository.enrol(user.id, this.seals.seal(secret, placeOf(user.id))))) throw confirmedAlready();
    return enrolmentOf(secret, user.email);
  }

  /** Turns the factor on by its first code, and ends the other sessions, which were opened without it. */
  async confirm(caller: UserCaller, code: string): Promise<string[]> {
    return this.turnOn(await this.users.me(caller), code, { except: caller.sessionId });
  }

  /** The same during a sign-in, for an account without any factor: INVALID_TOKEN beside one. Ends all sessions. */
  confirmFirst(user: User, code: string): Promise<string[]> {
    return this.turnOn(user, code, { isFirst: true });
  }

  private async turnOn(user: User, code: string, { except, isFirst }: { except?: string; isFirst?: true }): Promise<string[]> {
    const factor = await this.repository.find(user.id);
    if (!factor) throw new DeclaredError('INVALID_STATE', { message: 'There is no authenticator app to confirm; add one first' });
    if (factor.confirmedAt) throw confirmedAlready();
    await this.attempts.take(TRIES, String(user.id));
    const step = this.step(factor, code);
    if (step === undefined) throw new DeclaredError('INVALID_CODE');
    const codes = newRecoveryCodes();
    const revoked = await this.database.transaction(async (tx) => {
      const { hasFactor } = await this.repository.hold(tx, user.id);
      if (isFirst && hasFactor) throw new DeclaredError('INVALID_TOKEN');
      if (!(await this.repository.confirm(tx, factor, step))) throw confirmedAlready();
      await this.attempts.forget(tx, TRIES, String(user.id));
      await this.replaceCodes(tx, user, codes);
      await this.mails.write(tx, user, 'factor-on');
      return this.sessions.revoke(tx, { userId: user.id, except }, 'second factor added');
    });
    this.sessions.announce(revoked);
    return codes;
  }

  /** `user` has just proven the password. */
  async renewCodes(user: User): Promise<string[]> {
    if (!(await this.repository.hasFactor(this.database, user.id)))
      throw new DeclaredError('INVALID_STATE', { message: 'The account has no second factor' });
    const codes = newRecoveryCodes();
    await this.database.transaction(async (tx) => {
      await this.replaceCodes(tx, user, codes);
      await this.mails.write(tx, user, 'recovery-codes');
    });
    return codes;
  }

  /**
   * Removes the app. `user` has just proven the password, and a second factor if it had one then: one that was added
   * meanwhile stays.
   */
  async remove(user: User): Promise<void> {
    await this.database.transaction(async (tx) => {
      const { hasFactor } = await this.repository.hold(tx, user.id);
      if (hasFactor && !user.secondFactor) return;
      const removed = await this.repository.removeTotp(tx, user.id);
      await this.repository.settle(tx, user.id);
      if (removed && hasFactor) await this.mails.write(tx, user, 'factor-off');
    });
  }

  /** Part of the addition of another kind of factor. Returns the recovery codes, if it is the first one of the account. */
  async begin(tx: Transaction, user: User): Promise<string[]> {
    const { hasFactor } = await this.repository.hold(tx, user.id);
    if (hasFactor) return [];
    await this.repository.mark(tx, user.id);
    const codes = newRecoveryCodes();
    await this.replaceCodes(tx, user, codes);
    return codes;
  }

  /** Part of a removal of another kind of factor: before it. */
  async hold(tx: Transaction, userId: number): Promise<void> {
    await this.repository.hold(tx, userId);
  }

  /** After it. */
  settle(tx: Transaction, userId: number): Promise<void> {
    return this.repository.settle(tx, userId);
  }

  /** Uses a code of the app or a recovery code up. INVALID_CODE for a wrong, used or old one; RATE_LIMITED after too many. */
  async take(user: User, code: string): Promise<void> {
    const subject = String(user.id);
    await this.attempts.take(TRIES, subject);
    if (!((await this.takeStep(user.id, code)) || (await this.takeRecoveryCode(user, code))))
      throw new DeclaredError('INVALID_CODE');
    await this.attempts.forget(this.database, TRIES, subject);
  }

  /** Seals secrets with the key of the present VEZA_SECRET, so that an earlier one can be removed (decision 181). */
  @Hourly('sealing of authenticator secrets')
  async sealAgain(): Promise<void> {
    if (!this.seals.isReplacing) return;
    let page = await this.repository.factorsAfter(0);
    while (page.length > 0) {
      for (const { userId, secret } of page) {
        const again = this.seals.again(secret, placeOf(userId));
        if (again) await this.repository.replaceSecret(userId, secret, again);
      }
      page = await this.repository.factorsAfter(page.at(-1)?.userId ?? 0);
    }
  }

  private async takeStep(userId: number, code: string): Promise<boolean> {
    const factor = await this.repository.find(userId);
    const step = factor?.confirmedAt ? this.step(factor, code) : undefined;
    return step !== undefined && this.repository.takeStep(userId, step);
  }

  private takeRecoveryCode(user: User, code: string): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      const digests = this.codeKeys.map((key) => digestOfRecoveryCode(key, user.id, code));
      const taken = await this.repository.takeCode(tx, user.id, digests);
      if (taken) await this.mails.write(tx, user, 'recovered');
      return taken;
    });
  }

  private step({ userId, secret }: TotpFactor, code: string): number | undefined {
    const plain = this.seals.open(secret, placeOf(userId));
    return plain && stepOf(plain, code, this.clock.now());
  }

  private replaceCodes(tx: Transaction, { id }: User, codes: readonly string[]): Promise<void> {
    return this.repository.replaceCodes(
      tx,
      id,
      codes.map((code) => digestOfRecoveryCode(this.codeKeys[0], id, code)),
    );
  }
}

/** A sealed secret opens for its account only. */
const placeOf = (userId: number) => `totp ${userId}`;

const confirmedAlready = () =>
  new DeclaredError('INVALID_STATE', { message: 'The account has an authenticator app already; remove it first' });
