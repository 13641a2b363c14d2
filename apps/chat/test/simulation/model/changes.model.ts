import type { Transaction as DatabaseTransaction } from '@veza/database';
import type { ChangesRepository, MessageForUser, LogPosition } from '../../../src/messages/changes.repository.js';
import { directMembers } from '../../../src/protocol/log-event.js';
import type { ModelTransaction, ModelSession } from './postgres.js';
import { blockKey, type StoredMessage } from './tables.js';

type Change = Parameters<ChangesRepository['log']>[1];
type Modelled = Pick<ChangesRepository, 'edit' | 'remove' | 'react' | 'unreact' | 'log' | 'find'>;
/** The methods of the repository, on a transaction of the model. */
type Contract = {
  [Name in keyof Modelled]: Modelled[Name] extends (tx: DatabaseTransaction, ...rest: infer Rest) => infer Result
    ? (tx: ModelTransaction, ...rest: Rest) => Result
    : Modelled[Name];
};

/** Edits, deletions and reactions: a transaction that locks the message, then its room. */
export class ChangesModel implements Contract {
  constructor(private readonly session: ModelSession) {}

  transaction<T>(work: (tx: ModelTransaction) => Promise<T>): Promise<T> {
    return this.session.transaction(work);
  }

  find(id: number, userId: number, tx?: ModelTransaction): Promise<MessageForUser | undefined> {
    if (!tx) return this.session.read(() => this.messageFor(id, userId, this.session.tables.commit));
    return this.session.within(tx, async (snapshot) => {
      if (!this.messageFor(id, userId, snapshot)) return undefined;
      await tx.lock(`message ${id}`);
      return this.messageFor(id, userId, snapshot);
    });
  }

  edit(
    tx: ModelTransaction,
    { id, content, mentions }: { id: number; content: string; mentions: readonly string[] },
  ): Promise<void> {
    return this.session.within(tx, () =>
      tx.change(() => {
        const message = this.message(id);
        message.content = content;
        message.mentions = [...mentions];
        message.edited = true;
        message.contents.add(content);
      }),
    );
  }

  remove(tx: ModelTransaction, id: number): Promise<void> {
    return this.session.within(tx, () => tx.change(() => (this.message(id).deleted = this.session.tables.commit)));
  }

  react(tx: ModelTransaction, id: number, userId: number, emoji: string): Promise<boolean> {
    return this.session.within(tx, () => {
      const exists = this.reactions(id).some((each) => each.userId === userId && each.emoji === emoji);
      if (!exists) tx.change(() => this.session.tables.reactions.set(id, [...this.reactions(id), { userId, emoji }]));
      return !exists;
    });
  }

  unreact(tx: ModelTransaction, id: number, userId: number, emoji: string): Promise<boolean> {
    return this.session.within(tx, () => {
      const left = this.reactions(id).filter((each) => each.userId !== userId || each.emoji !== emoji);
      if (left.length === this.reactions(id).length) return false;
      tx.change(() => this.session.tables.reactions.set(id, left));
      return true;
    });
  }

  log(tx: ModelTransaction, { room, kind, id, userId, body }: Change): Promise<LogPosition> {
    return this.session.within(tx, async () => {
      await tx.lock(`room ${room}`);
      const row = this.session.tables.rooms.get(room);
      if (!row) throw new Error(`The room ${room} is gone`);
      const seq = row.lastSeq + 1;
      const at = tx.startedAt;
      tx.change(() => {
        const committed = this.session.tables.commit;
        this.session.tables.log(room).push({ seq, kind, id, userId, at, body: body ?? null, committed });
        row.lastSeq = seq;
        if (row.kind === 'direct') row.touchedAt = at;
      });
      return { seq, at };
    });
  }

  /** The message as it is now, with the role and sanctions of the user in the snapshot of the statement. */
  private messageFor(id: number, userId: number, snapshot: number): MessageForUser | undefined {
    const { tables, now } = this.session;
    const message = tables.messages.get(id);
    if (!message || message.committed > snapshot) return undefined;
    const { room, seq, userId: author, content, type, at } = message;
    const roomKind = tables.rooms.get(room)?.kind;
    if (!roomKind) return undefined;
    const role = tables.members.get(room)?.get(userId) ?? null;
    const deleted = message.deleted !== undefined;
    const found = tables.sanctionOf(room, userId, snapshot, now);
    const sanction = found && found.kind !== 'kick' ? found.kind : null;
    const sanctionUntil = found && found.until !== null ? new Date(found.until) : null;
    const blocked = [author, ...(directMembers(room) ?? [])].some((other) => {
      const block = tables.blocks.get(blockKey(other, userId));
      return other !== userId && block !== undefined && block <= snapshot;
    });
    const sanctionRank = found && sanction ? found.rank : null;
    const own = { role, roomKind, slowMode: 0, sanction, sanctionUntil, sanctionRank, blocked, deleted };
    return { id, room, seq, userId: author, content, type, createdAt: new Date(at), ...own };
  }

  private message(id: number): StoredMessage {
    const message = this.session.tables.messages.get(id);
    if (!message) throw new Error(`There is no message ${id}`);
    return message;
  }

  private reactions(id: number): { userId: number; emoji: string }[] {
    return this.session.tables.reactions.get(id) ?? [];
  }
}
