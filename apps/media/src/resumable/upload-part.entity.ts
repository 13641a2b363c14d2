import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A stored piece of a resumable upload. */
@Entity('upload_parts')
export class UploadPart {
  @PrimaryColumn('uuid', { name: 'upload_id' })
  uploadId: string;

  /** Offset of its first byte; bigint, hence text. */
  @PrimaryColumn('bigint')
  start: string;

  /** Bytes. */
  @Column('bigint')
  size: string;

  /** In the object store. */
  @Column('text')
  key: string;
}
