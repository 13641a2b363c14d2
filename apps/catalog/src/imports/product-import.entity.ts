import type { ImportStatus, RowFault } from '@veza/contracts';
import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** An import of products: its progress, and the lease of the replica that runs it. */
@Entity('product_imports')
export class ProductImport {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS' })
  id: number;

  @Column('integer', { name: 'owner_id' })
  ownerId: number;

  @Column('uuid', { name: 'object_id' })
  objectId: string;

  @Column('text')
  filename: string;

  @Column('boolean', { name: 'dry_run' })
  dryRun: boolean;

  @Column('text', { default: 'pending' })
  status: ImportStatus;

  @Column('text', { nullable: true })
  error: string | null;

  @Column('integer', { name: 'rows_total', nullable: true })
  rowsTotal: number | null;

  @Column('integer', { name: 'rows_done', default: 0 })
  rowsDone: number;

  @Column('integer', { default: 0 })
  created: number;

  @Column('integer', { default: 0 })
  updated: number;

  @Column('integer', { default: 0 })
  unchanged: number;

  @Column('integer', { default: 0 })
  failed: number;

  @Column('jsonb', { default: [] })
  faults: RowFault[];

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, default: () => 'now()' })
  createdAt: Date;

  @Column({ type: 'timestamptz', name: 'finished_at', precision: 3, nullable: true })
  finishedAt: Date | null;

  /** The replica that runs it. */
  @Column('text', { nullable: true })
  runner: string | null;

  /** Another replica may take it after this time. */
  @Column({ type: 'timestamptz', name: 'lease_until', precision: 3, nullable: true })
  leaseUntil: Date | null;

  /** How often it was taken since its last progress. */
  @Column('integer', { default: 0 })
  takes: number;
}
