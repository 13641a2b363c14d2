import { Column, Entity, PrimaryColumn } from 'typeorm';

/** `second-factor`: after the first factor of a sign-in. `renewal`: of a session that is open. */
export type ChallengePurpose = 'creation' | 'sign-in' | 'second-factor' | 'renewal';

/** A challenge that no authenticator has answered. */
@Entity('passkey_challenges')
export class PasskeyChallenge {
  @PrimaryColumn('bytea')
  challenge: Buffer;

  @Column('text')
  purpose: ChallengePurpose;

  /** Null before a sign-in with a passkey alone. */
  @Column('integer', { name: 'user_id', nullable: true })
  userId: number | null;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt: Date;
}
