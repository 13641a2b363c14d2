import type { CalendarImportFailure } from '@veza/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A calendar elsewhere, whose busy times are rows of `busy`. */
@Entity('calendar_imports')
export class CalendarImport {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'cabinet_id' })
  cabinetId: string;

  @Column('uuid', { name: 'practitioner_id' })
  practitionerId: string;

  @Column('text')
  host: string;

  /** Sealed, because the address is a secret that shows the whole calendar. */
  @Column('bytea')
  address: Buffer;

  @Column('text', { nullable: true })
  etag: string | null;

  @Column('text', { name: 'last_modified', nullable: true })
  lastModified: string | null;

  /** When the calendar was last read as a whole: a 304 reads nothing. */
  @Column({ type: 'timestamptz', name: 'read_at', precision: 3, nullable: true })
  readAt: Date | null;

  @Column({ type: 'timestamptz', name: 'succeeded_at', precision: 3, nullable: true })
  succeededAt: Date | null;

  @Column({ type: 'timestamptz', name: 'failed_at', precision: 3, nullable: true })
  failedAt: Date | null;

  /** That of `failed_at`. */
  @Column('text', { nullable: true })
  failure: CalendarImportFailure | null;

  /** Since the last success. */
  @Column('integer', { default: 0 })
  failures: number;

  /** The number of the newest run: the result of an earlier one is dropped. */
  @Column('integer', { default: 0 })
  runs: number;

  /** When the newest run began. */
  @Column({ type: 'timestamptz', name: 'run_at', precision: 3, nullable: true })
  runAt: Date | null;

  /** When another run may begin: while one runs, when it counts as dead. */
  @Column({ type: 'timestamptz', name: 'next_run_at', precision: 3, default: () => 'now()' })
  nextRunAt: Date;

  /** The user. */
  @Column('integer', { name: 'created_by' })
  createdBy: number;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, default: () => 'now()' })
  createdAt: Date;
}
