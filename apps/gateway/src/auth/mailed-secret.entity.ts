import { Column, Entity, PrimaryColumn } from 'typeorm';

export type LinkPurpose = 'verify' | 'reset';
export type SecretPurpose = LinkPurpose | 'otp';

/** A link or a code sent by mail: one per purpose and account, so that a new one replaces the old. */
@Entity('mailed_secrets')
export class MailedSecret {
  @PrimaryColumn('integer', { name: 'user_id' })
  userId: number;

  @PrimaryColumn('text')
  purpose: SecretPurpose;

  @Column('bytea')
  digest: Buffer;

  /** Recipient of the mail. */
  @Column('text')
  email: string;

  /** Codes that were tried. */
  @Column('integer', { default: 0 })
  tries: number;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt: Date;
}
