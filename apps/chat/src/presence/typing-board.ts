/** Called when a user begins or stops typing in a room. */
export type TypingListener = (room: string, user: TypingUser, on: boolean) => void;

/** Called when a connection stops being a source of typing, by itself or by its time limit. */
export type SourceEndListener = (room: string, user: TypingUser, connectionId: string) => void;

export interface TypingUser {
  readonly userId: number;
  readonly username: string;
}

interface Typist {
  readonly user: TypingUser;
  /** The connections that report it, of any replica, each with the timer of its time limit. */
  readonly sources: Map<string, NodeJS.Timeout>;
}

/**
 * The users who type in each room, as far as this replica knows from its own connections and from other replicas. A user
 * types while at least one of the user's connections reports it. Listeners are called for changes only, not for renewals. A
 * connection stops by a report, by its time limit, or by its end.
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

  /** @param lapseMs time limit of this report */
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

  /** The connection has left these rooms. */
  disconnected(connectionId: string, userId: number, rooms: Iterable<string>): void {
    for (const room of rooms) this.stop(room, userId, connectionId);
  }

  clear(): void {
    for (const { sources } of this.typing.values()) for (const timer of sources.values()) clearTimeout(timer);
    this.typing.clear();
  }
}

const keyOf = (room: string, userId: number): string => `${userId} ${room}`;
