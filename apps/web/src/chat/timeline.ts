import type { ChatEvents, ChatMessage, OutgoingMessage } from '@veza/sdk/chat';

/** A line of a conversation: a stored message, or one of this user on its way. */
export type Line =
  | { readonly key: string; readonly message: ChatMessage }
  | { readonly key: string; readonly outgoing: OutgoingMessage };

export interface TimelineState {
  readonly lines: readonly Line[];
  readonly hasOlder: boolean;
  /** The list ends before the newest message: it was opened around an older one. */
  readonly hasNewer: boolean;
  /** The messages are those of an earlier page: the newest page is not here yet. */
  readonly isKept: boolean;
}

/** A list that grows beyond this loses its oldest lines, */
const MOST_LINES = 600;
/** and keeps this many of the newest ones. */
const KEPT_LINES = 300;

/**
 * The messages of one place, from pages of history, live events and the own queue, in whatever order these arrive: each
 * message once, sorted by `seq`, and unsent ones last. Every change makes a new `state`.
 */
export class Timeline {
  private readonly byId = new Map<number, ChatMessage>();
  private sorted: Line[] = [];
  private readonly keys = new Map<number, string>();
  /** A message that did not change keeps its line, so that it is not drawn again. */
  private readonly drawn = new WeakMap<ChatMessage, Line>();
  private readonly unsent = new Map<string, OutgoingMessage>();
  private readonly listeners = new Set<() => void>();
  private current: TimelineState = { lines: [], hasOlder: true, hasNewer: false, isKept: false };
  /** Where the loaded part ends while there is a newer one. Live messages beyond it wait for the pages between. */
  private end = 0;
  /** Ids of messages of an earlier page, until the newest page has said which of them there still are. */
  private readonly kept = new Set<number>();
  private isRead = false;

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

  /** The newest message of the list, after which the next newer page begins. */
  get newest(): number | undefined {
    const last = this.sorted.at(-1);
    return last && 'message' in last ? last.message.id : undefined;
  }

  /** Stored messages, oldest first. */
  messages(): ChatMessage[] {
    return this.sorted.flatMap((line) => ('message' in line ? [line.message] : []));
  }

  find(id: number): ChatMessage | undefined {
    return this.byId.get(id);
  }

  /** Messages of an earlier page, unless something newer is here already. */
  addKept(messages: readonly ChatMessage[]): void {
    if (this.isRead || messages.length === 0) return;
    for (const message of messages) {
      if (this.byId.has(message.id)) continue; // a live one is newer
      this.keep(message);
      this.kept.add(message.id);
    }
    this.sort();
    this.changed();
  }

  /** A page of history. `isLast`: there is none before it. */
  addPage(page: readonly ChatMessage[], isLast: boolean): void {
    for (const message of page) this.keep(message);
    this.sort();
    this.changed(!isLast);
  }

  /** The newest page, and what came while it was read. Earlier messages go, because some may be missing between. */
  addNewest(page: readonly ChatMessage[], isAll: boolean): void {
    const first = page[0]?.seq ?? 0;
    for (const { id, seq } of [...this.byId.values()]) if (seq < first || this.kept.has(id)) this.byId.delete(id);
    this.read();
    for (const message of page) this.keep(message);
    this.sort(false);
    this.changed(!isAll, false);
  }

  /** The first page around a message or a time, in place of everything else. */
  addAround(page: readonly ChatMessage[]): void {
    this.clear();
    this.read();
    for (const message of page) this.keep(message);
    this.end = page.at(-1)?.seq ?? 0;
    this.sort(true);
    this.changed(true, true);
  }

  /** The page after the newest line. `isLast`: there is none after it. */
  addNewer(page: readonly ChatMessage[], isLast: boolean): void {
    for (const message of page) this.keep(message);
    this.end = Math.max(this.end, page.at(-1)?.seq ?? 0);
    this.sort(!isLast);
    this.changed(this.current.hasOlder, !isLast);
  }

  /** A live message. It usually is the newest one, so that nothing is sorted. */
  add(message: ChatMessage): void {
    this.keep(message);
    this.kept.delete(message.id);
    const last = this.sorted.at(-1);
    if (this.current.hasNewer) this.sort();
    else if (last && 'message' in last && last.message.seq >= message.seq) this.sort();
    else this.sorted = [...this.sorted, this.lineOf(message)];
    this.changed();
  }

  /**
   * Drops the oldest lines of a long list, and returns whether it did. For a reader at its end, so that a room that is open
   * all day does not hold the messages of a day.
   */
  shorten(): boolean {
    const first = this.sorted.at(-KEPT_LINES);
    if (this.current.hasNewer || this.sorted.length <= MOST_LINES || !first || !('message' in first)) return false;
    for (const { id, seq } of [...this.byId.values()]) {
      if (seq >= first.message.seq) continue;
      this.byId.delete(id);
      this.keys.delete(id);
    }
    this.sort();
    this.changed(true);
    return true;
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
    this.kept.clear();
    this.sorted = [];
    this.changed(true, false);
  }

  private read(): void {
    this.isRead = true;
    this.kept.clear();
  }

  private change(id: number, fields: Partial<ChatMessage>): void {
    const message = this.byId.get(id);
    if (!message) return;
    const changed = { ...message, ...fields };
    this.byId.set(id, changed);
    this.sorted = this.sorted.map((line) => ('message' in line && line.message === message ? this.lineOf(changed) : line));
    this.changed();
  }

  private keep(message: ChatMessage): void {
    // A page of history has no client ids, and may bring an acknowledged message before, or in place of, its live event.
    const sent = [...this.unsent.values()].find(({ id }) => id === message.id);
    const clientId = message.clientId ?? sent?.clientId;
    if (clientId !== undefined) {
      // A message keeps the key that it had on its way: its element stays, and so do its focus and its place.
      this.keys.set(message.id, clientId);
      this.unsent.delete(clientId);
    }
    this.byId.set(message.id, message);
  }

  private lineOf(message: ChatMessage): Line {
    const line = this.drawn.get(message) ?? { key: this.keys.get(message.id) ?? String(message.id), message };
    this.drawn.set(message, line);
    return line;
  }

  private sort(hasNewer = this.current.hasNewer): void {
    const known = [...this.byId.values()].filter(({ seq }) => !hasNewer || seq <= this.end);
    this.sorted = known.sort((a, b) => a.seq - b.seq).map((message) => this.lineOf(message));
  }

  private changed(hasOlder = this.current.hasOlder, hasNewer = this.current.hasNewer): void {
    const waiting = [...this.unsent.values()].map((outgoing): Line => ({ key: outgoing.clientId, outgoing }));
    this.current = { lines: [...this.sorted, ...waiting], hasOlder, hasNewer, isKept: this.kept.size > 0 };
    for (const listener of this.listeners) listener();
  }
}
