import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { SecretPurpose } from './mailed-secret.entity.js';

/** The table of `MailedSecret` for gateways of version 0.2.0. A trigger copies their changes. Dropped by a later version. */
@Entity('mailed_secrets')
export class EarlierMailedSecret {
  @PrimaryColumn('integer', { name: 'user_id' })
  userId: number;

  @PrimaryColumn('text')
  purpose: SecretPurpose;

  @Column('bytea')
  digest: Buffer;

  @Column('text')
  email: string;

  @Column('integer', { default: 0 })
  tries: number;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt: Date;
}
