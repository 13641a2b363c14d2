import type { LoggedRow, LogRepository } from '../../../src/delivery/log.repository.js';
import type { HistoryRepository, MessageRow } from '../../../src/history/history.repository.js';
import type { ModelSession } from './postgres.js';
import type { EventRow, StoredMessage, Tables } from './tables.js';

type Read = Pick<
  LogRepository,
  'events' | 'lastSeqsOf' | 'lastSeqOf' | 'boundsOf' | 'recentDirect' | 'directSince' | 'lastSeqAt' | 'roomsAt'
>;

const RECENT_MS = 10_000;

/** What a change has of its message. */
const NO_MESSAGE = {
  type: 'text',
  replyTo: null,
  mentions: [],
  media: [],
  clientId: null,
  edited: false,
  deleted: false,
} as const;

/** Reads of the log, with the results of LogRepository's SQL. Nothing is removed by a retention. */
export class LogModel implements Read {
  constructor(private readonly session: ModelSession) {}

  events(room: string, after: number, upTo: number, limit: number): Promise<LoggedRow[]> {
    return this.session.read((tables) => {
      const wanted = tables.log(room).slice(after, Math.min(upTo, after + limit));
      return wanted.map((event) => rowOf(room, event, messageOf(tables, event.id)));
    });
  }

  async lastSeqOf(room: string): Promise<number> {
    return (await this.lastSeqsOf([room])).get(room) ?? 0;
  }

  lastSeqsOf(rooms: readonly string[]): Promise<Map<string, number>> {
    return this.session.read((tables) => {
      const found = new Map<string, number>();
      for (const id of rooms) {
        const room = tables.rooms.get(id);
        if (room) found.set(id, room.lastSeq);
      }
      return found;
    });
  }

  boundsOf(room: string): Promise<{ first: number; last: number } | undefined> {
    return this.session.read((tables) => {
      const found = tables.rooms.get(room);
      return found && { first: 1, last: found.lastSeq };
    });
  }

  recentDirect(): Promise<Map<string, number>> {
    return this.session.read((tables) => {
      const found = new Map<string, number>();
      for (const { id, kind, touchedAt, lastSeq } of tables.rooms.values())
        if (kind === 'direct' && touchedAt !== undefined && touchedAt > this.session.now - RECENT_MS) found.set(id, lastSeq);
      return found;
    });
  }

  directSince(userId: number, at: number): Promise<string[]> {
    return this.session.read((tables) =>
      [...tables.rooms.values()]
        .filter(({ id, kind, touchedAt }) => kind === 'direct' && tables.members.get(id)?.has(userId) && (touchedAt ?? -1) > at)
        .map(({ id }) => id),
    );
  }

  roomsAt(userId: number, at: number, _limit: number): Promise<Map<string, number>> {
    return this.session.read((tables) => {
      const found = new Map<string, number>();
      for (const { id, kind } of tables.rooms.values())
        if (kind !== 'direct' && tables.members.get(id)?.has(userId))
          found.set(id, tables.log(id).findLast((event) => event.at <= at)?.seq ?? 0);
      return found;
    });
  }

  lastSeqAt(room: string, at: number): Promise<number> {
    return this.session.read((tables) => tables.log(room).findLast((event) => event.at <= at)?.seq ?? 0);
  }
}

/** The newest message of a room, as in the reply to a join. */
export class HistoryModel implements Pick<HistoryRepository, 'last'> {
  constructor(private readonly session: ModelSession) {}

  last(rooms: readonly string[], reader: number): Promise<Map<string, MessageRow>> {
    return this.session.read((tables) => {
      const found = new Map<string, MessageRow>();
      for (const room of rooms) {
        const event = tables
          .log(room)
          .findLast(({ kind, id }) => kind === 'message' && messageOf(tables, id).deleted === undefined);
        if (event) found.set(room, pastOf(tables, messageOf(tables, event.id), reader));
      }
      return found;
    });
  }
}

export function messageOf(tables: Tables, id: number): StoredMessage {
  const message = tables.messages.get(id);
  if (!message) throw new Error(`The message ${id} of an event does not exist`);
  return message;
}

function rowOf(room: string, event: EventRow, message: StoredMessage): LoggedRow {
  const { seq, kind, id, userId, at, body } = event;
  const deleted = message.deleted !== undefined;
  const isReaction = kind === 'reacted' || kind === 'unreacted';
  const text = isReaction ? (body ?? '') : deleted ? '' : kind === 'message' ? message.content : (body ?? '');
  const header = { room, seq, kind, id, userId, at, body: text };
  if (kind !== 'message') return { ...header, ...NO_MESSAGE, mentions: [], media: [] };
  const { type, replyTo, mentions, clientId, edited } = message;
  const media = deleted ? [] : message.media;
  return { ...header, type, replyTo, mentions, media, clientId, edited, deleted };
}

function pastOf(tables: Tables, message: StoredMessage, reader: number): MessageRow {
  const { id, room, seq, at, userId, type, content, replyTo, mentions, media, edited } = message;
  const counts = new Map<string, { emoji: string; count: number; me: boolean }>();
  for (const { userId: by, emoji } of tables.reactions.get(id) ?? []) {
    const counted = counts.get(emoji) ?? { emoji, count: 0, me: false };
    counts.set(emoji, { emoji, count: counted.count + 1, me: counted.me || by === reader });
  }
  const reactions = [...counts.values()];
  return { id, room, seq, at, userId, type, content, replyTo, mentions, media, edited, deleted: false, reactions };
}
