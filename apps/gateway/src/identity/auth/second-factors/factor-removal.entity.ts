import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An administrator has requested to remove the factors of an account; another one is awaited. */
@Entity('factor_removals')
export class FactorRemoval {
  @PrimaryColumn('integer', { name: 'user_id' })
  userId: number;

  @Column('integer', { name: 'requested_by' })
  requestedBy: number;

  @Column('timestamptz', { name: 'requested_at', default: () => 'now()' })
  requestedAt: Date;
}
