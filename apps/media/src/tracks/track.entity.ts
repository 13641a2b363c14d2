import type { TrackFault, TrackStatus } from '@veza/contracts';
import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

@Entity('tracks')
export class Track {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS' })
  id: number;

  @Column('text')
  title: string;

  @Column('text')
  artist: string;

  @Column('text', { nullable: true })
  album: string | null;

  @Column('text', { nullable: true })
  genre: string | null;

  @Column('text', { array: true })
  tags: string[];

  @Column('boolean', { name: 'is_public' })
  isPublic: boolean;

  @Column('integer', { name: 'uploader_id' })
  uploaderId: number;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, default: () => 'now()' })
  createdAt: Date;

  @Column('integer', { name: 'play_count', default: 0 })
  playCount: number;

  /** The object that was uploaded. */
  @Column('uuid', { name: 'source_id' })
  sourceId: string;

  @Column('text')
  filename: string;

  @Column('text')
  status: TrackStatus;

  /** Percent. */
  @Column('smallint')
  progress: number;

  /** Grows with each retry that the owner asks for. */
  @Column('integer')
  attempt: number;

  /** How often a worker began with this attempt; a file that kills workers is given up after a few. */
  @Column('integer')
  starts: number;

  /** When transcoding last got on; the sweeper looks after tracks that stand still. */
  @Column({ type: 'timestamptz', name: 'moved_at' })
  movedAt: Date;

  @Column('text', { nullable: true })
  error: TrackFault | null;

  /** The object with the files that are served. */
  @Column('uuid', { name: 'rendition_id', nullable: true })
  renditionId: string | null;

  @Column('double precision', { name: 'duration_seconds', nullable: true })
  durationSeconds: number | null;

  @Column('real', { name: 'loudness_lufs', nullable: true })
  loudnessLufs: number | null;

  @Column('real', { name: 'true_peak_dbtp', nullable: true })
  truePeakDbtp: number | null;

  @Column('boolean', { name: 'has_cover' })
  hasCover: boolean;
}
