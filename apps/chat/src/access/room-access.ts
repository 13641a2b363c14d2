import { bannedUntil, type Caller, DeclaredError, type UserCaller } from '@veza/contracts';
import { requirePerson } from '@veza/platform';
import type { RoomFor } from './room-for.js';

export const isModerator = ({ role }: UserCaller): boolean => role !== 'user';

export function mustModerate(caller: Caller): number {
  const person = requirePerson(caller);
  if (!isModerator(person)) throw new DeclaredError('FORBIDDEN');
  return person.userId;
}

/** Whoever may read a room may also see that it is there; of a private one others learn only that it is closed to them. */
export function mustRead(caller: UserCaller, room: RoomFor | undefined): RoomFor {
  if (!room) throw new DeclaredError('ROOM_NOT_FOUND');
  if (room.banned) throw new DeclaredError('BANNED', { details: bannedUntil(room.bannedUntil) });
  if (room.kind === 'private' && !room.role && !isModerator(caller))
    throw new DeclaredError('FORBIDDEN', { message: 'This room is private' });
  return room;
}

/** Public rooms take whoever comes, private ones whom somebody made a member. */
export function mustJoin(caller: UserCaller, room: RoomFor | undefined): RoomFor {
  const found = mustRead(caller, room);
  if (found.kind === 'private' && !found.role) throw new DeclaredError('FORBIDDEN', { message: 'This room is private' });
  return found;
}

export function mustGovern(caller: UserCaller, room: RoomFor | undefined): RoomFor {
  if (!room) throw new DeclaredError('ROOM_NOT_FOUND');
  if (room.role !== 'owner' && !isModerator(caller)) throw new DeclaredError('FORBIDDEN');
  return room;
}

export function mustBeMember(room: RoomFor): RoomFor {
  if (!room.role) throw new DeclaredError('FORBIDDEN', { message: 'Only members may do this' });
  return room;
}

const CLOSED = new Set(['BANNED', 'FORBIDDEN', 'ROOM_NOT_FOUND', 'ROOM_FULL']);

/** Banned, or the room is gone, closed or full: they are simply not in it, where many rooms are entered at once. */
export const isClosedToThem = (cause: unknown): boolean => cause instanceof DeclaredError && CLOSED.has(cause.code);
