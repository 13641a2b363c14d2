import { randomBytes } from 'node:crypto';
import type { Session, Veza } from '@veza/sdk';
import type { World } from './world.js';

export interface Person extends Session {
  id: number;
  username: string;
  email: string;
  password: string;
  /** The SDK, signed in as this person. */
  client: Veza;
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/** A word that nobody has used before: for names, for what is searched, and for what no log may hold. */
export const word = (): string => [...randomBytes(14)].map((byte) => LETTERS[byte % LETTERS.length]).join('');

/** Somebody new. Password and tokens are kept from the logs: the last story looks for them there. */
export async function signUp(world: World, name: string): Promise<Person> {
  const username = `${name}_${word().slice(0, 8)}`;
  const account = { username, email: `${username}@example.test`, password: world.secret(`Pw-${word()}`) };
  const session = (await world.client().signUp({ body: account })).data;
  keep(world, session);
  return { ...account, ...session, id: session.user.id, client: world.client(session.accessToken) };
}

export async function signIn(world: World, { email, password }: Pick<Person, 'email' | 'password'>): Promise<Session> {
  const session = (await world.client().login({ body: { email, password } })).data;
  keep(world, session);
  return session;
}

export async function refresh(world: World, refreshToken: string): Promise<Session> {
  const session = (await world.client().refresh({ body: { refreshToken } })).data;
  keep(world, session);
  return session;
}

function keep(world: World, { accessToken, refreshToken }: Session): void {
  world.secret(accessToken);
  world.secret(refreshToken);
}
