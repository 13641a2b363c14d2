/** Somebody began or stopped to type. */
export type Tell = (room: string, who: Person, on: boolean) => void;

export interface Person {
  readonly userId: number;
  readonly username: string;
}

interface Typist {
  readonly who: Person;
  readonly timer: NodeJS.Timeout;
  readonly by: string;
}

/**
 * Who types where, at this replica. Only changes are told: a renewal is not, and who says no more for `lapseMs`, or whose
 * connection goes, has stopped.
 */
export class TypingBoard {
  private readonly typing = new Map<string, Typist>();

  constructor(
    private readonly lapseMs: number,
    private readonly tell: Tell,
  ) {}

  isTyping(room: string, userId: number): boolean {
    return this.typing.has(keyOf(room, userId));
  }

  /** @param by the connection that says so; when it goes, the typing ends */
  start(room: string, who: Person, by: string): void {
    const { userId } = who;
    const key = keyOf(room, userId);
    const known = this.typing.get(key);
    if (known) clearTimeout(known.timer);
    this.typing.set(key, { who, by, timer: setTimeout(() => this.stop(room, userId), this.lapseMs) });
    if (!known) this.tell(room, who, true);
  }

  stop(room: string, userId: number): void {
    const key = keyOf(room, userId);
    const known = this.typing.get(key);
    if (!known) return;
    clearTimeout(known.timer);
    this.typing.delete(key);
    this.tell(room, known.who, false);
  }

  /** That connection is out of these rooms. */
  gone(by: string, userId: number, rooms: Iterable<string>): void {
    for (const room of rooms) if (this.typing.get(keyOf(room, userId))?.by === by) this.stop(room, userId);
  }

  clear(): void {
    for (const { timer } of this.typing.values()) clearTimeout(timer);
    this.typing.clear();
  }
}

const keyOf = (room: string, userId: number): string => `${userId} ${room}`;
