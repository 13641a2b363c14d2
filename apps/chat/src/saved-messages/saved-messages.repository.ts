import { Injectable } from '@nestjs/common';
import { DeclaredError, MOST_SAVED } from '@veza/contracts';
import { Database } from '@veza/database';
import { sanctionInForce } from '../access/sanction-in-force.js';
import { block, personOf } from '../access/speaking.repository.js';
import { SavedMessageEntity } from './saved-message.entity.js';

export interface SavedRow {
  /** The place in the list. */
  id: number;
  messageId: number;
  savedAt: Date;
  isReadable: boolean;
}

type Row = Omit<SavedRow, 'id' | 'messageId'> & { id: string; messageId: string };

/**
 * Messages `m` that user $1 may read now: not deleted, in a public room or one of the own, without a ban from it, and
 * without a block between author and user in either direction.
 */
const READABLE = `
EXISTS (SELECT FROM messages m JOIN rooms r ON r.id = m.room_id AND r.deleted_at IS NULL WHERE m.id = saved.message_id AND m.deleted_at IS NULL
  AND (r.kind = 'public' OR EXISTS (SELECT FROM members b WHERE b.room_id = m.room_id AND b.user_id = $1))
  AND NOT EXISTS (SELECT FROM sanctions s WHERE s.user_id = ANY (ARRAY[$1::int, ${personOf('$1::int')}]) AND s.room_id = m.room_id
    AND s.kind = 'ban' AND ${sanctionInForce('s')})
  AND ${block(['m.user_id'], personOf('$1::int'))} IS NULL AND ${block(['$1::int'], personOf('m.user_id'))} IS NULL)`;

/** Raw SQL: the shared conditions, a page by keys, and an advisory lock. */
@Injectable()
export class SavedMessagesRepository {
  constructor(private readonly database: Database) {}

  async isReadable(userId: number, messageId: number): Promise<boolean> {
    const rows = await this.database.query(`SELECT FROM (SELECT $2::bigint AS message_id) saved WHERE ${READABLE}`, [
      userId,
      messageId,
    ]);
    return rows.length > 0;
  }

  /** The page before a place of the list, the last saved first. */
  async page(userId: number, limit: number, before?: number): Promise<SavedRow[]> {
    const rows = await this.database.query<Row>(
      `SELECT id, message_id AS "messageId", saved_at AS "savedAt", ${READABLE} AS "isReadable" FROM (
         SELECT * FROM saved_messages WHERE user_id = $1 AND ($2::bigint IS NULL OR id < $2) ORDER BY id DESC LIMIT $3) saved
       ORDER BY id DESC`,
      [userId, before ?? null, limit],
    );
    return rows.map(({ id, messageId, ...row }) => ({ ...row, id: Number(id), messageId: Number(messageId) }));
  }

  /** Those of one user are saved one after the other, so that the limit holds. */
  async put(userId: number, messageId: number): Promise<void> {
    await this.database.transaction(async (tx) => {
      await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('chat.saved:' || $1, 0))`, [userId]);
      await tx.query('INSERT INTO saved_messages (user_id, message_id) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
        userId,
        messageId,
      ]);
      if ((await tx.countBy(SavedMessageEntity, { userId })) > MOST_SAVED)
        throw new DeclaredError('CONFLICT', {
          message: `You already have the maximum of ${MOST_SAVED} saved messages; remove some first`,
        });
    });
  }

  async remove(userId: number, messageId: number): Promise<void> {
    await this.database.entities((manager) => manager.delete(SavedMessageEntity, { userId, messageId: String(messageId) }));
  }
}
