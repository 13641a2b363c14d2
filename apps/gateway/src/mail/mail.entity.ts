import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** A mail, written in the transaction that causes it and sent after the commit. */
@Entity('mails')
export class Mail {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS' })
  id: number;

  /** In lower case. */
  @Column('text', { name: 'recipient' })
  to: string;

  @Column('text')
  subject: string;

  @Column('text', { name: 'body' })
  text: string;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { name: 'sent_at', nullable: true, select: false })
  sentAt: Date | null;

  @Column('integer', { default: 0, select: false })
  tries: number;

  @Column('timestamptz', { name: 'next_try_at', default: () => 'now()', select: false })
  nextTryAt: Date;

  /** The account that the mail concerns, whatever its address; its erasure deletes the mail. */
  @Column('integer', { name: 'user_id', nullable: true, select: false })
  userId: number | null;
}
