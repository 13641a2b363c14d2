import type { Role } from '@veza/contracts';
import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** A change of a role on the platform. Written in the transaction of the change, never changed. */
@Entity('role_changes')
export class RoleChange {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS' })
  id: number;

  @Column('integer', { name: 'user_id' })
  userId: number;

  @Column('integer', { name: 'changed_by' })
  changedBy: number;

  @Column('text', { name: 'from_role' })
  from: Role;

  @Column('text', { name: 'to_role' })
  to: Role;

  @Column('timestamptz', { default: () => 'now()' })
  at: Date;
}
