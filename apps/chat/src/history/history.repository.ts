import { Injectable } from '@nestjs/common';
import type { ReactionCount } from '@veza/contracts';
import { Database } from '@veza/database';
import { block, personOf } from '../access/speaking.repository.js';
import type { MessageEntity } from '../commit/message.entity.js';

export interface MessageRow extends Pick<MessageEntity, 'room' | 'userId' | 'type' | 'content' | 'mentions' | 'media'> {
  id: number;
  seq: number;
  at: number;
  replyTo: number | null;
  edited: boolean;
  deleted: boolean;
  reactions: ReactionCount[];
}

type Row = Omit<MessageRow, 'id' | 'seq' | 'replyTo' | 'at'> & Pick<MessageEntity, 'id' | 'seq' | 'replyTo'> & { at: Date };

const messageOf = (row: Row): MessageRow => ({
  ...row,
  id: Number(row.id),
  seq: Number(row.seq),
  replyTo: row.replyTo === null ? null : Number(row.replyTo),
  at: row.at.getTime(),
});

/** A message row with its reactions from the view of user $1. Author names are not read here. */
const COLUMNS = `
m.id, m.room_id AS room, m.seq, m.created_at AS at, m.user_id AS "userId", m.type, m.content, m.reply_to AS "replyTo", m.mentions, m.media,
  m.edited_at IS NOT NULL AS edited, m.deleted_at IS NOT NULL AS deleted,
  coalesce((SELECT json_agg(json_build_object('emoji', g.emoji, 'count', g.n, 'me', g.me) ORDER BY g.first) FROM (
    SELECT x.emoji, count(*)::int AS n, bool_or(x.user_id = $1) AS me, min(x.at) AS first FROM reactions x WHERE x.message_id = m.id GROUP BY x.emoji) g),
    '[]'::json) AS reactions`;

export interface Window {
  limit: number;
  /** Messages to skip. Small, because they are read. */
  offset: number;
  beforeSeq: number;
}

export const PAGE = `SELECT ${COLUMNS} FROM messages m
WHERE m.room_id = $2 AND m.seq < $3 AND m.deleted_at IS NULL ORDER BY m.seq DESC LIMIT $4 OFFSET $5`;

export const PAGE_FROM = `SELECT ${COLUMNS} FROM messages m
WHERE m.room_id = $2 AND m.seq >= $3 AND m.deleted_at IS NULL ORDER BY m.seq LIMIT $4`;

/**
 * Reads messages in their current state, without deleted ones. Raw SQL: a message is read with its counted reactions, in
 * keyset pages and for many rooms at once. The statements beside a page would cost twice the CPU through an entity.
 */
@Injectable()
export class HistoryRepository {
  constructor(private readonly database: Database) {}

  /** Returns the newest messages of the window, the oldest first. */
  async page(room: string, reader: number, { limit, offset, beforeSeq }: Window): Promise<MessageRow[]> {
    const rows = await this.database.prepared<Row>('history-page', PAGE, [reader, room, beforeSeq, limit, offset]);
    return rows.map(messageOf).reverse();
  }

  /** Returns the first messages from a position on. */
  async pageFrom(room: string, reader: number, fromSeq: number, limit: number): Promise<MessageRow[]> {
    const rows = await this.database.prepared<Row>('history-page-from', PAGE_FROM, [reader, room, fromSeq, limit]);
    return rows.map(messageOf);
  }

  /** The newest message of each of these rooms. */
  async last(rooms: readonly string[], reader: number): Promise<Map<string, MessageRow>> {
    if (rooms.length === 0) return new Map();
    const rows = await this.database.prepared<Row>(
      'history-last',
      `SELECT ${COLUMNS} FROM unnest($2::text[]) AS r(id)
       CROSS JOIN LATERAL (SELECT * FROM messages WHERE room_id = r.id AND deleted_at IS NULL ORDER BY seq DESC LIMIT 1) m`,
      [reader, [...rooms]],
    );
    return new Map(rows.map((row) => [row.room, messageOf(row)]));
  }

  async byIds(ids: readonly number[], reader: number): Promise<MessageRow[]> {
    const rows = await this.database.query<Row>(
      `SELECT ${COLUMNS} FROM messages m WHERE m.id = ANY ($2::bigint[]) AND m.deleted_at IS NULL`,
      [reader, ids],
    );
    return rows.map(messageOf);
  }

  async seqOf(room: string, id: number): Promise<number | undefined> {
    const [row] = await this.database.query<{ seq: string }>('SELECT seq FROM messages WHERE id = $1 AND room_id = $2', [
      id,
      room,
    ]);
    return row && Number(row.seq);
  }

  async count(room: string): Promise<number> {
    const [row] = await this.database.query<{ n: string }>('SELECT message_count AS n FROM rooms WHERE id = $1', [room]);
    return Number(row?.n ?? 0);
  }

  /**
   * Counts unread messages of others, up to 1,000 a room, and the mentions in them by users that the reader has not blocked.
   * Rooms without unread messages are left out.
   */
  async unread(
    rooms: readonly string[],
    userId: number,
    username: string,
  ): Promise<Map<string, { unread: number; mentions: number }>> {
    if (rooms.length === 0) return new Map();
    const rows = await this.database.prepared<{ room: string; unread: number; mentions: number }>(
      'history-unread',
      `SELECT b.room_id AS room, u.unread, u.mentions FROM members b JOIN rooms r ON r.id = b.room_id
       CROSS JOIN LATERAL (
         SELECT count(*)::int AS unread, count(*) FILTER (WHERE $3 = ANY (x.mentions)
           AND ${block(['$1::int'], personOf('x.user_id'))} IS NULL)::int AS mentions FROM (
           SELECT mentions, user_id FROM messages WHERE room_id = b.room_id AND seq > b.last_read_seq AND user_id <> $1 AND deleted_at IS NULL LIMIT 1000) x) u
       WHERE b.user_id = $1 AND b.room_id = ANY ($2::text[]) AND r.last_seq > b.last_read_seq`,
      [userId, [...rooms], username],
    );
    return new Map(rows.map(({ room, ...counts }) => [room, counts]));
  }
}
