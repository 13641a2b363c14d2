import type { ResourceAction, ResourceChange } from '@veza/contracts';
import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** One change of a resource, with its difference. */
@Entity('resource_changes')
export class ResourceChangeRow {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id: string;

  @Column('integer', { name: 'resource_id' })
  resourceId: number;

  /** Null when the account was erased. */
  @Column('integer', { name: 'user_id', nullable: true })
  userId: number | null;

  @Column({ type: 'timestamptz', precision: 3, default: () => 'now()' })
  at: Date;

  @Column('text')
  action: ResourceAction;

  @Column('jsonb', { default: [] })
  changes: ResourceChange['changes'];
}
