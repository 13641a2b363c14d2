import { Injectable } from '@nestjs/common';
import { Database, type SqlExecutor } from '@veza/database';
import { Hourly } from '@veza/platform';
import type { LinkPurpose, MailedSecret } from './mailed-secret.entity.js';

/** A secret and its life; the clock is that of Postgres. */
export type NewSecret = Pick<MailedSecret, 'userId' | 'purpose' | 'network' | 'digest' | 'email'> & { lifeSeconds: number };

/** An account, and the recipient of the mail: for `verify` the address that is now proven. */
export type TakenSecret = Pick<MailedSecret, 'userId' | 'email'>;

/** SQL, because a secret is found and used up in one statement: of two requests with the same secret one succeeds. */
@Injectable()
export class MailedSecretsRepository {
  constructor(private readonly database: Database) {}

  /** A code replaces the earlier one that the same network requested. Links stay valid beside each other. */
  async store(tx: SqlExecutor, { userId, purpose, network, digest, email, lifeSeconds }: NewSecret): Promise<void> {
    await tx.query(`DELETE FROM mailed_tokens WHERE user_id = $1 AND purpose = $2 AND purpose = 'otp' AND network = $3`, [
      userId,
      purpose,
      network,
    ]);
    await tx.query(
      `INSERT INTO mailed_tokens (user_id, purpose, network, digest, email, expires_at)
       VALUES ($1, $2, $3, $4, $5, now() + make_interval(secs => $6))`,
      [userId, purpose, network, digest, email, lifeSeconds],
    );
  }

  async find(purpose: LinkPurpose, digest: Buffer): Promise<TakenSecret | undefined> {
    const [found] = await this.database.query<TakenSecret>(
      `SELECT user_id AS "userId", email FROM mailed_tokens WHERE digest = $1 AND purpose = $2 AND expires_at > now()`,
      [digest, purpose],
    );
    return found;
  }

  async take(tx: SqlExecutor, purpose: LinkPurpose, digest: Buffer): Promise<TakenSecret | undefined> {
    const [taken] = await tx.query<TakenSecret>(
      `DELETE FROM mailed_tokens WHERE digest = $1 AND purpose = $2 AND expires_at > now()
       RETURNING user_id AS "userId", email`,
      [digest, purpose],
    );
    return taken;
  }

  /** The valid codes of an account. */
  codesOf(userId: number): Promise<Pick<MailedSecret, 'network' | 'digest'>[]> {
    return this.database.query(
      `SELECT network, digest FROM mailed_tokens WHERE user_id = $1 AND purpose = 'otp' AND expires_at > now()`,
      [userId],
    );
  }

  /** False when another request has used the code. */
  async takeCode(userId: number, digests: readonly Buffer[]): Promise<boolean> {
    const used = await this.database.query(
      `DELETE FROM mailed_tokens WHERE user_id = $1 AND purpose = 'otp' AND digest = ANY($2) RETURNING 1`,
      [userId, digests],
    );
    return used.length > 0;
  }

  @Hourly('sweep of mailed secrets')
  async sweep(): Promise<void> {
    await this.database.query('DELETE FROM mailed_tokens WHERE expires_at < now()');
  }

  /** Deletes everything but a proof of the account's present address. */
  async retire(tx: SqlExecutor, userId: number): Promise<void> {
    await tx.query(
      `DELETE FROM mailed_tokens s USING users u
       WHERE s.user_id = $1 AND u.id = $1 AND (s.purpose <> 'verify' OR lower(s.email) <> lower(u.email))`,
      [userId],
    );
  }
}
