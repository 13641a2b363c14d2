import type { Chat, JoinedRoom } from '@veza/sdk/chat';

const joined = new WeakMap<Chat, Map<string, Promise<JoinedRoom>>>();

/** Joins a room once for all parts of the page. A failed attempt is forgotten, so that the next one is made. */
export function joinOnce(chat: Chat, room: string): Promise<JoinedRoom> {
  const rooms = joined.get(chat) ?? begin(chat);
  const known = rooms.get(room);
  if (known) return known;
  const attempt = chat.join(room);
  rooms.set(room, attempt);
  attempt.catch(() => rooms.delete(room));
  return attempt;
}

/** A room from which the person was removed is joined anew later. */
function begin(chat: Chat): Map<string, Promise<JoinedRoom>> {
  const rooms = new Map<string, Promise<JoinedRoom>>();
  joined.set(chat, rooms);
  chat.on('closed', ({ room }) => rooms.delete(room));
  return rooms;
}

/** After a room was left: the next `joinOnce` joins it again. */
export function forgetRoom(chat: Chat, room: string): void {
  joined.get(chat)?.delete(room);
  chat.leave(room);
}
