import { bannedUntil, type Caller, DeclaredError, type UserCaller } from '@veza/contracts';
import { requireUser } from '@veza/platform';
import type { RoomForUser } from './room-for-user.js';

export const isModerator = ({ role }: UserCaller): boolean => role !== 'user';

export function requireModerator(caller: Caller): number {
  const user = requireUser(caller);
  if (!isModerator(user)) throw new DeclaredError('FORBIDDEN');
  return user.userId;
}

/** Read access. A user without it learns that a private room exists, and nothing else about it. */
export function requireReadable(caller: UserCaller, room: RoomForUser | undefined): RoomForUser {
  if (!room) throw new DeclaredError('ROOM_NOT_FOUND');
  if (room.banned)
    throw new DeclaredError('BANNED', { message: 'You are banned from this room', details: bannedUntil(room.bannedUntil) });
  if (room.kind === 'private' && !room.role && !isModerator(caller))
    throw new DeclaredError('FORBIDDEN', { message: 'This room is private; only its members can access it' });
  return room;
}

/** Public rooms are open to every user, private rooms to their members. */
export function requireJoinable(caller: UserCaller, room: RoomForUser | undefined): RoomForUser {
  const found = requireReadable(caller, room);
  if (found.kind === 'private' && !found.role)
    throw new DeclaredError('FORBIDDEN', { message: 'This room is private; only its members can access it' });
  return found;
}

export function requireRoomOwner(caller: UserCaller, room: RoomForUser | undefined): RoomForUser {
  if (!room) throw new DeclaredError('ROOM_NOT_FOUND');
  if (room.role !== 'owner' && !isModerator(caller)) throw new DeclaredError('FORBIDDEN');
  return room;
}

export function requireMember(room: RoomForUser): RoomForUser {
  if (!room.role) throw new DeclaredError('FORBIDDEN', { message: 'Only members of the room can perform this action' });
  return room;
}

const CLOSED = new Set(['BANNED', 'FORBIDDEN', 'ROOM_NOT_FOUND', 'ROOM_FULL']);

/** Whether the error means that this user may not enter the room now. A command for many rooms skips such a room. */
export const isRoomClosed = (cause: unknown): boolean => cause instanceof DeclaredError && CLOSED.has(cause.code);
