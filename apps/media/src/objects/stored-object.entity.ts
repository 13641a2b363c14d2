import type { TrackError, UploadKind, VoiceFacts } from '@veza/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What the worker found in a voice message: its facts, or why it has none. */
export type VoiceOutcome = VoiceFacts | { fault: TrackError };

/**
 * Bytes in the object store and what they mean. An upload is one file; a `rendition` is all files of one transcoding,
 * and a `picture` all sizes of one upload.
 * Unclaimed: just uploaded, deleted after a day. Released: no longer used, deleted by the next sweep.
 */
@Entity('objects')
export class StoredObjectRow {
  @PrimaryColumn('uuid')
  id: string;

  @Column('text')
  kind: UploadKind | 'rendition';

  /** The uploader, whose quota it fills; null for renditions and after the erasure of the account. */
  @Column('integer', { name: 'owner_id', nullable: true })
  ownerId: number | null;

  @Column('text')
  filename: string;

  @Column('text')
  type: string;

  /** Bytes; bigint, hence text. */
  @Column('bigint')
  size: string;

  /** SHA-256 in hex; empty for renditions, which are many files. */
  @Column('text')
  hash: string;

  @Column('text', { name: 'claimed_by', nullable: true })
  claimedBy: string | null;

  /** A picture that anyone may load. */
  @Column('boolean', { name: 'is_public', default: false })
  isPublic: boolean;

  /** Of a `voice`, from the end of its encoding on. */
  @Column('jsonb', { nullable: true })
  voice: VoiceOutcome | null;

  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' })
  createdAt: Date;

  @Column({ type: 'timestamptz', name: 'released_at', nullable: true })
  releasedAt: Date | null;
}
