import { Injectable } from '@nestjs/common';
import type { ModerationAction, ReportPerson, ReportView, ResolveReport } from '@veza/contracts';
import { Database, oneRow, updateReturning } from '@veza/database';
import { IsNull, Not } from 'typeorm';
import type { MessageForUser } from '../messages/changes.repository.js';
import { directRoom } from '../protocol/log-event.js';
import { audit } from '../sanctions/sanctions.repository.js';
import { ReportEntity } from './report.entity.js';
import { pageOf, type ReportFilter, resolutionOf } from './report.js';

const viewOf = ({ createdAt, messageId, ...row }: ReportEntity, reporters: number): ReportView => ({
  ...row,
  kind: messageId === null ? 'person' : 'message',
  thing: null,
  reporters,
  messageId: messageId === null ? null : Number(messageId),
  createdAt: createdAt.toISOString(),
});

/** Messages `c` as the context of a report. */
const CONTEXT = `json_agg(json_build_object('id', c.id, 'userId', c.user_id, 'content', c.content, 'createdAt', c.created_at) ORDER BY c.seq)`;

@Injectable()
export class ReportsRepository {
  constructor(private readonly database: Database) {}

  /**
   * Stores the current text with five messages before and after it. A second report by the same user updates the first.
   * Raw SQL: one statement reads the messages around and writes the row.
   */
  async add(message: MessageForUser, reporterId: number, reason: string, details: string): Promise<number> {
    const row = oneRow(
      await this.database.query<Pick<ReportEntity, 'id'>>(
        `INSERT INTO reports (message_id, room_id, user_id, reporter_id, reason, details, content, context)
       SELECT $1, $2, $3, $4, $5, $6, $7, coalesce((
         SELECT ${CONTEXT} FROM (
           (SELECT * FROM messages WHERE room_id = $2 AND seq < $8 AND deleted_at IS NULL ORDER BY seq DESC LIMIT 5)
           UNION ALL (SELECT * FROM messages WHERE room_id = $2 AND seq > $8 AND deleted_at IS NULL ORDER BY seq LIMIT 5)) c), '[]')
       ON CONFLICT (message_id, reporter_id) DO UPDATE SET reason = excluded.reason, details = excluded.details RETURNING id`,
        [message.id, message.room, message.userId, reporterId, reason, details, message.content, message.seq],
      ),
    );
    return row.id;
  }

  /**
   * Stores the last messages between the two. A second report updates the open one with its messages. Raw SQL: as `add`.
   */
  async addPerson({ userId, reason, details }: ReportPerson, reporterId: number): Promise<number> {
    const row = oneRow(
      await this.database.query<Pick<ReportEntity, 'id'>>(
        `INSERT INTO reports (user_id, reporter_id, reason, details, content, context)
         SELECT $1, $2, $3, $4, '', coalesce((
           SELECT ${CONTEXT} FROM (
             SELECT * FROM messages WHERE room_id = $5 AND deleted_at IS NULL ORDER BY seq DESC LIMIT 10) c), '[]')
         ON CONFLICT (user_id, reporter_id) WHERE message_id IS NULL AND status = 'open'
         DO UPDATE SET reason = excluded.reason, details = excluded.details, context = excluded.context RETURNING id`,
        [userId, reporterId, reason, details, directRoom(reporterId, userId)],
      ),
    );
    return row.id;
  }

  /** Newest first. */
  async list(filter: ReportFilter, kind?: 'message' | 'person'): Promise<ReportView[]> {
    const { where, ...page } = pageOf(filter);
    const ofKind = kind !== undefined && { messageId: kind === 'person' ? IsNull() : Not(IsNull()) };
    return this.views(
      await this.database.entities((manager) => manager.find(ReportEntity, { ...page, where: { ...where, ...ofKind } })),
    );
  }

  async resolve(input: ResolveReport, moderatorId: number): Promise<ReportView | undefined> {
    const resolved = await this.database.transaction(async (tx) => {
      const { id, status, resolution } = input;
      const [report] = await updateReturning(tx, ReportEntity, { id }, resolutionOf(input, moderatorId));
      if (!report) return [];
      const { room, userId, messageId } = report;
      const action: ModerationAction = `report ${status}`;
      const subject = messageId === null ? null : `message:${messageId}`;
      await audit(tx, { moderatorId, action, room, userId, subject, reason: resolution });
      return [report];
    });
    return (await this.views(resolved))[0];
  }

  /** Raw SQL: counts for several rows at once. */
  private async views(reports: readonly ReportEntity[]): Promise<ReportView[]> {
    const counted = await this.database.query<{ id: number; reporters: number }>(
      `SELECT r.id, (CASE WHEN r.message_id IS NULL
         THEN (SELECT count(DISTINCT o.reporter_id) FROM reports o WHERE o.message_id IS NULL AND o.user_id = r.user_id)
         ELSE (SELECT count(*) FROM reports o WHERE o.message_id = r.message_id) END)::integer AS reporters
       FROM reports r WHERE r.id = ANY ($1::integer[])`,
      [reports.map(({ id }) => id)],
    );
    const reporters = new Map(counted.map(({ id, reporters: count }) => [id, count]));
    return reports.map((report) => viewOf(report, reporters.get(report.id) ?? 1));
  }
}
