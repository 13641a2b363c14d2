import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A user accepts no direct messages from another user. */
@Entity('blocks')
export class BlockEntity {
  /** The user that blocks. */
  @PrimaryColumn('integer', { name: 'user_id' })
  userId: number;

  @PrimaryColumn('integer', { name: 'blocked_id' })
  blockedId: number;

  /** The person behind the user that blocks: the owner of a bot. */
  @Column('integer', { name: 'person_id' })
  person: number;

  /** The person behind the blocked user. */
  @Column('integer', { name: 'blocked_person_id' })
  blockedPerson: number;

  @Column({ type: 'timestamptz', precision: 3, default: () => 'now()' })
  at: Date;
}
