import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The plays of one track by one user, which bound how fast its play count grows, and where the user stopped. */
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

  /** Position in the track when it was heard last; null before the first report. */
  @Column('real', { name: 'heard_seconds', nullable: true })
  heardSeconds: number | null;

  /** Time of that report. */
  @Column({ type: 'timestamptz', name: 'heard_at', precision: 3, nullable: true })
  heardAt: Date | null;
}
