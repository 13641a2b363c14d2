import { type Caller, DeclaredError, type UserCaller } from '@veza/contracts';

/** The person who asks; anonymous callers are UNAUTHENTICATED. */
export function signedIn(caller: Caller): UserCaller {
  if (caller.kind !== 'user') throw new DeclaredError('UNAUTHENTICATED');
  return caller;
}

/** The owner, an administrator, or the platform itself. */
export function isOwnerOrAdmin(caller: Caller, ownerId: number): boolean {
  return caller.kind === 'system' || (caller.kind === 'user' && (caller.userId === ownerId || caller.role === 'admin'));
}

/** FORBIDDEN for other users, UNAUTHENTICATED for anonymous callers. */
export function requireOwner(caller: Caller, ownerId: number): void {
  if (isOwnerOrAdmin(caller, ownerId)) return;
  throw new DeclaredError(caller.kind === 'user' ? 'FORBIDDEN' : 'UNAUTHENTICATED');
}
