import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A credential of WebAuthn. The key pair stays in the authenticator; here is its public half. */
@Entity('passkeys')
export class Passkey {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' })
  id: string;

  @Column('integer', { name: 'user_id' })
  userId: number;

  /** In base64url, as browsers spell it. */
  @Column('text', { name: 'credential_id' })
  credentialId: string;

  /** In COSE. */
  @Column('bytea', { name: 'public_key' })
  publicKey: Buffer;

  /** The last one of the authenticator; 0 if it does not count. */
  @Column('bigint')
  counter: number;

  @Column('text', { array: true })
  transports: string[];

  @Column('text')
  name: string;

  @Column('boolean', { name: 'backed_up' })
  backedUp: boolean;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { name: 'last_used_at', nullable: true })
  lastUsedAt: Date | null;
}
