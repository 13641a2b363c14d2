import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The lease of the request that writes to an upload. It ends by itself when its replica is killed. */
@Entity('upload_locks')
export class UploadLock {
  @PrimaryColumn('uuid', { name: 'upload_id' })
  uploadId: string;

  /** Of the request that has the lock. */
  @Column('uuid')
  token: string;

  @Column({ type: 'timestamptz' })
  until: Date;

  /** Another request waits: the present one ends soon. */
  @Column('boolean', { default: false })
  wanted: boolean;
}
