import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A queue that is paused. Redis may lose the mark that workers see; this row restores it. */
@Entity('queue_pauses')
export class QueuePause {
  @PrimaryColumn('text')
  queue: string;

  @Column({ type: 'timestamptz', name: 'paused_at', precision: 3, default: () => 'now()' })
  pausedAt: Date;
}
