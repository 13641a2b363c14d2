import type { ChatEvents, ChatMessage, OutgoingMessage } from '@veza/sdk/chat';

/** A line of a conversation: a stored message, or one of this user on its way. */
export type Line =
  { readonly key: string; readonly message: ChatMessage } | { readonly key: string; readonly outgoing: OutgoingMessage };

export interface TimelineState {
  readonly lines: readonly Line[];
  readonly hasOlder: boolean;
}

/**
 * The messages of one place, from pages of history, live events and the own queue, in whatever order these arrive: each
 * message once, sorted by `seq`, and unsent ones last. Every change makes a new `state`.
 */
export class Timeline {
  private readonly byId = new Map<number, ChatMessage>();
  private sorted: Line[] = [];
  private readonly keys = new Map<number, string>();
  private readonly unsent = new Map<string, OutgoingMessage>();
  private readonly listeners = new Set<() => void>();
  private current: TimelineState = { lines: [], hasOlder: true };

  readonly state = (): TimelineState => this.current;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** The oldest stored message that is here, before which the next page of history begins. */
  get oldest(): number | undefined {
    const first = this.sorted[0];
    return first && 'message' in first ? first.message.id : undefined;
  }

  find(id: number): ChatMessage | undefined {
    return this.byId.get(id);
  }

  /** A page of history. `isLast`: there is none before it. */
  addPage(page: readonly ChatMessage[], isLast: boolean): void {
    for (const message of page) this.keep(message);
    this.sort();
    this.changed(!isLast);
  }

  /** A live message. It usually is the newest one, so that nothing is sorted. */
  add(message: ChatMessage): void {
    this.keep(message);
    if (message.clientId !== null) this.unsent.delete(message.clientId);
    const last = this.sorted.at(-1);
    if (last && 'message' in last && last.message.seq >= message.seq) this.sort();
    else this.sorted = [...this.sorted, this.lineOf(message)];
    this.changed();
  }

  /** The queue of unsent messages changed. A sent one stays until its message arrives. */
  setOutgoing(clientId: string, outgoing: OutgoingMessage | undefined): void {
    const isHere = outgoing?.id !== undefined && this.byId.has(outgoing.id);
    if (!outgoing || isHere) this.unsent.delete(clientId);
    else this.unsent.set(clientId, outgoing);
    this.changed();
  }

  edit({ id, content }: ChatEvents['edited']): void {
    this.change(id, { content, isEdited: true });
  }

  remove({ id }: ChatEvents['deleted']): void {
    this.change(id, { content: '', isDeleted: true, files: [], reactions: [] });
  }

  react({ id, emoji, added, userId }: ChatEvents['reaction'], me: number | undefined): void {
    const message = this.byId.get(id);
    if (!message) return;
    const known = message.reactions.find((reaction) => reaction.emoji === emoji);
    const isMine = userId === me;
    const counted = {
      emoji,
      count: (known?.count ?? 0) + (added ? 1 : -1),
      me: isMine ? added : (known?.me ?? false),
    };
    const others = message.reactions.map((reaction) => (reaction === known ? counted : reaction));
    const reactions = known ? others : [...others, counted];
    this.change(id, { reactions: reactions.filter(({ count }) => count > 0) });
  }

  /** Everything is read again, after events were missed for good. */
  clear(): void {
    this.byId.clear();
    this.sorted = [];
    this.changed(true);
  }

  private change(id: number, fields: Partial<ChatMessage>): void {
    const message = this.byId.get(id);
    if (!message) return;
    const changed = { ...message, ...fields };
    this.byId.set(id, changed);
    this.sorted = this.sorted.map((line) =>
      'message' in line && line.message === message ? { ...line, message: changed } : line,
    );
    this.changed();
  }

  private keep(message: ChatMessage): void {
    // A message keeps the key that it had on its way: its element stays, and so do its focus and its place.
    if (message.clientId !== null) this.keys.set(message.id, message.clientId);
    this.byId.set(message.id, message);
  }

  private lineOf(message: ChatMessage): Line {
    return { key: this.keys.get(message.id) ?? String(message.id), message };
  }

  private sort(): void {
    this.sorted = [...this.byId.values()].sort((a, b) => a.seq - b.seq).map((message) => this.lineOf(message));
  }

  private changed(hasOlder = this.current.hasOlder): void {
    const waiting = [...this.unsent.values()].map((outgoing): Line => ({ key: outgoing.clientId, outgoing }));
    this.current = { lines: [...this.sorted, ...waiting], hasOlder };
    for (const listener of this.listeners) listener();
  }
}
