import type { ReportView, ThingKind } from '@veza/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A reported thing of another service, as it was then. */
@Entity('thing_reports')
export class ThingReportEntity {
  /** From the sequence of `reports`: both are one list. */
  @PrimaryColumn('integer')
  id: number;

  @Column('text')
  kind: ThingKind;

  @Column('integer', { name: 'thing_id' })
  thingId: number;

  /** Of a comment. */
  @Column('integer', { name: 'track_id', nullable: true })
  trackId: number | null;

  @Column('text')
  title: string;

  @Column('text')
  content: string;

  /** The owner of the thing. */
  @Column('integer', { name: 'user_id' })
  userId: number;

  @Column('integer', { name: 'reporter_id' })
  reporterId: number;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, default: () => 'now()' })
  createdAt: Date;

  @Column('text')
  reason: string;

  @Column('text')
  details: string;

  @Column('text', { default: 'open' })
  status: ReportView['status'];

  @Column('text', { nullable: true })
  resolution: string | null;

  @Column('integer', { name: 'resolved_by', nullable: true, select: false })
  resolvedBy: number | null;

  @Column({ type: 'timestamptz', name: 'resolved_at', precision: 3, nullable: true, select: false })
  resolvedAt: Date | null;
}
