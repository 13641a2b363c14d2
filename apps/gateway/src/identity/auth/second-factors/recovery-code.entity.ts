import { Entity, PrimaryColumn } from 'typeorm';

/** An unused recovery code. */
@Entity('recovery_codes')
export class RecoveryCode {
  @PrimaryColumn('integer', { name: 'user_id' })
  userId: number;

  /** Keyed digest of the code and the account. */
  @PrimaryColumn('bytea')
  digest: Buffer;
}
