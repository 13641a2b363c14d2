import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The id that a client gave a message, for a day: the same send again stores no second message. */
@Entity('client_ids')
export class ClientIdEntity {
  @PrimaryColumn('integer', { name: 'user_id' })
  userId: number;

  @PrimaryColumn('text', { name: 'client_id' })
  clientId: string;

  /** Digest of the sent message: the same id with other content is an error. */
  @Column('uuid')
  digest: string;

  @Column('bigint', { name: 'message_id' })
  messageId: string;

  @Column('bigint')
  seq: string;

  @Column({ type: 'timestamptz', precision: 3, default: () => 'now()' })
  at: Date;
}
