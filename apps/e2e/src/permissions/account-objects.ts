import { signIn, signUp, word } from '../test-users.js';
import { object, sharedObject } from './objects.js';

/** An account that requests without a caller are about: sign-ins and refreshes. */
export const account = sharedObject(({ system }) => signUp(system, 'account'));

/** A refresh token whose successor stays unused, so that it can be presented again. */
export const refreshToken = sharedObject(async ({ system }) => {
  const user = await signUp(system, 'refreshing');
  return (await signIn(system, user)).refreshToken;
});

/** A user to ban: no caller, because a ban ends all sessions. */
export const outcast = object(({ callers: { system } }) => signUp(system, 'outcast'));

/** The body of a sign-up with a name that is not taken. */
export function newAccount(): { username: string; email: string; password: string } {
  const username = `new_${word()}`;
  return { username, email: `${username}@example.test`, password: `Pw-${word()}` };
}
