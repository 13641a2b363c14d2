import { Injectable } from '@nestjs/common';
import { DeclaredError, MOST_SAVED } from '@veza/contracts';
import { Database } from '@veza/database';
import { readableMessage } from '../access/readable-message.js';
import { SavedMessageEntity } from './saved-message.entity.js';

export interface SavedRow {
  /** The place in the list. */
  id: number;
  messageId: number;
  savedAt: Date;
  isReadable: boolean;
}

type Row = Omit<SavedRow, 'id' | 'messageId'> & { id: string; messageId: string };

const READABLE = readableMessage('saved.message_id', '$1::int');

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
