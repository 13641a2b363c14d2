import { type Caller, DeclaredError, type Role, type RoomRole, type UserCaller } from '@veza/contracts';
import { requireUser } from '@veza/platform';
import type { RoomForUser } from './room-for-user.js';
import { mayAct, isStaffAct, type RoomAct } from './room-roles.js';
import { closes, isAbove, rankOf, sanctioned, type SpeakingAct } from './speaking.js';

export const isModerator = ({ role }: UserCaller): boolean => role !== 'user';

export function requireModerator(caller: Caller): number {
  const user = requireUser(caller);
  if (!isModerator(user)) throw new DeclaredError('FORBIDDEN');
  return user.userId;
}

/**
 * Access to what a room is: its name and members. Moderators have it also in private rooms, to moderate them. A user without
 * it learns that a private room exists, and nothing else about it.
 */
export function requireReadable(caller: UserCaller, room: RoomForUser | undefined): RoomForUser {
  if (!room) throw new DeclaredError('ROOM_NOT_FOUND');
  requireNotBanned(room);
  if (room.kind === 'private' && !room.role && !isModerator(caller))
    throw new DeclaredError('FORBIDDEN', { message: 'This room is private; only its members can access it' });
  return room;
}

/** Access to the messages. Public rooms are open to every user, private rooms to their members, without an exception. */
export function requireJoinable(caller: UserCaller, room: RoomForUser | undefined): RoomForUser {
  const found = requireReadable(caller, room);
  if (found.kind === 'private' && !found.role)
    throw new DeclaredError('FORBIDDEN', { message: 'This room is private; only its members can access it' });
  return found;
}

/** A banned owner or moderator does not govern the room. A ban of a lower rank is older than the role, and does not count. */
export function requirePower(caller: UserCaller, room: RoomForUser | undefined, act: RoomAct): RoomForUser {
  if (!room) throw new DeclaredError('ROOM_NOT_FOUND');
  if (!mayAct(room.role, act) && !(isStaffAct(act) && isModerator(caller))) throw new DeclaredError('FORBIDDEN');
  if (!room.sanctionRank || !isAbove(rankOf(caller, room), room.sanctionRank)) requireNotBanned(room);
  return room;
}

/** The roles of a user that is to be sanctioned: on the platform, and in the room. */
export interface RolesOfTarget {
  readonly platform: Role;
  readonly inRoom: RoomRole | null;
}

/**
 * Owners do not sanction moderators of the platform, moderators of a room not its owner, and neither moderators each other:
 * they would lock each other out.
 */
export function requireLowerRole(caller: UserCaller, { role }: RoomForUser, { platform, inRoom }: RolesOfTarget): void {
  const isLower = platform === 'user' || (caller.role !== 'user' && isAbove(caller.role, platform));
  const isLowerInRoom = isModerator(caller) || role === 'owner' || !mayAct(inRoom, 'sanction');
  if (!isLower || !isLowerInRoom)
    throw new DeclaredError('FORBIDDEN', { message: 'You cannot sanction a user of the same or a higher role' });
}

/** A way to speak in the room. The commit of a message checks the same. */
export function requireSpeaking(room: RoomForUser, act: SpeakingAct): RoomForUser {
  if (room.sanction && closes(room.sanction, act)) throw sanctioned({ kind: room.sanction, until: room.sanctionUntil });
  return room;
}

export function requireMember(room: RoomForUser, act: RoomAct = 'takePart'): RoomForUser {
  if (!mayAct(room.role, act))
    throw new DeclaredError('FORBIDDEN', { message: 'Only members of the room can perform this action' });
  return room;
}

function requireNotBanned({ sanction, sanctionUntil: until }: RoomForUser): void {
  if (sanction === 'ban') throw sanctioned({ kind: sanction, until });
}

const CLOSED = new Set(['BANNED', 'FORBIDDEN', 'ROOM_NOT_FOUND', 'ROOM_FULL']);

/** Whether the error means that this user may not enter the room now. A command for many rooms skips such a room. */
export const isRoomClosed = (cause: unknown): boolean => cause instanceof DeclaredError && CLOSED.has(cause.code);
