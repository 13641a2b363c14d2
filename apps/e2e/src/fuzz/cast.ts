import { generateKeyPair, SignJWT } from 'jose';
import { type Person, signIn, signUp } from '../people.js';
import type { World } from '../world.js';
import { type Actor, ACTORS } from './draft.js';

const RANKS: Partial<Record<Actor, string>> = { moderator: 'moderator', admin: 'admin' };

/** Those in whose names requests are made. Whose session or account a request has ended is replaced by somebody new. */
export class Cast {
  private readonly people = new Map<Actor, Promise<Person>>();
  private revoked?: Promise<string>;

  constructor(private readonly world: World) {}

  /** Asked for twice at once, it is one person all the same: an address and the code that was mailed to it belong together. */
  person(actor: Actor): Promise<Person> {
    const person = this.people.get(actor) ?? this.engage(actor);
    this.people.set(actor, person);
    return person;
  }

  private async engage(actor: Actor): Promise<Person> {
    const person = await signUp(this.world, `fuzz_${actor}`);
    const rank = RANKS[actor];
    if (rank !== undefined) {
      await this.world.database.query(`UPDATE identity.users SET role = '${rank}' WHERE id = ${person.id}`);
      Object.assign(person, await signIn(this.world, person));
    }
    return person;
  }

  async token(actor: Actor): Promise<string | undefined> {
    return actor === 'anonymous' ? undefined : (await this.person(actor)).accessToken;
  }

  /** Called after a call that may have ended a session or changed what a person signs in with. */
  async dismissTheDead(): Promise<void> {
    for (const [actor, person] of this.people) {
      const { accessToken } = await person;
      const { status } = await this.world.rest.as(accessToken).get('/api/v1/users/me');
      if (status !== 200) this.people.delete(actor);
    }
  }

  dismiss(actor: Actor): void {
    this.people.delete(actor);
  }

  /** Good in everything but that its session is over. */
  private async ended(): Promise<string> {
    const { accessToken } = await signIn(this.world, await this.person('owner'));
    (await this.world.rest.as(accessToken).post('/api/v1/logout')).expect(204);
    return accessToken;
  }

  /** Authorization headers that no door may take. */
  async foreign(which: string): Promise<string> {
    const { accessToken, refreshToken, username } = await this.person('owner');
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
