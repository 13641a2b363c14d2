import { Injectable } from '@nestjs/common';
import type { AuditLine, MessageVersion } from '@veza/contracts';
import { Database } from '@veza/database';

/** The room of a message, and whether the message was reported. */
export interface MessageOrigin {
  room: string;
  kind: 'public' | 'private' | 'direct';
  reported: boolean;
}

/** Earlier versions of messages, and the audit log of moderators. */
@Injectable()
export class AuditRepository {
  constructor(private readonly database: Database) {}

  async originOf(messageId: number): Promise<MessageOrigin | undefined> {
    const [row] = await this.database.query<MessageOrigin>(
      `SELECT m.room_id AS room, r.kind, EXISTS (SELECT FROM reports WHERE message_id = m.id) AS reported
       FROM messages m JOIN rooms r ON r.id = m.room_id WHERE m.id = $1`,
      [messageId],
    );
    return row;
  }

  async versions(messageId: number): Promise<MessageVersion[]> {
    const rows = await this.database.query<Omit<MessageVersion, 'changedAt'> & { at: Date }>(
      `SELECT previous AS content, kind AS change, at, user_id AS "changedBy" FROM room_changes
       WHERE message_id = $1 AND kind IN ('edited', 'deleted') AND previous IS NOT NULL ORDER BY seq LIMIT 500`,
      [messageId],
    );
    return rows.map(({ at, ...row }) => ({ ...row, changedAt: at.toISOString() }));
  }

  async audit({
    room,
    userId,
    limit,
    before,
  }: {
    room?: string;
    userId?: number;
    limit: number;
    before?: number;
  }): Promise<AuditLine[]> {
    const rows = await this.database.query<Omit<AuditLine, 'id' | 'at'> & { id: string; at: Date }>(
      `SELECT id, moderator_id AS "moderatorId", action, room_id AS room, user_id AS "userId", subject, reason, at FROM moderation_audit
       WHERE ($1::text IS NULL OR room_id = $1) AND ($2::int IS NULL OR user_id = $2) AND ($3::bigint IS NULL OR id < $3) ORDER BY id DESC LIMIT $4`,
      [room ?? null, userId ?? null, before ?? null, limit],
    );
    return rows.map(({ id, at, ...row }) => ({ ...row, id: Number(id), at: at.toISOString() }));
  }
}
