import { type Caller, DeclaredError, type UserCaller } from '@veza/contracts';

/** The person who asks; anonymous callers are UNAUTHENTICATED. */
export function signedIn(caller: Caller): UserCaller {
  if (caller.kind !== 'user') throw new DeclaredError('UNAUTHENTICATED');
  return caller;
}

/** Whether something is the caller's to change: the owner's, an administrator's, the platform's own. */
export function owns(caller: Caller, ownerId: number): boolean {
  return caller.kind === 'system' || (caller.kind === 'user' && (caller.userId === ownerId || caller.role === 'admin'));
}

export function requireOwner(caller: Caller, ownerId: number): void {
  if (owns(caller, ownerId)) return;
  throw new DeclaredError(caller.kind === 'user' ? 'FORBIDDEN' : 'UNAUTHENTICATED');
}
