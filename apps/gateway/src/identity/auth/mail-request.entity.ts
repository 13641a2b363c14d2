import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

export type MailRequestKind = 'reset' | 'otp';

/** A requested mail, stored before the account is looked up. */
@Entity('mail_requests')
export class MailRequest {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS' })
  id: number;

  @Column('text')
  kind: MailRequestKind;

  @Column('text')
  email: string;

  /** The network of the request. */
  @Column('text', { default: '' })
  network: string;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;
}
