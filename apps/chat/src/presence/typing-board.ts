/** Somebody began or stopped to type. */
export type Tell = (room: string, who: Person, on: boolean) => void;

/** One connection does not say any more that its person types. */
export type Ended = (room: string, who: Person, by: string) => void;

export interface Person {
  readonly userId: number;
  readonly username: string;
}

interface Typist {
  readonly who: Person;
  /** The connections that say so, here or on other replicas, and when each of them is taken to have stopped. */
  readonly voices: Map<string, NodeJS.Timeout>;
}

/**
 * Who types where, as this replica knows it from its own connections and from the others. A person types while one of their
 * connections says so. Only changes are told: a renewal is not, and a connection that says no more, or goes, has stopped.
 */
export class TypingBoard {
  private readonly typing = new Map<string, Typist>();

  constructor(
    private readonly tell: Tell,
    private readonly ended: Ended,
  ) {}

  isTyping(room: string, userId: number): boolean {
    return this.typing.has(keyOf(room, userId));
  }

  /** @param by the connection that says so; its word holds for `lapseMs` */
  start(room: string, who: Person, by: string, lapseMs: number): void {
    const { userId } = who;
    const key = keyOf(room, userId);
    const known = this.typing.get(key);
    const typist = known ?? { who, voices: new Map<string, NodeJS.Timeout>() };
    clearTimeout(typist.voices.get(by));
    typist.voices.set(
      by,
      setTimeout(() => this.stop(room, userId, by), lapseMs),
    );
    if (known) return;
    this.typing.set(key, typist);
    this.tell(room, who, true);
  }

  stop(room: string, userId: number, by: string): void {
    const key = keyOf(room, userId);
    const known = this.typing.get(key);
    if (!known?.voices.has(by)) return;
    clearTimeout(known.voices.get(by));
    known.voices.delete(by);
    this.ended(room, known.who, by);
    if (known.voices.size > 0) return;
    this.typing.delete(key);
    this.tell(room, known.who, false);
  }

  /** That connection is out of these rooms. */
  gone(by: string, userId: number, rooms: Iterable<string>): void {
    for (const room of rooms) this.stop(room, userId, by);
  }

  clear(): void {
    for (const { voices } of this.typing.values()) for (const timer of voices.values()) clearTimeout(timer);
    this.typing.clear();
  }
}

const keyOf = (room: string, userId: number): string => `${userId} ${room}`;
