import { directMembers } from '../protocol/log-event.js';

const NOTHING: ReadonlyMap<string, never> = new Map<string, never>();

/** What is kept of direct rooms, by each of their two people: when a crowd leaves, nobody looks through the rooms of all. */
export class ByUser<T> {
  private readonly users = new Map<number, Map<string, T>>();

  /** Of any other room nothing is kept. */
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
