/** Somebody began or stopped to type. */
export type TypingListener = (room: string, user: TypingUser, on: boolean) => void;

/** One connection does not say any more that its person types. */
export type SourceEndListener = (room: string, user: TypingUser, connectionId: string) => void;

export interface TypingUser {
  readonly userId: number;
  readonly username: string;
}

interface Typist {
  readonly user: TypingUser;
  /** The connections that say so, here or on other replicas, and when each of them is taken to have stopped. */
  readonly sources: Map<string, NodeJS.Timeout>;
}

/**
 * Who types where, as this replica knows it from its own connections and from the others. A person types while one of their
 * connections says so. Only changes are told: a renewal is not, and a connection that says no more, or goes, has stopped.
 */
export class TypingBoard {
  private readonly typing = new Map<string, Typist>();

  constructor(
    private readonly changed: TypingListener,
    private readonly sourceEnded: SourceEndListener,
  ) {}

  isTyping(room: string, userId: number): boolean {
    return this.typing.has(keyOf(room, userId));
  }

  /** @param connectionId the connection that says so; its word holds for `lapseMs` */
  start(room: string, user: TypingUser, connectionId: string, lapseMs: number): void {
    const { userId } = user;
    const key = keyOf(room, userId);
    const known = this.typing.get(key);
    const typist = known ?? { user, sources: new Map<string, NodeJS.Timeout>() };
    clearTimeout(typist.sources.get(connectionId));
    typist.sources.set(
      connectionId,
      setTimeout(() => this.stop(room, userId, connectionId), lapseMs),
    );
    if (known) return;
    this.typing.set(key, typist);
    this.changed(room, user, true);
  }

  stop(room: string, userId: number, connectionId: string): void {
    const key = keyOf(room, userId);
    const known = this.typing.get(key);
    if (!known?.sources.has(connectionId)) return;
    clearTimeout(known.sources.get(connectionId));
    known.sources.delete(connectionId);
    this.sourceEnded(room, known.user, connectionId);
    if (known.sources.size > 0) return;
    this.typing.delete(key);
    this.changed(room, known.user, false);
  }

  /** That connection is out of these rooms. */
  disconnected(connectionId: string, userId: number, rooms: Iterable<string>): void {
    for (const room of rooms) this.stop(room, userId, connectionId);
  }

  clear(): void {
    for (const { sources } of this.typing.values()) for (const timer of sources.values()) clearTimeout(timer);
    this.typing.clear();
  }
}

const keyOf = (room: string, userId: number): string => `${userId} ${room}`;
