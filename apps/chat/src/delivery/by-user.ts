import { peopleOf } from '../protocol/log-event.js';

const NOTHING: ReadonlyMap<string, never> = new Map<string, never>();

/** What is kept of direct rooms, by each of their two people: when a crowd leaves, nobody looks through the rooms of all. */
export class ByUser<T> {
  private readonly people = new Map<number, Map<string, T>>();

  /** Of any other room nothing is kept. */
  set(room: string, value: T): void {
    for (const userId of peopleOf(room) ?? []) {
      const theirs = this.people.get(userId) ?? new Map<string, T>();
      this.people.set(userId, theirs.set(room, value));
    }
  }

  delete(room: string): void {
    for (const userId of peopleOf(room) ?? []) {
      const theirs = this.people.get(userId);
      theirs?.delete(room);
      if (theirs?.size === 0) this.people.delete(userId);
    }
  }

  of(userId: number): ReadonlyMap<string, T> {
    return this.people.get(userId) ?? NOTHING;
  }
}
