import { Injectable } from '@nestjs/common';
import type { MessageType } from '@veza/contracts';
import { Database, rowsById } from '@veza/database';
import { Batcher } from '@veza/platform';
import type { StoredMedia } from './media-links.js';

/** A log entry; a message is in its current state. A deleted message has no content. */
export interface LoggedRow {
  room: string;
  seq: number;
  kind: 'message' | 'edited' | 'deleted' | 'reacted' | 'unreacted';
  id: number;
  userId: number;
  at: number;
  body: string;
  type: MessageType;
  replyTo: number | null;
  mentions: string[];
  media: StoredMedia[];
  clientId: string | null;
  edited: boolean;
  deleted: boolean;
}

type Row = Omit<LoggedRow, 'seq' | 'id' | 'replyTo' | 'at'> & { seq: string; id: string; replyTo: string | null; at: Date };

/** Several comparisons of a replica with the log fit into it. */
const RECENT = `interval '10 seconds'`;
const MESSAGE = `m.type, m.reply_to AS "replyTo", m.mentions, CASE WHEN m.deleted_at IS NULL THEN m.media ELSE '[]'::jsonb END AS media,
  m.client_id AS "clientId", m.edited_at IS NOT NULL AS edited, m.deleted_at IS NOT NULL AS deleted`;

/** Of a change nothing of its message is sent. */
const NO_MESSAGE = `'text', NULL, '{}'::text[], '[]'::jsonb, NULL, false, false`;

/**
 * Events of one room, each with its message row, without usernames. The log is the union of messages and changes: a seq is
 * in one of them only, since both take theirs from the locked row of the room, and one statement sees the commits of
 * both. Each side is read in order up to the limit, so the union is a merge. A message may be removed before its changes
 * (decision 243): they keep their places, and an edit is its deletion, because its text may have been deleted.
 */
export const EVENTS = `
(SELECT m.room_id AS room, m.seq, 'message' AS kind, m.id, m.user_id AS "userId", m.created_at AS at,
  CASE WHEN m.deleted_at IS NULL THEN m.content ELSE '' END AS body, ${MESSAGE}
FROM messages m WHERE m.room_id = $1 AND m.seq > $2 AND m.seq <= $3 ORDER BY m.seq LIMIT $4)
UNION ALL
(SELECT e.room_id, e.seq, CASE WHEN e.kind = 'edited' AND m.id IS NULL THEN 'deleted' ELSE e.kind END, e.message_id, e.user_id, e.at,
  CASE WHEN e.kind IN ('edited', 'deleted') AND (m.id IS NULL OR m.deleted_at IS NOT NULL) THEN '' ELSE coalesce(e.body, '') END, ${NO_MESSAGE}
FROM room_changes e LEFT JOIN LATERAL (SELECT id, deleted_at FROM messages WHERE id = e.message_id LIMIT 1) m ON true
WHERE e.room_id = $1 AND e.seq > $2 AND e.seq <= $3 ORDER BY e.seq LIMIT $4)
ORDER BY seq LIMIT $4`;

/**
 * Raw SQL: replays, gap repairs and connects read the log. The union of messages and changes is a merge, last seqs are
 * read for many rooms at once, and the statements of every connect are prepared.
 */
@Injectable()
export class LogRepository {
  private readonly lastSeqBatcher = new Batcher<string, number>((rooms) => this.readLastSeqs(rooms), { maxWaitMs: 50 });

  constructor(private readonly database: Database) {}

  /** The events after `after` up to and including `upTo`, in order, at most `limit`. */
  async events(room: string, after: number, upTo: number, limit: number): Promise<LoggedRow[]> {
    const rows = await this.database.prepared<Row>('log-events', EVENTS, [room, after, upTo, limit]);
    return rows.map((row) => ({
      ...row,
      seq: Number(row.seq),
      id: Number(row.id),
      replyTo: row.replyTo === null ? null : Number(row.replyTo),
      at: row.at.getTime(),
    }));
  }

  /** The last seq of a room; 0 if it does not exist. Concurrent calls share one query. */
  lastSeqOf(room: string): Promise<number> {
    return this.lastSeqBatcher.add(room);
  }

  /** The last seq of each of these rooms. */
  async lastSeqsOf(rooms: readonly string[]): Promise<Map<string, number>> {
    const rows = await this.database.prepared<{ id: string; last_seq: string }>(
      'log-tops',
      `SELECT r.id, r.last_seq FROM ${rowsById('rooms', 'r', 'text')}`,
      [[...rooms]],
    );
    return new Map(rows.map(({ id, last_seq }) => [id, Number(last_seq)]));
  }

  /** Direct rooms with a recent event, and their last seq. */
  async recentDirect(): Promise<Map<string, number>> {
    const rows = await this.database.prepared<{ id: string; last_seq: string }>(
      'log-recent-direct',
      `SELECT id, last_seq FROM rooms WHERE kind = 'direct' AND touched_at > now() - ${RECENT} ORDER BY touched_at DESC LIMIT 5000`,
      [],
    );
    return new Map(rows.map(({ id, last_seq }) => [id, Number(last_seq)]));
  }

  /** The direct rooms of a user with an event after a moment (epoch milliseconds). */
  async directSince(userId: number, at: number): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>(
      `SELECT r.id FROM members m JOIN rooms r ON r.id = m.room_id AND r.kind = 'direct' WHERE m.user_id = $1 AND r.touched_at > $2 LIMIT 500`,
      [userId, new Date(at)],
    );
    return rows.map(({ id }) => id);
  }

  /** The rooms of a user but the direct ones, with the last seq of each at a moment (epoch milliseconds). */
  async roomsAt(userId: number, at: number, limit: number): Promise<Map<string, number>> {
    const rows = await this.database.query<{ id: string; seq: string }>(
      `SELECT r.id, coalesce((SELECT e.seq FROM room_events e WHERE e.room_id = r.id AND e.at <= $2 ORDER BY e.seq DESC LIMIT 1), r.first_seq - 1) AS seq
       FROM members m JOIN rooms r ON r.id = m.room_id AND r.kind <> 'direct' WHERE m.user_id = $1 LIMIT $3`,
      [userId, new Date(at), limit],
    );
    return new Map(rows.map(({ id, seq }) => [id, Number(seq)]));
  }

  /** The first and the last seq of a log. Of one without an entry the first follows the last. */
  async boundsOf(room: string): Promise<{ first: number; last: number } | undefined> {
    const [row] = await this.database.query<{ first: string; last: string }>(
      'SELECT first_seq AS first, last_seq AS last FROM rooms WHERE id = $1',
      [room],
    );
    return row && { first: Number(row.first), last: Number(row.last) };
  }

  /** The last seq of a room at a moment (epoch milliseconds). Before every entry that is left it is the one before them. */
  async lastSeqAt(room: string, at: number): Promise<number> {
    const [row] = await this.database.query<{ seq: string }>(
      `SELECT coalesce((SELECT seq FROM room_events WHERE room_id = r.id AND at <= $2 ORDER BY seq DESC LIMIT 1), r.first_seq - 1) AS seq
       FROM rooms r WHERE r.id = $1`,
      [room, new Date(at)],
    );
    return Number(row?.seq ?? 0);
  }

  private async readLastSeqs(rooms: readonly string[]): Promise<number[]> {
    const lastSeqs = await this.lastSeqsOf(rooms);
    return rooms.map((room) => lastSeqs.get(room) ?? 0);
  }
}
