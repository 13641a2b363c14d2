import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The plays of one track by one user, which bound how fast its play count grows. */
@Entity('track_plays')
export class TrackPlay {
  @PrimaryColumn('integer', { name: 'track_id' })
  trackId: number;

  @PrimaryColumn('integer', { name: 'user_id' })
  userId: number;

  /** YYYY-MM-DD, the day of the last play. */
  @Column('date')
  day: string;

  /** Counted plays of that day. */
  @Column('smallint')
  plays: number;

  @Column({ type: 'timestamptz', name: 'last_at' })
  lastAt: Date;
}
