import type { TrackError, TrackLicense, TrackStatus } from '@veza/contracts';
import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** A sound with its description, and how far its transcoding is. */
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

  @Column('text', { array: true, default: [] })
  tags: string[];

  @Column('smallint', { name: 'track_number', nullable: true })
  trackNumber: number | null;

  @Column('smallint', { nullable: true })
  year: number | null;

  /** The columns that the uploader has not set: the tags of the file fill them when it is transcoded. */
  @Column('text', { name: 'from_tags', array: true, default: [] })
  fromTags: string[];

  @Column('boolean', { name: 'is_public' })
  isPublic: boolean;

  /** Whether its upload may be downloaded by all who may hear it. */
  @Column('boolean', { default: false })
  downloadable: boolean;

  @Column('text', { default: 'all-rights-reserved' })
  license: TrackLicense;

  @Column('integer', { name: 'uploader_id' })
  uploaderId: number;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, default: () => 'now()' })
  createdAt: Date;

  @Column('integer', { name: 'play_count', default: 0 })
  playCount: number;

  /** The uploaded object. */
  @Column('uuid', { name: 'source_id' })
  sourceId: string;

  @Column('text')
  filename: string;

  /** The upload of the rendition that is served, while another one is to replace it. */
  @Column('uuid', { name: 'kept_source_id', nullable: true })
  keptSourceId: string | null;

  @Column('text', { name: 'kept_filename', nullable: true })
  keptFilename: string | null;

  /** Of the source; a track with a rendition is served in any state. */
  @Column('text', { default: 'processing' })
  status: TrackStatus;

  /** Percent. */
  @Column('smallint', { default: () => '0' })
  progress: number;

  /** Grows with each retry by the owner. */
  @Column('integer', { default: 1 })
  attempt: number;

  /** Workers that began this attempt; a file that crashes them fails after a few. */
  @Column('integer', { default: 0 })
  starts: number;

  /** Last progress of the transcoding; the sweeper queues tracks again that have stopped. */
  @Column({ type: 'timestamptz', name: 'moved_at', default: () => 'now()' })
  movedAt: Date;

  @Column('text', { nullable: true })
  error: TrackError | null;

  /** The object with the files for players. */
  @Column('uuid', { name: 'rendition_id', nullable: true })
  renditionId: string | null;

  /** The rendition that is being written, and can be played as far as it is. */
  @Column('uuid', { name: 'growing_id', nullable: true })
  growingId: string | null;

  @Column('double precision', { name: 'duration_seconds', nullable: true })
  durationSeconds: number | null;

  @Column('real', { name: 'loudness_lufs', nullable: true })
  loudnessLufs: number | null;

  @Column('real', { name: 'true_peak_dbtp', nullable: true })
  truePeakDbtp: number | null;

  /** Whether the rendition has the picture of the file. */
  @Column('boolean', { name: 'has_cover', default: false })
  hasCover: boolean;

  /** The picture that the uploader gave it, instead of the one in the file. */
  @Column('uuid', { name: 'cover_id', nullable: true })
  coverId: string | null;

  /** The text that a search compares with its words. */
  @Column({
    type: 'text',
    name: 'search_text',
    generatedType: 'STORED',
    asExpression:
      "fold(title || ' ' || artist || ' ' || coalesce(album, '') || ' ' || coalesce(genre, '') || ' ' || joined(tags))",
    select: false,
    insert: false,
    update: false,
  })
  searchText?: string;
}
