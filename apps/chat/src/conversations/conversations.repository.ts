import { Injectable } from '@nestjs/common';
import { Database, insertUnlessExists } from '@veza/database';
import { BlockEntity } from './block.entity.js';

export interface ConversationRow {
  room: string;
  userId: number;
  content: string;
  at: Date;
  lastSeen: Date | null;
}

@Injectable()
export class ConversationsRepository {
  constructor(private readonly database: Database) {}

  /**
   * Returns the direct rooms of a user with their last message, the newest first. Rooms without a message are left out.
   * Raw SQL: a lateral join reads one message of each room.
   */
  list(userId: number): Promise<ConversationRow[]> {
    return this.database.query<ConversationRow>(
      `SELECT r.id AS room, CASE WHEN r.low_user = $1 THEN r.high_user ELSE r.low_user END AS "userId", m.content, m.created_at AS at, p.last_seen_at AS "lastSeen"
       FROM members b JOIN rooms r ON r.id = b.room_id AND r.kind = 'direct'
       CROSS JOIN LATERAL (
         SELECT id, content, created_at FROM messages WHERE room_id = r.id AND deleted_at IS NULL ORDER BY seq DESC LIMIT 1) m
       LEFT JOIN people p ON p.id = CASE WHEN r.low_user = $1 THEN r.high_user ELSE r.low_user END
       WHERE b.user_id = $1 ORDER BY m.created_at DESC, m.id DESC LIMIT 500`,
      [userId],
    );
  }

  async blockedBy(userId: number): Promise<number[]> {
    const rows = await this.database.entities((manager) =>
      manager.find(BlockEntity, { select: { blockedId: true }, where: { userId }, order: { at: 'DESC' }, take: 500 }),
    );
    return rows.map(({ blockedId }) => blockedId);
  }

  async block(userId: number, blockedId: number): Promise<void> {
    await this.database.entities((manager) => insertUnlessExists(manager, BlockEntity, { userId, blockedId }));
  }

  async unblock(userId: number, blockedId: number): Promise<void> {
    await this.database.entities((manager) => manager.delete(BlockEntity, { userId, blockedId }));
  }
}
