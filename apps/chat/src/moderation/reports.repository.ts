import { Injectable } from '@nestjs/common';
import type { ReportView, ResolveReport } from '@veza/contracts';
import { Database, oneRow } from '@veza/database';
import type { MessageForUser } from '../messages/changes.repository.js';
import { audit } from '../sanctions/sanctions.repository.js';

type Row = Omit<ReportView, 'createdAt' | 'messageId'> & { createdAt: Date; messageId: string };

const COLUMNS = `id, message_id AS "messageId", room_id AS room, user_id AS "userId", reporter_id AS "reporterId", reason, details, content, context, status,
  resolution, created_at AS "createdAt"`;

const viewOf = ({ createdAt, messageId, ...row }: Row): ReportView => ({
  ...row,
  messageId: Number(messageId),
  createdAt: createdAt.toISOString(),
});

@Injectable()
export class ReportsRepository {
  constructor(private readonly database: Database) {}

  /** Stores the current text with five messages before and after it. A second report by the same user updates the first. */
  async add(message: MessageForUser, reporterId: number, reason: string, details: string): Promise<number> {
    const row = oneRow(
      await this.database.query<{ id: number }>(
        `INSERT INTO reports (message_id, room_id, user_id, reporter_id, reason, details, content, context)
       SELECT $1, $2, $3, $4, $5, $6, $7, coalesce((
         SELECT json_agg(json_build_object('id', c.id, 'userId', c.user_id, 'content', c.content, 'createdAt', c.created_at) ORDER BY c.seq) FROM (
           (SELECT * FROM messages WHERE room_id = $2 AND seq < $8 AND deleted_at IS NULL ORDER BY seq DESC LIMIT 5)
           UNION ALL (SELECT * FROM messages WHERE room_id = $2 AND seq > $8 AND deleted_at IS NULL ORDER BY seq LIMIT 5)) c), '[]')
       ON CONFLICT (message_id, reporter_id) DO UPDATE SET reason = excluded.reason, details = excluded.details RETURNING id`,
        [message.id, message.room, message.userId, reporterId, reason, details, message.content, message.seq],
      ),
    );
    return row.id;
  }

  async list({ status, limit, before }: { status?: string; limit: number; before?: number }): Promise<ReportView[]> {
    const rows = await this.database.query<Row>(
      `SELECT ${COLUMNS} FROM reports WHERE ($1::text IS NULL OR status = $1) AND ($2::int IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`,
      [status ?? null, before ?? null, limit],
    );
    return rows.map(viewOf);
  }

  async resolve({ id, status, resolution }: ResolveReport, moderatorId: number): Promise<ReportView | undefined> {
    return this.database.transaction(async (tx) => {
      const [row] = await tx.query<Row>(
        `UPDATE reports SET status = $2, resolution = $3, resolved_by = $4, resolved_at = now() WHERE id = $1 RETURNING ${COLUMNS}`,
        [id, status, resolution, moderatorId],
      );
      if (!row) return undefined;
      await audit(tx, {
        moderatorId,
        action: `report ${status}`,
        room: row.room,
        userId: row.userId,
        subject: `message:${row.messageId}`,
        reason: resolution,
      });
      return viewOf(row);
    });
  }
}
