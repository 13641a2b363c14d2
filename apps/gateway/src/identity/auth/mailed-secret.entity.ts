import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

export type LinkPurpose = 'verify' | 'reset';
export type SecretPurpose = LinkPurpose | 'otp';

/** A link or a code sent by mail, until it is used, retired or expired. */
@Entity('mailed_tokens')
export class MailedSecret {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS' })
  id: number;

  @Column('integer', { name: 'user_id' })
  userId: number;

  @Column('text')
  purpose: SecretPurpose;

  /** The network that requested the mail; '' where it is not known or has no effect. */
  @Column('text', { default: '' })
  network: string;

  @Column('bytea')
  digest: Buffer;

  /** Recipient of the mail. */
  @Column('text')
  email: string;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt: Date;
}
