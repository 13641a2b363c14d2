import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A deleted product and its files, as rows in JSON. It keeps its id, which no other product gets. */
@Entity('product_trash')
export class TrashedProductRow {
  @PrimaryColumn('integer')
  id: number;

  @Column('integer', { name: 'owner_id' })
  ownerId: number;

  /** Null when the account was erased. */
  @Column('integer', { name: 'deleted_by', nullable: true })
  deletedBy: number | null;

  @Column({ type: 'timestamptz', name: 'deleted_at', precision: 3, default: () => 'now()' })
  deletedAt: Date;

  @Column('jsonb')
  product: unknown;

  @Column('jsonb')
  files: unknown;
}
