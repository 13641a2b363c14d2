import { directMembers } from '../protocol/log-event.js';

const NOTHING: ReadonlyMap<string, never> = new Map<string, never>();

/** Values of direct rooms, indexed by each of their two users: a disconnect must not scan the rooms of all users. */
export class ByUser<T> {
  private readonly users = new Map<number, Map<string, T>>();

  /** Ignores rooms that are not direct. */
  set(room: string, value: T): void {
    for (const userId of directMembers(room) ?? []) {
      const rooms = this.users.get(userId) ?? new Map<string, T>();
      this.users.set(userId, rooms.set(room, value));
    }
  }

  delete(room: string): void {
    for (const userId of directMembers(room) ?? []) {
      const rooms = this.users.get(userId);
      rooms?.delete(room);
      if (rooms?.size === 0) this.users.delete(userId);
    }
  }

  of(userId: number): ReadonlyMap<string, T> {
    return this.users.get(userId) ?? NOTHING;
  }
}
