import type { ChatState, ChatStore } from './chat-types.js';
import type { Outbox } from './outbox.js';

/** Keeps the unsent messages in a store: one write at a time, and the newest state last. */
export class StoredOutbox {
  private loading?: Promise<void>;
  private userId?: number;
  /** Messages of an earlier start, until it is known whether they are of this user. */
  private restored: readonly string[] = [];
  private isKnown = false;
  private isDirty = false;
  private writing: Promise<void> | undefined;

  constructor(
    private readonly outbox: Outbox,
    private readonly store: ChatStore | undefined,
  ) {
    store?.onLeft?.((state) => this.adopt(state));
  }

  /** Once. A store that cannot be read is empty. */
  load(): Promise<void> {
    this.loading ??= (async () => {
      const state = await Promise.resolve(this.store?.read()).catch(() => undefined);
      if (!state) return;
      this.userId = state.userId;
      this.take(state);
    })();
    return this.loading;
  }

  /** The messages of a chat that has ended: they are sent by this one, if they are of its user. */
  private async adopt(state: ChatState): Promise<void> {
    await this.load();
    if (this.userId !== undefined && state.userId !== undefined && state.userId !== this.userId) return;
    this.userId ??= state.userId;
    this.take(state);
    this.outbox.flush();
    this.save();
    await this.writing;
  }

  private take({ outgoing }: ChatState): void {
    if (!this.isKnown) this.restored = [...this.restored, ...outgoing.map(({ clientId }) => clientId)];
    this.outbox.restore(outgoing);
  }

  /** Messages of another user are never sent in this session. */
  belongsTo(userId: number): void {
    const isOther = this.userId !== undefined && this.userId !== userId;
    const theirs = this.isKnown ? this.outbox.all.map(({ clientId }) => clientId) : this.restored;
    if (isOther) for (const clientId of theirs) this.outbox.discard(clientId);
    this.isKnown = true;
    this.userId = userId;
    this.save();
  }

  save(): void {
    this.isDirty = true;
    if (!this.store) return;
    this.writing ??= this.write(this.store);
  }

  private async write(store: ChatStore): Promise<void> {
    await this.loading;
    while (this.isDirty) {
      this.isDirty = false;
      const outgoing = this.outbox.all.map((message) => ({ ...message, isKept: true as const }));
      try {
        await store.write({ userId: this.userId, outgoing });
        this.outbox.kept(outgoing);
      } catch {
        // The messages stay in memory, and the next change is written again.
      }
    }
    this.writing = undefined;
  }
}
