import { Injectable } from '@nestjs/common';
import type { SqlExecutor } from '@veza/database';
import { Database, type Transaction } from '@veza/database';
import { sanctionInForce } from '../access/sanction-in-force.js';
import type { LogEvent } from '../protocol/log-event.js';
import { decrementBlock } from '../history/history-depth.repository.js';
import { reindexMessage } from '../search/search-index.repository.js';

/** A message with the rights of one user in its room. */
export interface MessageForUser {
  id: number;
  room: string;
  seq: number;
  userId: number;
  content: string;
  type: string;
  createdAt: Date;
  /** Null for a user that is not a member of its room. */
  role: 'owner' | 'member' | null;
  roomKind: 'public' | 'private' | 'direct';
  banned: boolean;
  deleted: boolean;
}

/** The place of a change in the log of its room. */
export interface LogPosition {
  seq: number;
  at: number;
}

interface Change {
  room: string;
  kind: Exclude<LogEvent['kind'], 'message'>;
  id: number;
  userId: number;
  body?: string;
  previous?: string;
}

@Injectable()
export class ChangesRepository {
  constructor(private readonly database: Database) {}

  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.database.transaction(work);
  }

  /** Returns the message with the user's rights. With a transaction its row is locked. */
  async find(id: number, userId: number, tx?: SqlExecutor): Promise<MessageForUser | undefined> {
    const [row] = await (tx ?? this.database).query<Omit<MessageForUser, 'id' | 'seq'> & { id: string; seq: string }>(
      `SELECT m.id, m.room_id AS room, m.seq, m.user_id AS "userId", m.content, m.type, m.created_at AS "createdAt", b.role, r.kind AS "roomKind",
         EXISTS (SELECT FROM sanctions s WHERE s.user_id = $2 AND s.room_id = m.room_id AND s.kind = 'ban'
           AND ${sanctionInForce('s')}) AS banned, m.deleted_at IS NOT NULL AS deleted
       FROM messages m JOIN rooms r ON r.id = m.room_id AND r.deleted_at IS NULL LEFT JOIN members b ON b.room_id = m.room_id AND b.user_id = $2
       WHERE m.id = $1 ${tx ? 'FOR UPDATE OF m' : ''}`,
      [id, userId],
    );
    return row && { ...row, id: Number(row.id), seq: Number(row.seq) };
  }

  async edit(
    tx: SqlExecutor,
    { id, content, mentions }: { id: number; content: string; mentions: readonly string[] },
  ): Promise<void> {
    await tx.query('UPDATE messages SET content = $2, mentions = $3, edited_at = now() WHERE id = $1', [id, content, mentions]);
    await reindexMessage(tx, id);
  }

  async remove(tx: SqlExecutor, id: number): Promise<void> {
    await tx.query('UPDATE messages SET deleted_at = now() WHERE id = $1', [id]);
  }

  /** Returns false when the reaction exists already. */
  async react(tx: SqlExecutor, id: number, userId: number, emoji: string): Promise<boolean> {
    const rows = await tx.query(
      'INSERT INTO reactions (message_id, user_id, emoji) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING 1',
      [id, userId, emoji],
    );
    return rows.length > 0;
  }

  /** Returns false when there was no such reaction. */
  async unreact(tx: SqlExecutor, id: number, userId: number, emoji: string): Promise<boolean> {
    const rows = await tx.query('DELETE FROM reactions WHERE message_id = $1 AND user_id = $2 AND emoji = $3 RETURNING 1', [
      id,
      userId,
      emoji,
    ]);
    return rows.length > 0;
  }

  /** Writes a change into the log with the next seq of its room. The room is locked until the transaction ends. */
  async log(tx: SqlExecutor, { room, kind, id, userId, body, previous }: Change): Promise<LogPosition> {
    const [row] = await tx.query<{ seq: string; at: Date }>(
      `WITH room AS (
         UPDATE rooms SET last_seq = last_seq + 1, message_count = message_count - CASE WHEN $2 = 'deleted' THEN 1 ELSE 0 END,
           touched_at = CASE WHEN kind = 'direct' THEN now() END
         WHERE id = $1 RETURNING id, last_seq
       ) INSERT INTO room_changes (room_id, seq, kind, message_id, user_id, body, previous)
       SELECT id, last_seq, $2, $3, $4, $5, $6 FROM room RETURNING seq, at`,
      [room, kind, id, userId, body ?? null, previous ?? null],
    );
    if (!row) throw new Error(`Room ${room} does not exist`);
    if (kind === 'deleted') await decrementBlock(tx, room, id);
    return { seq: Number(row.seq), at: row.at.getTime() };
  }
}
