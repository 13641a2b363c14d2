import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A deleted resource as a row in JSON. It keeps its id, which no other resource gets; its ratings stay in their table. */
@Entity('resource_trash')
export class TrashedResourceRow {
  @PrimaryColumn('integer')
  id: number;

  @Column('integer', { name: 'uploader_id' })
  uploaderId: number;

  /** Null when the account was erased. */
  @Column('integer', { name: 'deleted_by', nullable: true })
  deletedBy: number | null;

  @Column({ type: 'timestamptz', name: 'deleted_at', precision: 3, default: () => 'now()' })
  deletedAt: Date;

  @Column('jsonb')
  resource: unknown;
}
