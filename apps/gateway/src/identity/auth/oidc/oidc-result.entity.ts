import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A person whom a provider has proven, until the front end exchanges the code for it. */
@Entity('oidc_results')
export class OidcResult {
  /** SHA-256 of the code. */
  @PrimaryColumn('bytea')
  code: Buffer;

  @Column('text')
  challenge: string;

  @Column('text')
  provider: string;

  @Column('text')
  issuer: string;

  @Column('text')
  subject: string;

  /** Only an address that the provider has verified. */
  @Column('text', { nullable: true })
  email: string | null;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt: Date;
}
