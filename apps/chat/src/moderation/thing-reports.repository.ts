import { Injectable } from '@nestjs/common';
import type { ModerationAction, ReportThing, ReportView, ResolveReport, ThingKind } from '@veza/contracts';
import { Database, oneRow, updateReturning } from '@veza/database';
import { audit } from '../sanctions/sanctions.repository.js';
import { pageOf, type ReportFilter, resolutionOf } from './report.js';
import { ThingReportEntity } from './thing-report.entity.js';

const viewOf = ({ kind, thingId: id, title, trackId, createdAt, ...row }: ThingReportEntity, reporters: number): ReportView => ({
  ...row,
  kind,
  messageId: null,
  room: null,
  context: [],
  thing: { kind, id, title, text: row.content, trackId },
  reporters,
  createdAt: createdAt.toISOString(),
});

/** Reports of things of other services. */
@Injectable()
export class ThingReportsRepository {
  constructor(private readonly database: Database) {}

  /**
   * A second report by the same user changes the words of the open one, and keeps the thing as it was. Raw SQL: one
   * statement, with an id of the sequence of `reports`.
   */
  async add({ userId, thing, reason, details }: ReportThing, reporterId: number): Promise<number> {
    const row = oneRow(
      await this.database.query<Pick<ThingReportEntity, 'id'>>(
        `INSERT INTO thing_reports (id, kind, thing_id, track_id, title, content, user_id, reporter_id, reason, details)
         VALUES (nextval(pg_get_serial_sequence('reports', 'id')), $1, $2, $3, $4, $5, $6, $7, $8, $9)
         ON CONFLICT (kind, thing_id, reporter_id) WHERE status = 'open'
         DO UPDATE SET reason = excluded.reason, details = excluded.details RETURNING id`,
        [thing.kind, thing.id, thing.trackId, thing.title, thing.text, userId, reporterId, reason, details],
      ),
    );
    return row.id;
  }

  /** Newest first. */
  async list(filter: ReportFilter, kind?: ThingKind): Promise<ReportView[]> {
    const { where, ...page } = pageOf(filter);
    const ofKind = kind !== undefined && { kind };
    return this.views(
      await this.database.entities((manager) => manager.find(ThingReportEntity, { ...page, where: { ...where, ...ofKind } })),
    );
  }

  async resolve(input: ResolveReport, moderatorId: number): Promise<ReportView | undefined> {
    const resolved = await this.database.transaction(async (tx) => {
      const { id, status, resolution } = input;
      const [report] = await updateReturning(tx, ThingReportEntity, { id }, resolutionOf(input, moderatorId));
      if (!report) return [];
      const { userId, kind, thingId } = report;
      const action: ModerationAction = `report ${status}`;
      await audit(tx, { moderatorId, action, userId, subject: `${kind}:${thingId}`, reason: resolution });
      return [report];
    });
    return (await this.views(resolved))[0];
  }

  /** Raw SQL: counts for several rows at once. */
  private async views(reports: readonly ThingReportEntity[]): Promise<ReportView[]> {
    const counted = await this.database.query<{ id: number; reporters: number }>(
      `SELECT r.id, (SELECT count(DISTINCT o.reporter_id) FROM thing_reports o
         WHERE o.kind = r.kind AND o.thing_id = r.thing_id)::integer AS reporters
       FROM thing_reports r WHERE r.id = ANY ($1::integer[])`,
      [reports.map(({ id }) => id)],
    );
    const reporters = new Map(counted.map(({ id, reporters: count }) => [id, count]));
    return reports.map((report) => viewOf(report, reporters.get(report.id) ?? 1));
  }
}
