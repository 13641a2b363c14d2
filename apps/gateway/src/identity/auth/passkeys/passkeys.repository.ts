import { Injectable } from '@nestjs/common';
import { columnsOf, Database, type Transaction } from '@veza/database';
import { Passkey } from './passkey.entity.js';
import type { PasskeyChallenge } from './passkey-challenge.entity.js';

export type NewPasskey = Pick<Passkey, 'userId' | 'credentialId' | 'publicKey' | 'counter' | 'transports' | 'name' | 'backedUp'>;
type Challenge = Pick<PasskeyChallenge, 'challenge' | 'purpose' | 'userId'>;

/**
 * Raw SQL where a challenge or a counter is compared and used up in one statement: of two requests with the same answer, on
 * any replicas, one succeeds.
 */
@Injectable()
export class PasskeysRepository {
  constructor(private readonly database: Database) {}

  list(userId: number): Promise<Passkey[]> {
    return this.database.entities((manager) =>
      manager.find(Passkey, { where: { userId }, order: { createdAt: 'ASC', id: 'ASC' } }),
    );
  }

  async byCredential(credentialId: string): Promise<Passkey | undefined> {
    return (await this.database.entities((manager) => manager.findOneBy(Passkey, { credentialId }))) ?? undefined;
  }

  count(tx: Transaction, userId: number): Promise<number> {
    return tx.countBy(Passkey, { userId });
  }

  /** Undefined when the credential is known already. */
  async insert(tx: Transaction, passkey: NewPasskey): Promise<Passkey | undefined> {
    const { userId, credentialId, publicKey, counter, transports, name, backedUp } = passkey;
    const rows = await tx.query<Passkey>(
      `INSERT INTO passkeys AS p (user_id, credential_id, public_key, counter, transports, name, backed_up)
       VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (credential_id) DO NOTHING RETURNING ${columnsOf(Passkey, 'p')}`,
      [userId, credentialId, publicKey, counter, transports, name, backedUp],
    );
    return rows[0];
  }

  async rename(userId: number, id: string, name: string): Promise<Passkey | undefined> {
    const [renamed] = await this.database.query<Passkey>(
      `UPDATE passkeys p SET name = $3 WHERE user_id = $1 AND id = $2 RETURNING ${columnsOf(Passkey, 'p')}`,
      [userId, id, name],
    );
    return renamed;
  }

  async remove(tx: Transaction, userId: number, id: string): Promise<boolean> {
    return (await tx.query('DELETE FROM passkeys WHERE user_id = $1 AND id = $2 RETURNING 1', [userId, id])).length > 0;
  }

  /** False when the passkey is removed, or when its counter is not above that of an earlier use. */
  async takeUse(id: string, counter: number, backedUp: boolean): Promise<boolean> {
    const rows = await this.database.query(
      `UPDATE passkeys SET counter = $2, backed_up = $3, last_used_at = now()
       WHERE id = $1 AND (counter < $2 OR (counter = 0 AND $2 = 0)) RETURNING 1`,
      [id, counter, backedUp],
    );
    return rows.length > 0;
  }

  async addChallenge({ challenge, purpose, userId }: Challenge, lifeSeconds: number): Promise<void> {
    await this.database.query(
      `WITH swept AS (DELETE FROM passkey_challenges WHERE expires_at < now())
       INSERT INTO passkey_challenges (challenge, purpose, user_id, expires_at)
       VALUES ($1, $2, $3, now() + make_interval(secs => $4))`,
      [challenge, purpose, userId, lifeSeconds],
    );
  }

  /** False for a challenge that is unknown, used, expired, or of another purpose or account. */
  async takeChallenge({ challenge, purpose, userId }: Challenge): Promise<boolean> {
    const rows = await this.database.query<{ right: boolean }>(
      `DELETE FROM passkey_challenges WHERE challenge = $1
       RETURNING purpose = $2 AND user_id IS NOT DISTINCT FROM $3 AND expires_at > now() AS right`,
      [challenge, purpose, userId],
    );
    return rows[0]?.right === true;
  }
}
