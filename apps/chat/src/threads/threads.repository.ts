import { Injectable } from '@nestjs/common';
import { MOST_COUNTED_REPLIES } from '@veza/contracts';
import { Database } from '@veza/database';
import { block, personOf } from '../access/speaking.repository.js';

export interface ThreadRow {
  id: number;
  replies: number;
  lastSeq: number;
  lastAt: Date;
  isFollowed: boolean;
  unread: number;
}

type Row = Omit<ThreadRow, 'id' | 'lastSeq'> & { id: string; lastSeq: string };

/**
 * Threads of room $2 in the view of user $1. A user follows those that the user began or wrote in, and has read them up to
 * the own last reply at least. Replies by people whom the user has blocked are not unread.
 */
export const SUMMARIES = `
SELECT t.id, last.seq AS "lastSeq", last.created_at AS "lastAt", f.followed AS "isFollowed",
  (SELECT count(*)::int FROM (SELECT FROM messages WHERE thread_id = t.id AND deleted_at IS NULL LIMIT ${MOST_COUNTED_REPLIES}) x) AS replies,
  CASE WHEN f.followed THEN (SELECT count(*)::int FROM (
    SELECT FROM messages x WHERE x.thread_id = t.id AND x.user_id <> $1 AND x.deleted_at IS NULL
      AND x.seq > greatest(own.seq, (SELECT read_seq FROM thread_reads WHERE user_id = $1 AND thread_id = t.id), 0)
      AND ${block(['$1::int'], personOf('x.user_id'))} IS NULL LIMIT ${MOST_COUNTED_REPLIES}) x) ELSE 0 END AS unread
FROM unnest($3::bigint[]) AS t (id)
CROSS JOIN LATERAL (
  SELECT seq, created_at FROM messages WHERE thread_id = t.id AND room_id = $2 AND deleted_at IS NULL ORDER BY seq DESC LIMIT 1) last
CROSS JOIN LATERAL (SELECT max(seq) AS seq FROM messages WHERE thread_id = t.id AND user_id = $1) own
CROSS JOIN LATERAL (
  SELECT own.seq IS NOT NULL OR EXISTS (SELECT FROM messages WHERE id = t.id AND user_id = $1) AS followed) f`;

/** Raw SQL: the counts of many threads in one statement, with the shared conditions, and positions as Postgres compares them. */
@Injectable()
export class ThreadsRepository {
  constructor(private readonly database: Database) {}

  async summaries(room: string, userId: number, ids: readonly number[]): Promise<ThreadRow[]> {
    const rows = await this.database.prepared<Row>('thread-summaries', SUMMARIES, [userId, room, [...ids]]);
    return rows.map((row) => ({ ...row, id: Number(row.id), lastSeq: Number(row.lastSeq) }));
  }

  /** The thread of a message of the room: the message itself, unless it is a reply. */
  async threadOf(room: string, messageId: number): Promise<number | undefined> {
    const [row] = await this.database.query<{ id: string }>(
      'SELECT coalesce(thread_id, id) AS id FROM messages WHERE id = $1 AND room_id = $2',
      [messageId, room],
    );
    return row && Number(row.id);
  }

  /** The ids of the newest replies before a position, the oldest first. */
  async page(threadId: number, limit: number, beforeSeq: number | undefined): Promise<number[]> {
    const rows = await this.database.query<{ id: string }>(
      `SELECT id FROM messages WHERE thread_id = $1 AND deleted_at IS NULL AND ($2::bigint IS NULL OR seq < $2) ORDER BY seq DESC LIMIT $3`,
      [threadId, beforeSeq ?? null, limit],
    );
    return rows.map(({ id }) => Number(id)).reverse();
  }

  /** A position beyond the log becomes its end: later replies are unread. */
  async markRead(room: string, userId: number, threadId: number, seq: number): Promise<void> {
    await this.database.query(
      `INSERT INTO thread_reads (user_id, thread_id, read_seq) SELECT $1, $2, least($3::bigint, last_seq) FROM rooms WHERE id = $4
       ON CONFLICT (user_id, thread_id) DO UPDATE SET read_seq = excluded.read_seq`,
      [userId, threadId, seq, room],
    );
  }
}
