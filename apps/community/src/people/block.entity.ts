import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A copy of the block of a user in the chat, kept by events. */
@Entity('blocks')
export class Block {
  @PrimaryColumn('integer', { name: 'user_id' })
  userId: number;

  @PrimaryColumn('integer', { name: 'blocked_id' })
  blockedId: number;

  /** The person behind the user: the owner of a bot. */
  @Column('integer', { name: 'person_id' })
  personId: number;

  @Column('integer', { name: 'blocked_person_id' })
  blockedPersonId: number;
}
