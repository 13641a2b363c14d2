import type { CabinetRole } from '@veza/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The role of a user in a cabinet. */
@Entity('memberships')
export class CabinetMembership {
  @PrimaryColumn('uuid', { name: 'cabinet_id' })
  cabinetId: string;

  @PrimaryColumn('integer', { name: 'user_id' })
  userId: number;

  @Column('text')
  role: CabinetRole;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, default: () => 'now()' })
  createdAt: Date;
}
