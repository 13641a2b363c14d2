import { type Caller, DeclaredError, type UserCaller } from '@veza/contracts';

export const isPlatformAdmin = (caller: Caller): boolean =>
  caller.kind === 'system' || (caller.kind === 'user' && caller.role === 'admin');

export function requireSignedIn(caller: Caller): UserCaller {
  if (caller.kind !== 'user') throw new DeclaredError('UNAUTHENTICATED');
  return caller;
}

export function requirePlatformAdmin(caller: Caller): void {
  if (!isPlatformAdmin(caller)) throw new DeclaredError(caller.kind === 'anonymous' ? 'UNAUTHENTICATED' : 'FORBIDDEN');
}
