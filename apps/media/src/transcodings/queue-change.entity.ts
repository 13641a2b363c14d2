import type { QueueAction, TrackError } from '@veza/contracts';
import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** What an administrator did with the queue. Written in the transaction of the change, never changed. */
@Entity('queue_changes')
export class QueueChange {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS' })
  id: number;

  @Column('text')
  action: QueueAction;

  @Column('integer', { name: 'changed_by' })
  changedBy: number;

  @Column('integer', { name: 'track_id', nullable: true })
  trackId: number | null;

  @Column('text', { nullable: true })
  error: TrackError | null;

  @Column('integer', { nullable: true })
  count: number | null;

  @Column({ type: 'timestamptz', precision: 3, default: () => 'now()' })
  at: Date;
}
