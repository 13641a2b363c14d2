import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('reactions')
export class ReactionEntity {
  @PrimaryColumn('bigint', { name: 'message_id' })
  messageId: string;

  @PrimaryColumn('integer', { name: 'user_id' })
  userId: number;

  @PrimaryColumn('text')
  emoji: string;

  @Column({ type: 'timestamptz', precision: 3, default: () => 'now()' })
  at: Date;
}
