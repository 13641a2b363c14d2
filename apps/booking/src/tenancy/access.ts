import { type CabinetRole, type Caller, DeclaredError } from '@veza/contracts';

/** The caller of a transaction, with the role in the cabinet. */
export interface Member {
  cabinetId: string;
  userId: number;
  role: CabinetRole;
}

export const isPlatformAdmin = (caller: Caller): boolean =>
  caller.kind === 'system' || (caller.kind === 'user' && caller.role === 'admin');

export function requirePlatformAdmin(caller: Caller): void {
  if (!isPlatformAdmin(caller)) throw new DeclaredError(caller.kind === 'anonymous' ? 'UNAUTHENTICATED' : 'FORBIDDEN');
}

/** FORBIDDEN for patients: staff is every other role. */
export function requireStaff({ role }: Member): void {
  if (role === 'patient') throw new DeclaredError('FORBIDDEN');
}

/** The practitioner's own calendar; every calendar of the cabinet for its managers and administrators. */
export function requireCalendarOwner(practitioner: { userId: number }, { userId, role }: Member): void {
  const managesCabinet = role === 'manager' || role === 'admin';
  if (!managesCabinet && (role === 'patient' || practitioner.userId !== userId)) throw new DeclaredError('FORBIDDEN');
}
