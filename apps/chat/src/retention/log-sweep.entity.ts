import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The turn of the sweep, one row: a replica that takes it moves its time ahead, and no other one sweeps meanwhile. */
@Entity('log_sweeps')
export class LogSweepEntity {
  @PrimaryColumn('text')
  name: string;

  /** When the next sweep begins; of a running one the end of its lease. */
  @Column({ type: 'timestamptz', name: 'due_at', default: () => 'now()' })
  dueAt: Date;

  /** The replica that took it last. */
  @Column('text', { nullable: true })
  holder: string | null;
}
