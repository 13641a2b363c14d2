import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** A message that a user keeps to find it again. It stays when the message goes, and shows nothing then. */
@Entity('saved_messages')
export class SavedMessageEntity {
  /** The order of the list. */
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id: string;

  @Column('integer', { name: 'user_id' })
  userId: number;

  @Column('bigint', { name: 'message_id' })
  messageId: string;

  @Column({ type: 'timestamptz', name: 'saved_at', precision: 3, default: () => 'now()' })
  savedAt: Date;
}
