import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { type Assertion, type Attestation, DeclaredError, type UserCaller } from '@veza/contracts';
import { Database } from '@veza/database';
import { CONFIG } from '@veza/platform';
import type { GatewayConfig } from '../../../config.js';
import { AccessMailsService } from '../../access-mails/access-mails.service.js';
import { SessionsService } from '../../sessions/sessions.service.js';
import type { User } from '../../users/user.js';
import { UsersService } from '../../users/users.service.js';
import { SecondFactorsService } from '../second-factors/second-factors.service.js';
import { challengeOf, PasskeyParty } from './passkey-party.js';
import type { ChallengePurpose } from './passkey-challenge.entity.js';
import type { Passkey } from './passkey.entity.js';
import { PasskeysRepository } from './passkeys.repository.js';

const MOST = 20;
const LIFE_SECONDS = 300;

/** A new credential, and its name for the user. */
interface CreatedPasskey {
  name: string;
  credential: Attestation;
}

/** What an assertion is for. `userId` null: a sign-in with a passkey alone, of any account. */
interface Use {
  purpose: Exclude<ChallengePurpose, 'creation'>;
  userId: number | null;
}

/**
 * Passkeys: a second factor as the authenticator app is one, and both factors at once where the authenticator verifies its
 * user (decision 175). The edge has checked that the session of a change is fresh.
 */
@Injectable()
export class PasskeysService {
  private readonly party: PasskeyParty;

  constructor(
    @Inject(CONFIG) config: GatewayConfig,
    private readonly database: Database,
    private readonly repository: PasskeysRepository,
    private readonly users: UsersService,
    private readonly factors: SecondFactorsService,
    private readonly sessions: SessionsService,
    private readonly mails: AccessMailsService,
  ) {
    this.party = new PasskeyParty(config);
  }

  list({ userId }: UserCaller): Promise<Passkey[]> {
    return this.repository.list(userId);
  }

  async creationOptionsOf(caller: UserCaller) {
    return this.creationOptions(await this.users.me(caller));
  }

  async creationOptions(user: User) {
    const known = await this.repository.list(user.id);
    if (known.length >= MOST) throw tooMany();
    return this.party.creationOptions(user, known, await this.challenge('creation', user.id));
  }

  /** The first factor of the account makes recovery codes, and ends the sessions that were opened without it. */
  async add(caller: UserCaller, created: CreatedPasskey) {
    return this.addTo(await this.users.me(caller), created, { except: caller.sessionId });
  }

  /** The same during a sign-in, for an account without any factor: INVALID_TOKEN beside one. Ends all sessions. */
  addFirst(user: User, created: CreatedPasskey) {
    return this.addTo(user, created, { isFirst: true });
  }

  private async addTo(
    user: User,
    { name, credential }: CreatedPasskey,
    { except, isFirst }: { except?: string; isFirst?: true },
  ) {
    const challenge = await this.takeChallenge(credential.response.clientDataJSON, 'creation', user.id);
    const created = await this.party.verifyCreation(credential, challenge);
    const { transports = [] } = credential.response;
    const { passkey, codes, revoked } = await this.database.transaction(async (tx) => {
      const codes = await this.factors.begin(tx, user);
      if (isFirst && codes.length === 0) throw new DeclaredError('INVALID_TOKEN');
      if ((await this.repository.count(tx, user.id)) >= MOST) throw tooMany();
      const passkey = await this.repository.insert(tx, { ...created, userId: user.id, name, transports });
      if (!passkey) throw new DeclaredError('INVALID_PASSKEY');
      await this.mails.write(tx, user, 'passkey-on');
      if (codes.length === 0) return { passkey, codes, revoked: [] };
      return { passkey, codes, revoked: await this.sessions.revoke(tx, { userId: user.id, except }, 'second factor added') };
    });
    this.sessions.announce(revoked);
    return { passkey, codes };
  }

  async rename({ userId }: UserCaller, id: string, name: string): Promise<Passkey> {
    const renamed = await this.repository.rename(userId, id, name);
    if (!renamed) throw new DeclaredError('NOT_FOUND');
    return renamed;
  }

  async remove(caller: UserCaller, id: string): Promise<void> {
    const user = await this.users.me(caller);
    await this.database.transaction(async (tx) => {
      await this.factors.hold(tx, user.id);
      if (!(await this.repository.remove(tx, user.id, id))) throw new DeclaredError('NOT_FOUND');
      await this.factors.settle(tx, user.id);
      await this.mails.write(tx, user, 'passkey-off');
    });
  }

  async requestOptions({ purpose, userId }: Use) {
    const allowed = userId === null ? [] : await this.repository.list(userId);
    return this.party.requestOptions(allowed, await this.challenge(purpose, userId));
  }

  find(credentialId: string): Promise<Passkey | undefined> {
    return this.repository.byCredential(credentialId);
  }

  /** Uses an assertion up. INVALID_PASSKEY for any that is wrong, old, used, or of another account than `userId`. */
  async take(passkey: Passkey | undefined, assertion: Assertion, { purpose, userId }: Use): Promise<void> {
    const challenge = await this.takeChallenge(assertion.response.clientDataJSON, purpose, userId);
    if (!passkey || (userId !== null && passkey.userId !== userId)) throw new DeclaredError('INVALID_PASSKEY');
    const { counter, backedUp } = await this.party.verifyUse(passkey, assertion, challenge, userId === null);
    if (!(await this.repository.takeUse(passkey.id, counter, backedUp))) throw new DeclaredError('INVALID_PASSKEY');
  }

  /** The same, of a known account. */
  async takeOf(user: User, assertion: Assertion, purpose: 'second-factor' | 'renewal'): Promise<void> {
    await this.take(await this.find(assertion.id), assertion, { purpose, userId: user.id });
  }

  private async challenge(purpose: ChallengePurpose, userId: number | null): Promise<Buffer> {
    const challenge = randomBytes(32);
    await this.repository.addChallenge({ challenge, purpose, userId }, LIFE_SECONDS);
    return challenge;
  }

  /** Before anything is compared, so that each challenge is tried once. */
  private async takeChallenge(clientDataJSON: string, purpose: ChallengePurpose, userId: number | null): Promise<Buffer> {
    const challenge = challengeOf(clientDataJSON);
    if (!challenge || !(await this.repository.takeChallenge({ challenge, purpose, userId })))
      throw new DeclaredError('INVALID_PASSKEY');
    return challenge;
  }
}

const tooMany = () =>
  new DeclaredError('INVALID_STATE', { message: `An account has at most ${MOST} passkeys; remove one first` });
