import type { ThingKind } from '@veza/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Report } from './report.js';

/** A reported thing of another service, as it was then. */
@Entity('thing_reports')
export class ThingReportEntity extends Report {
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
}
