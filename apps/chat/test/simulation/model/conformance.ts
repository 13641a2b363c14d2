import { hash } from 'node:crypto';
import type { ChangesRepository } from '../../../src/messages/changes.repository.js';
import type { MessageLogRepository } from '../../../src/commit/message-log.repository.js';
import type { HistoryRepository } from '../../../src/history/history.repository.js';
import type { LogRepository } from '../../../src/delivery/log.repository.js';
import type { SanctionsRepository } from '../../../src/sanctions/sanctions.repository.js';
import type { RoomsRepository } from '../../../src/rooms/rooms.repository.js';
import type { Entry } from '../../../src/commit/entry.js';

/** The storage operations of the core. The same programs run on Postgres and on the model. */
export interface Store {
  readonly messages: Pick<MessageLogRepository, 'write' | 'obstacles'>;
  readonly log: Pick<
    LogRepository,
    'events' | 'lastSeqsOf' | 'lastSeqOf' | 'boundsOf' | 'recentDirect' | 'directSince' | 'lastSeqAt' | 'roomsAt'
  >;
  readonly history: Pick<HistoryRepository, 'last'>;
  readonly rooms: Pick<RoomsRepository, 'find' | 'addMember' | 'openDirect'>;
  readonly sanctions: Pick<SanctionsRepository, 'add' | 'lift' | 'recent'>;
  readonly changes: Changes;
  block(userId: number, blockedId: number): Promise<void>;
}

/** Whole changes, each in its own transaction. */
export interface Changes {
  edit(id: number, userId: number, content: string): Promise<unknown>;
  remove(id: number, userId: number): Promise<unknown>;
  react(id: number, userId: number, emoji: string, on: boolean): Promise<unknown>;
  /** Runs the work while a transaction holds the locks of a message and its room. */
  whileLocked(id: number, work: () => Promise<void>): Promise<void>;
}

/** The steps of ChangesService on a repository: find with a lock, change, log. */
export function changesOf<Tx>(repository: {
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  find(id: number, userId: number, tx: Tx): ReturnType<ChangesRepository['find']>;
  edit(tx: Tx, change: { id: number; content: string; mentions: readonly string[] }): Promise<void>;
  remove(tx: Tx, id: number): Promise<void>;
  react(tx: Tx, id: number, userId: number, emoji: string): Promise<boolean>;
  unreact(tx: Tx, id: number, userId: number, emoji: string): Promise<boolean>;
  log(tx: Tx, change: Parameters<ChangesRepository['log']>[1]): ReturnType<ChangesRepository['log']>;
}): Changes {
  const change = (id: number, userId: number, apply: (tx: Tx) => Promise<{ kind: Kind; body?: string } | undefined>) =>
    repository.transaction(async (tx) => {
      const found = await repository.find(id, userId, tx);
      const done = found && !found.deleted && (await apply(tx));
      if (!found || !done) return { found: found && { ...found, id: 0, createdAt: 0 } };
      const { seq } = await repository.log(tx, { room: found.room, id, userId, ...done });
      return { found: { ...found, id: 0, createdAt: 0 }, seq };
    });
  return {
    edit: (id, userId, content) =>
      change(id, userId, async (tx) => {
        await repository.edit(tx, { id, content, mentions: ['two'] });
        return { kind: 'edited', body: content };
      }),
    remove: (id, userId) =>
      change(id, userId, async (tx) => {
        await repository.remove(tx, id);
        return { kind: 'deleted' };
      }),
    react: (id, userId, emoji, on) =>
      change(id, userId, async (tx) => {
        const done = on ? await repository.react(tx, id, userId, emoji) : await repository.unreact(tx, id, userId, emoji);
        return done ? { kind: on ? 'reacted' : 'unreacted', body: emoji } : undefined;
      }),
    whileLocked: (id, work) =>
      repository.transaction(async (tx) => {
        const found = await repository.find(id, 0, tx);
        if (!found) throw new Error(`There is no message ${id}`);
        await repository.react(tx, id, 77, '⏳');
        await repository.log(tx, { room: found.room, kind: 'reacted', id, userId: 77, body: '⏳' });
        await work();
      }),
  };
}

type Kind = Parameters<ChangesRepository['log']>[1]['kind'];

export function entry(room: string, userId: number, clientId: string, more: Partial<Entry> = {}): Entry {
  const content = more.content ?? `content of ${clientId}`;
  return {
    room,
    userId,
    username: `user${userId}`,
    person: userId,
    type: 'text',
    content,
    replyTo: null,
    mentions: [],
    media: [],
    clientId,
    named: true,
    digest: hash('md5', JSON.stringify([room, content])),
    ...more,
  };
}
