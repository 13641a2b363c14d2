import type { ReportView, ResolveReport } from '@veza/contracts';
import { Column, LessThan } from 'typeorm';

/** What every report has, whatever is reported. */
export abstract class Report {
  /** The author of the message, the person, or the owner of the thing. */
  @Column('integer', { name: 'user_id' })
  userId: number;

  @Column('integer', { name: 'reporter_id' })
  reporterId: number;

  @Column('text')
  reason: string;

  @Column('text')
  details: string;

  @Column('text')
  content: string;

  @Column('text', { default: 'open' })
  status: ReportView['status'];

  @Column('text', { nullable: true })
  resolution: string | null;

  @Column('integer', { name: 'resolved_by', nullable: true, select: false })
  resolvedBy: number | null;

  @Column({ type: 'timestamptz', name: 'resolved_at', precision: 3, nullable: true, select: false })
  resolvedAt: Date | null;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, default: () => 'now()' })
  createdAt: Date;
}

export interface ReportFilter {
  status?: ReportView['status'];
  limit: number;
  /** An id, where the page before ended. */
  before?: number;
}

/** A page of reports, newest first. */
export const pageOf = ({ status, limit, before }: ReportFilter) => ({
  where: { ...(status !== undefined && { status }), ...(before !== undefined && { id: LessThan(before) }) },
  order: { id: 'DESC' as const },
  take: limit,
});

export const resolutionOf = ({ status, resolution }: ResolveReport, moderatorId: number) => ({
  status,
  resolution,
  resolvedBy: moderatorId,
  resolvedAt: () => 'now()',
});
