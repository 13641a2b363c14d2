import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The authenticator app of an account. Until it is confirmed it protects nothing. */
@Entity('totp_factors')
export class TotpFactor {
  @PrimaryColumn('integer', { name: 'user_id' })
  userId: number;

  /** Sealed with a key derived from VEZA_SECRET, for this account. */
  @Column('bytea')
  secret: Buffer;

  @Column('timestamptz', { name: 'confirmed_at', nullable: true })
  confirmedAt: Date | null;

  /** The time step of the last accepted code: a code of this step or an earlier one is refused. */
  @Column('integer', { name: 'last_step', default: 0 })
  lastStep: number;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;
}
