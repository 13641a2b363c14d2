import { Injectable } from '@nestjs/common';
import { blockEvents, type EventPayload } from '@veza/contracts';
import { Database } from '@veza/database';
import { Outbox } from '@veza/transport';
import { BlockEntity } from './block.entity.js';

export interface ConversationRow {
  room: string;
  userId: number;
  content: string;
  at: Date;
  lastSeen: Date | null;
  messageId: string;
}

/** A page: what is older than a time and, of the same time, has a smaller id. */
export interface ListWindow {
  limit: number;
  after: readonly [at: string, id: number] | undefined;
}

@Injectable()
export class ConversationsRepository {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
  ) {}

  /**
   * Returns the direct rooms of a user with their last message, the newest first. Rooms without a message are left out.
   * Raw SQL: a lateral join reads one message of each room.
   */
  list(userId: number, { limit, after }: ListWindow): Promise<ConversationRow[]> {
    return this.database.query<ConversationRow>(
      `SELECT r.id AS room, CASE WHEN r.low_user = $1 THEN r.high_user ELSE r.low_user END AS "userId", m.content, m.created_at AS at,
         p.last_seen_at AS "lastSeen", m.id AS "messageId"
       FROM members b JOIN rooms r ON r.id = b.room_id AND r.kind = 'direct'
       CROSS JOIN LATERAL (
         SELECT id, content, created_at FROM messages WHERE room_id = r.id AND deleted_at IS NULL ORDER BY seq DESC LIMIT 1) m
       LEFT JOIN people p ON p.id = CASE WHEN r.low_user = $1 THEN r.high_user ELSE r.low_user END
       WHERE b.user_id = $1 AND ($3::timestamptz IS NULL OR (m.created_at, m.id) < ($3::timestamptz, $4::bigint))
       ORDER BY m.created_at DESC, m.id DESC LIMIT $2`,
      [userId, limit, after?.[0] ?? null, after?.[1] ?? null],
    );
  }

  /** Raw SQL: a page begins after two values at once. */
  blockedBy(userId: number, { limit, after }: ListWindow): Promise<Pick<BlockEntity, 'blockedId' | 'at'>[]> {
    return this.database.query<Pick<BlockEntity, 'blockedId' | 'at'>>(
      `SELECT blocked_id AS "blockedId", at FROM blocks
       WHERE user_id = $1 AND ($3::timestamptz IS NULL OR (at, blocked_id) < ($3::timestamptz, $4::integer))
       ORDER BY at DESC, blocked_id DESC LIMIT $2`,
      [userId, limit, after?.[0] ?? null, after?.[1] ?? null],
    );
  }

  /** Raw SQL: the rows of both users are locked, so that an owner which the directory learns meanwhile changes this block too. */
  async block(userId: number, blockedId: number): Promise<void> {
    await this.database.transaction(async (tx) => {
      const [added] = await tx.query<EventPayload<typeof blockEvents.added>>(
        `WITH known AS MATERIALIZED (SELECT id, coalesce(bot_of, id) AS person FROM people WHERE id IN ($1, $2) ORDER BY id FOR SHARE)
         INSERT INTO blocks (user_id, blocked_id, person_id, blocked_person_id)
         VALUES ($1, $2, coalesce((SELECT person FROM known WHERE id = $1), $1), coalesce((SELECT person FROM known WHERE id = $2), $2))
         ON CONFLICT DO NOTHING
         RETURNING user_id AS "userId", blocked_id AS "blockedId", person_id AS "personId", blocked_person_id AS "blockedPersonId"`,
        [userId, blockedId],
      );
      if (added) await this.outbox.append(tx, blockEvents.added, added);
    });
  }

  async unblock(userId: number, blockedId: number): Promise<void> {
    await this.database.transaction(async (tx) => {
      const { affected } = await tx.delete(BlockEntity, { userId, blockedId });
      if (affected) await this.outbox.append(tx, blockEvents.removed, { userId, blockedId });
    });
  }
}
