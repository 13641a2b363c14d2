import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The counted plays of one track on one day of UTC, of all listeners together. */
@Entity('track_play_days')
export class TrackPlayDay {
  @PrimaryColumn('integer', { name: 'track_id' })
  trackId: number;

  /** YYYY-MM-DD. */
  @PrimaryColumn('date')
  day: string;

  @Column('integer')
  plays: number;
}
