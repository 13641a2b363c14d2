import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A visit to a provider that has not returned. It holds digests only: a copy of the table continues no visit. */
@Entity('oidc_flows')
export class OidcFlow {
  /** SHA-256 of the state. */
  @PrimaryColumn('bytea')
  state: Buffer;

  /** SHA-256 of the cookie of the browser. */
  @Column('bytea')
  browser: Buffer;

  @Column('text')
  provider: string;

  /** SHA-256 of the verifier that the front end keeps. */
  @Column('text')
  challenge: string;

  @Column('text', { name: 'return_to' })
  returnTo: string;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt: Date;
}
