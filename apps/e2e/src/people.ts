import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { World } from './world.js';

const Session = z.object({
  user: z.object({
    id: z.int().positive(),
    email: z.string(),
    username: z.string(),
    role: z.enum(['user', 'moderator', 'admin']),
  }),
  accessToken: z.string(),
  refreshToken: z.string(),
});
export type Session = z.infer<typeof Session>;

export interface Person extends Session {
  id: number;
  username: string;
  email: string;
  password: string;
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/** A word that nobody has used before: for names, for what is searched, and for what no log may hold. */
export const word = (): string => [...randomBytes(14)].map((byte) => LETTERS[byte % LETTERS.length]).join('');

/** Somebody new. Password and tokens are kept from the logs: the last story looks for them there. */
export async function signUp(world: World, name: string): Promise<Person> {
  const username = `${name}_${word().slice(0, 8)}`;
  const account = { username, email: `${username}@example.test`, password: world.secret(`Pw-${word()}`) };
  const session = (await world.rest.post('/api/v1/signup', { json: account })).expect(201).as(Session);
  keep(world, session);
  return { ...account, ...session, id: session.user.id };
}

export async function signIn(world: World, { email, password }: Pick<Person, 'email' | 'password'>): Promise<Session> {
  const session = (await world.rest.post('/api/v1/login', { json: { email, password } })).expect(200).as(Session);
  keep(world, session);
  return session;
}

export async function refresh(world: World, refreshToken: string): Promise<Session> {
  const session = (await world.rest.post('/api/v1/refresh', { json: { refreshToken } })).expect(200).as(Session);
  keep(world, session);
  return session;
}

function keep(world: World, { accessToken, refreshToken }: Session): void {
  world.secret(accessToken);
  world.secret(refreshToken);
}
