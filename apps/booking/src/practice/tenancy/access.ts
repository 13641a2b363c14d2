import { type CabinetRole, type Caller, type ChangeActor, DeclaredError, type UserCaller } from '@veza/contracts';

/** The caller of a transaction, with the role in the cabinet. */
export interface Member {
  cabinetId: string;
  /** The account; 0 for the platform; for a visitor of the public page, the id of the visit below zero. */
  userId: number;
  role: CabinetRole;
  /** The account of a visitor who has one. A transaction of visitors has no account, so row-level security ignores it. */
  account?: number;
}

/** A visitor of the public page who only reads. Ids of visits begin after it. */
export const READER = 1;

/** Patients of the waiting list are visitors with ids from here on. */
export const FIRST_WAITING = 1_000_000_000;

/**
 * A patient at the public page, for calls between features. No request has such a caller: the ids of accounts are positive.
 * The feature that makes one has authorized it, by the token of a visit or by a signed link.
 */
export const visitorOf = (cabinetId: string, visitId: number): UserCaller => ({
  kind: 'user',
  userId: -visitId,
  tenantId: cabinetId,
  role: 'user',
  sessionId: 'visit',
});

/** The account behind a change, for lists: 0 for patients without one, and for the platform. */
export const accountOf = (userId: number): number => Math.max(0, userId);

/** What made a change. */
export function actorOf(userId: number): ChangeActor {
  if (userId > 0) return 'account';
  if (userId === 0) return 'platform';
  if (userId === -READER) return 'link';
  return userId <= -FIRST_WAITING ? 'waiting_list' : 'visit';
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

const managesCabinet = ({ role }: Pick<Member, 'role'>): boolean => role === 'manager' || role === 'admin';

/** FORBIDDEN for everyone but managers and administrators of the cabinet. */
export function requireManager(member: Member): void {
  if (!managesCabinet(member)) throw new DeclaredError('FORBIDDEN');
}

const RANKS: Record<CabinetRole, number> = { patient: 0, practitioner: 1, manager: 2, admin: 3 };

/** Ends the own membership, or that of a lower rank; FORBIDDEN otherwise. Administrators end those of administrators. */
export function requireHigherRank(member: Member, of: { userId: number; role: CabinetRole }): void {
  if (member.userId === of.userId || member.role === 'admin') return;
  requireManager(member);
  if (RANKS[of.role] >= RANKS[member.role]) throw new DeclaredError('FORBIDDEN');
}

/** The practitioner's own calendar; every calendar of the cabinet for its managers and administrators. */
export function requireCalendarOwner(practitioner: { userId: number }, member: Member): void {
  const isOwn = member.role !== 'patient' && practitioner.userId === member.userId;
  if (!isOwn && !managesCabinet(member)) throw new DeclaredError('FORBIDDEN');
}
