import { type CabinetRole, type Caller, DeclaredError, type UserCaller } from '@veza/contracts';

/** Who works in a transaction, and as what in which cabinet. */
export interface Member {
  cabinetId: string;
  userId: number;
  role: CabinetRole;
}

export const isPlatformAdmin = (caller: Caller): boolean =>
  caller.kind === 'system' || (caller.kind === 'user' && caller.role === 'admin');

export function requireSignedIn(caller: Caller): UserCaller {
  if (caller.kind !== 'user') throw new DeclaredError('UNAUTHENTICATED');
  return caller;
}

export function requirePlatformAdmin(caller: Caller): void {
  if (!isPlatformAdmin(caller)) throw new DeclaredError(caller.kind === 'anonymous' ? 'UNAUTHENTICATED' : 'FORBIDDEN');
}

/** Somebody who works in the cabinet, as opposed to its patients. */
export function requireStaff({ role }: Member): void {
  if (role === 'patient') throw new DeclaredError('FORBIDDEN');
}

/** One's own calendar, or as the cabinet's manager or administrator everybody's. */
export function requireCalendarOf(practitioner: { userId: number }, { userId, role }: Member): void {
  const runsTheCabinet = role === 'manager' || role === 'admin';
  if (!runsTheCabinet && (role === 'patient' || practitioner.userId !== userId)) throw new DeclaredError('FORBIDDEN');
}
