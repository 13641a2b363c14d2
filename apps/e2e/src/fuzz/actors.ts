import { generateKeyPair, SignJWT } from 'jose';
import { type TestUser, signIn, signUp } from '../test-users.js';
import type { TestSystem } from '../test-system.js';
import { type Actor, ACTORS } from './draft.js';

const RANKS: Partial<Record<Actor, string>> = { moderator: 'moderator', admin: 'admin' };

/** The users that send requests. A user whose session or account was ended by a request is replaced by a new one. */
export class Actors {
  private readonly users = new Map<Actor, Promise<TestUser>>();
  private revoked?: Promise<string>;

  constructor(private readonly system: TestSystem) {}

  /** Concurrent calls return the same user: an address and the code mailed to it belong together. */
  user(actor: Actor): Promise<TestUser> {
    const user = this.users.get(actor) ?? this.create(actor);
    this.users.set(actor, user);
    return user;
  }

  private async create(actor: Actor): Promise<TestUser> {
    const user = await signUp(this.system, `fuzz_${actor}`);
    const rank = RANKS[actor];
    if (rank !== undefined) {
      await this.system.database.query(`UPDATE identity.users SET role = '${rank}' WHERE id = ${user.id}`);
      Object.assign(user, await signIn(this.system, user));
    }
    return user;
  }

  async token(actor: Actor): Promise<string | undefined> {
    return actor === 'anonymous' ? undefined : (await this.user(actor)).accessToken;
  }

  /** Called after a request that may have ended a session or changed credentials. */
  async dropSignedOut(): Promise<void> {
    for (const [actor, user] of this.users) {
      const { accessToken } = await user;
      const { status } = await this.system.rest.as(accessToken).get('/api/v1/users/me');
      if (status !== 200) this.users.delete(actor);
    }
  }

  drop(actor: Actor): void {
    this.users.delete(actor);
  }

  /** A valid token of an ended session. */
  private async ended(): Promise<string> {
    const { accessToken } = await signIn(this.system, await this.user('owner'));
    (await this.system.rest.as(accessToken).post('/api/v1/logout')).expect(204);
    return accessToken;
  }

  /** Authorization headers that every entry point must reject. */
  async invalidToken(which: string): Promise<string> {
    const { accessToken, refreshToken, username } = await this.user('owner');
    const [header, payload] = accessToken.split('.');
    const { privateKey } = await generateKeyPair('EdDSA');
    const sign = (expires: string) =>
      new SignJWT({ sid: '1', username, role: 'admin' })
        .setProtectedHeader({ alg: 'EdDSA', kid: 'another' })
        .setIssuer('veza')
        .setSubject('1')
        .setIssuedAt()
        .setExpirationTime(expires)
        .sign(privateKey);
    const tokens: Record<string, () => string | Promise<string>> = {
      expired: () => sign('-1h'),
      'of another key': () => sign('15m'),
      'without a signature': () => `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`,
      cut: () => `${header}.${payload}`,
      'of a refresh': () => refreshToken,
      revoked: () => (this.revoked ??= this.ended()),
    };
    return `Bearer ${await tokens[which]?.()}`;
  }
}

export const isActor = (name: string): name is Actor => ACTORS.some((each) => each === name);
