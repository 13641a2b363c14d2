import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('signing_keys')
export class StoredKey {
  @PrimaryColumn('text')
  kid: string;

  /** The `x` of the JWK, base64url. */
  @Column('text', { name: 'public_key' })
  publicKey: string;

  /** PKCS #8, sealed with a key derived from VEZA_SECRET. */
  @Column('bytea', { name: 'private_key' })
  privateKey: Buffer;

  @Column('timestamptz', { name: 'signs_from' })
  signsFrom: Date;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;
}
