import { type Caller, DeclaredError, type UserCaller } from '@veza/contracts';

/** The caller as a signed-in user; UNAUTHENTICATED for anonymous callers and for the platform itself. */
export function requireUser(caller: Caller): UserCaller {
  if (caller.kind !== 'user') throw new DeclaredError('UNAUTHENTICATED');
  return caller;
}

/** The caller as an administrator of the platform; FORBIDDEN for other users, UNAUTHENTICATED for anonymous callers. */
export function requireAdmin(caller: Caller): UserCaller {
  const user = requireUser(caller);
  if (user.role !== 'admin') throw new DeclaredError('FORBIDDEN');
  return user;
}

/** True for the owner, an administrator and the platform itself. */
export function isOwnerOrAdmin(caller: Caller, ownerId: number): boolean {
  return caller.kind === 'system' || (caller.kind === 'user' && (caller.userId === ownerId || caller.role === 'admin'));
}

/** FORBIDDEN for other users, UNAUTHENTICATED for anonymous callers. */
export function requireOwner(caller: Caller, ownerId: number): void {
  if (isOwnerOrAdmin(caller, ownerId)) return;
  throw new DeclaredError(caller.kind === 'user' ? 'FORBIDDEN' : 'UNAUTHENTICATED');
}
