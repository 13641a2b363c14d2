import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A user accepts no direct messages from another user. */
@Entity('blocks')
export class BlockEntity {
  /** The user that blocks. */
  @PrimaryColumn('integer', { name: 'user_id' })
  userId: number;

  @PrimaryColumn('integer', { name: 'blocked_id' })
  blockedId: number;

  @Column({ type: 'timestamptz', precision: 3, default: () => 'now()' })
  at: Date;
}
