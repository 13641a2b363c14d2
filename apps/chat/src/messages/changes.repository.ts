import { Injectable } from '@nestjs/common';
import { Database, insertUnlessExists, type SqlExecutor, type Transaction } from '@veza/database';
import { block, personOf, sanctionOn } from '../access/speaking.repository.js';
import type { SanctionOnUser, SanctionRank } from '../access/speaking.js';
import type { LogEvent } from '../protocol/log-event.js';
import { decrementBlock } from '../history/history-depth.repository.js';
import type { RoomMemberEntity } from '../access/room-member.entity.js';
import type { RoomEntity } from '../access/room.entity.js';
import { reindexMessage } from '../search/search-index.repository.js';
import { MessageEntity } from '../commit/message.entity.js';
import { unpin } from '../pins/pins.repository.js';
import { ReactionEntity } from './reaction.entity.js';

/** A message with the rights of one user in its room. */
export interface MessageForUser extends Pick<MessageEntity, 'room' | 'userId' | 'content' | 'type' | 'createdAt'> {
  id: number;
  seq: number;
  /** Null for a user that is not a member of its room. */
  role: RoomMemberEntity['role'] | null;
  roomKind: RoomEntity['kind'];
  sanction: SanctionOnUser['kind'] | null;
  sanctionUntil: Date | null;
  sanctionRank: SanctionRank | null;
  /** The author, or the other user of a direct conversation, has blocked this user. */
  blocked: boolean;
  /** Of its room, in seconds. */
  slowMode: number;
  deleted: boolean;
}

/** The place of a change in the log of its room. */
export interface LogPosition {
  seq: number;
  at: number;
}

const NOW = () => 'now()';

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

  /**
   * Returns the message with the user's rights. With a transaction its row is locked. Raw SQL: one statement reads the
   * message, the room, the membership, the sanction and the blocks.
   */
  async find(id: number, userId: number, tx?: SqlExecutor): Promise<MessageForUser | undefined> {
    const [row] = await (tx ?? this.database).query<Omit<MessageForUser, 'id' | 'seq'> & { id: string; seq: string }>(
      `SELECT m.id, m.room_id AS room, m.seq, m.user_id AS "userId", m.content, m.type, m.created_at AS "createdAt", n.role, r.kind AS "roomKind",
         r.slow_mode AS "slowMode", s.kind AS sanction, s.until AS "sanctionUntil", s.rank AS "sanctionRank",
         ${block(['m.user_id', 'r.low_user', 'r.high_user'], personOf('$2::int'))} IS NOT NULL AS blocked, m.deleted_at IS NOT NULL AS deleted
       FROM messages m JOIN rooms r ON r.id = m.room_id AND r.deleted_at IS NULL LEFT JOIN members n ON n.room_id = m.room_id AND n.user_id = $2
       LEFT JOIN LATERAL (${sanctionOn('$2::int', 'm.room_id')}) s ON true
       WHERE m.id = $1 ${tx ? 'FOR UPDATE OF m' : ''}`,
      [id, userId],
    );
    return row && { ...row, id: Number(row.id), seq: Number(row.seq) };
  }

  async edit(
    tx: Transaction,
    { id, content, mentions }: { id: number; content: string; mentions: readonly string[] },
  ): Promise<void> {
    await tx.update(MessageEntity, { id: String(id) }, { content, mentions: [...mentions], editedAt: NOW });
    await reindexMessage(tx, id);
  }

  async remove(tx: Transaction, id: number): Promise<void> {
    await tx.update(MessageEntity, { id: String(id) }, { deletedAt: NOW });
    await unpin(tx, id);
  }

  /** The oldest messages of a user in a room within the last hours, locked. Raw SQL: the clock is that of Postgres. */
  async recentOf(
    tx: Transaction,
    { room, userId, hours, limit }: { room: string; userId: number; hours: number; limit: number },
  ): Promise<number[]> {
    const rows = await tx.query<{ id: string }>(
      `SELECT id FROM messages WHERE room_id = $1 AND user_id = $2 AND deleted_at IS NULL
         AND created_at > now() - make_interval(hours => $3) ORDER BY id LIMIT $4 FOR UPDATE`,
      [room, userId, hours, limit],
    );
    return rows.map(({ id }) => Number(id));
  }

  /** Returns false when the reaction exists already. */
  react(tx: Transaction, id: number, userId: number, emoji: string): Promise<boolean> {
    return insertUnlessExists(tx, ReactionEntity, { messageId: String(id), userId, emoji });
  }

  /** Returns false when there was no such reaction. */
  async unreact(tx: Transaction, id: number, userId: number, emoji: string): Promise<boolean> {
    const { affected } = await tx.delete(ReactionEntity, { messageId: String(id), userId, emoji });
    return affected === 1;
  }

  /**
   * Writes a change into the log with the next seq of its room. The room is locked until the transaction ends. Raw SQL:
   * one statement takes the seq and writes the entry, so the lock is held for one round trip less.
   */
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
