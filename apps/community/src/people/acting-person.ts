import { type Caller, DeclaredError, type UserCaller } from '@veza/contracts';
import { requireUser } from '@veza/platform';
import type { LockedPerson } from './people.repository.js';

/** The caller as a person: relations are acts of people, and bots have none. */
export function requirePerson(caller: Caller, refusal = 'A bot has no follows and no likes'): UserCaller {
  const user = requireUser(caller);
  if (user.botOf !== undefined) throw new DeclaredError('FORBIDDEN', { message: refusal });
  return user;
}

/** The person behind a reader; undefined for strangers. */
export const readerOf = (caller: Caller): number | undefined =>
  caller.kind === 'user' ? (caller.botOf ?? caller.userId) : undefined;

/** A ban ends the sessions at once; a request of before may still run. */
export function requireShown({ isHidden }: Pick<LockedPerson, 'isHidden'>): void {
  if (isHidden) throw new DeclaredError('BANNED', { message: 'Your account is banned' });
}
