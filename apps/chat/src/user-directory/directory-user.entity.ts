import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Chat's copy of a user of identity, which the events of identity update. */
@Entity('people')
export class DirectoryUserEntity {
  @PrimaryColumn('integer')
  id: number;

  @Column('text')
  username: string;

  @Column('text', { nullable: true })
  avatar: string | null;

  /** The owner of a bot, which stays when the bot is erased; null for a person. */
  @Column('integer', { name: 'bot_of', nullable: true })
  botOf: number | null;

  /** The last disconnect; null before the first one and after the erasure of the account. */
  @Column({ type: 'timestamptz', name: 'last_seen_at', precision: 3, nullable: true })
  lastSeenAt: Date | null;

  /** The account is erased. */
  @Column('boolean', { default: false })
  deleted: boolean;

  @Column({ type: 'timestamptz', name: 'updated_at', precision: 3, default: () => 'now()' })
  updatedAt: Date;
}
