import { Column } from 'typeorm';

/** Columns of a row that owns an object of the media service: its id there, and the facts of its file. */
export abstract class StoredFile {
  @Column('uuid', { name: 'object_id' })
  objectId: string;

  @Column('text')
  filename: string;

  /** Media type, from the bytes of the file. */
  @Column('text')
  type: string;

  /** Bytes. */
  @Column('integer')
  size: number;
}
