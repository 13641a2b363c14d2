import type { TrackError } from '@veza/contracts';
import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** That a track became ready, or failed; for its uploader. */
@Entity('track_notices')
export class TrackNotice {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS' })
  id: number;

  @Column('integer', { name: 'track_id' })
  trackId: number;

  @Column('integer', { name: 'user_id' })
  userId: number;

  /** Null: it is ready. */
  @Column('text', { nullable: true })
  error: TrackError | null;

  @Column({ type: 'timestamptz', name: 'read_at', precision: 3, nullable: true })
  readAt: Date | null;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, default: () => 'now()' })
  createdAt: Date;
}
