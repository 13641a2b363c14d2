import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * A resumable upload: how many bytes are stored, and what becomes of them. Its pieces are files of the object store below
 * its id, until they are joined to the object of the track.
 */
@Entity('resumable_uploads')
export class ResumableUpload {
  @PrimaryColumn('uuid')
  id: string;

  /** Null after the erasure of the account; the next sweep deletes the upload. */
  @Column('integer', { name: 'owner_id', nullable: true })
  ownerId: number | null;

  /** Bytes of the whole file; bigint, hence text. It counts against the quota from the beginning. */
  @Column('bigint')
  length: string;

  /** Bytes that are stored: the offset of tus. */
  @Column('bigint', { default: () => '0' })
  stored: string;

  /** Number of stored pieces. */
  @Column('integer', { default: 0 })
  parts: number;

  /** The fields of Upload-Metadata. */
  @Column('jsonb')
  metadata: Record<string, string | null>;

  /** Chosen at the beginning, so that a repeated end finds the object and the track of an earlier one. */
  @Column('uuid', { name: 'object_id' })
  objectId: string;

  @Column('integer', { name: 'track_id', nullable: true })
  trackId: number | null;

  /** The rendition of what has arrived, when its author has asked to hear it. */
  @Column('uuid', { name: 'preview_id', nullable: true })
  previewId: string | null;

  /** Bytes that its last round read; bigint, hence text. */
  @Column('bigint', { default: () => '0' })
  previewed: string;

  /** The last piece; an unfinished upload expires a day after it. */
  @Column({ type: 'timestamptz', name: 'moved_at', precision: 3, default: () => 'now()' })
  movedAt: Date;

  @Column({ type: 'timestamptz', name: 'finished_at', nullable: true })
  finishedAt: Date | null;
}
