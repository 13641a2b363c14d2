import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A token with which a program acts for its owner. A revoked one has no row. */
@Entity('api_tokens')
export class ApiToken {
  @PrimaryColumn('uuid')
  id: string;

  @Column('integer', { name: 'user_id' })
  userId: number;

  @Column('text')
  name: string;

  /** The public first characters, by which the token is found. */
  @Column('text')
  prefix: string;

  /** SHA-256 of the token, sealed for its id. */
  @Column('bytea', { select: false })
  digest: Buffer;

  @Column('text', { array: true })
  scopes: string[];

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt: Date;

  @Column('timestamptz', { name: 'last_used_at', nullable: true })
  lastUsedAt: Date | null;
}
