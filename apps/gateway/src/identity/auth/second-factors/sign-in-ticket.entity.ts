import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A sign-in whose first factor is proven and whose second one is awaited. */
@Entity('sign_in_tickets')
export class SignInTicket {
  /** SHA-256 of the ticket. */
  @PrimaryColumn('bytea')
  digest: Buffer;

  @Column('integer', { name: 'user_id' })
  userId: number;

  /** The password hash that was verified; null after a code by mail. */
  @Column('text', { name: 'verified_hash', nullable: true })
  verifiedHash: string | null;

  @Column('boolean')
  remember: boolean;

  /** The account has no factor yet, and its role requires one. */
  @Column('boolean', { name: 'sets_up', default: false })
  setsUp: boolean;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt: Date;
}
