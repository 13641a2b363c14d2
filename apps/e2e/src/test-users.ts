import { randomBytes } from 'node:crypto';
import type { Session, Veza } from '@veza/sdk';
import type { TestSystem } from './test-system.js';

/** A session whose refresh token is in the body, as clients without cookies get it. */
export type TokenSession = Session & { refreshToken: string };

export interface TestUser extends TokenSession {
  id: number;
  username: string;
  email: string;
  password: string;
  /** The SDK, signed in as this user. */
  client: Veza;
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/** A unique word: for names, for search texts, and for content that no log may contain. */
export const word = (): string => [...randomBytes(14)].map((byte) => LETTERS[byte % LETTERS.length]).join('');

/** Gives an account what the link of its mail would: most calls that add access need it. */
export async function confirmAddress(system: TestSystem, username: string): Promise<void> {
  await system.database.query(`UPDATE identity.users SET email_verified = true WHERE username = '${username}'`);
}

/** A new user, whose address is confirmed. Password and tokens are registered as secrets: the last journey searches the logs for them. */
export async function signUp(system: TestSystem, name: string): Promise<TestUser> {
  const username = `${name}_${word().slice(0, 8)}`;
  const account = { username, email: `${username}@example.test`, password: system.secret(`Pw-${word()}`) };
  const session = kept(system, (await system.client().signUp({ body: account })).data);
  await confirmAddress(system, username);
  return { ...account, ...session, id: session.user.id, client: system.client(session.accessToken) };
}

export async function signIn(
  system: TestSystem,
  { email, password }: Pick<TestUser, 'email' | 'password'>,
): Promise<TokenSession> {
  return kept(system, (await system.client().login({ body: { email, password } })).data);
}

export async function refresh(system: TestSystem, refreshToken: string): Promise<TokenSession> {
  return kept(system, (await system.client().refresh({ body: { refreshToken } })).data);
}

function kept(system: TestSystem, { refreshToken, ...session }: Session): TokenSession {
  if (refreshToken === undefined) throw new Error('The session has no refresh token in its body');
  system.secret(session.accessToken);
  system.secret(refreshToken);
  return { ...session, refreshToken };
}
