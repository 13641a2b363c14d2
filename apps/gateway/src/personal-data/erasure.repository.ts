import { Injectable } from '@nestjs/common';
import { DELETED_USERNAME, type UserCard, userEvents } from '@veza/contracts';
import type { SqlExecutor } from '@veza/database';

@Injectable()
export class ErasureRepository {
  /** Leaves the id, so that what the person wrote keeps its place, and nothing that says who it was. False: they are gone already. */
  async strip(tx: SqlExecutor, id: number): Promise<boolean> {
    const [user] = await tx.query<{ email: string }>(
      'SELECT lower(email) AS email FROM users WHERE id = $1 AND deleted_at IS NULL FOR UPDATE',
      [id],
    );
    if (!user) return false;
    await tx.query('DELETE FROM mails WHERE recipient = $1', [user.email]);
    await tx.query(`DELETE FROM attempts WHERE kind IN ('guess', 'mail') AND (subject = $1 OR starts_with(subject, $1 || ' '))`, [
      user.email,
    ]);
    await tx.query(
      `UPDATE users SET username = NULL, email = NULL, password_hash = NULL, email_verified = false, first_name = '', last_name = '', avatar = NULL,
         bio = '', preferences = '{}', role = 'user', deleted_at = now() WHERE id = $1`,
      [id],
    );
    return true;
  }

  /** Everything else that is kept under the id, the cards among the events too. Can be done again. */
  async forget(tx: SqlExecutor, id: number): Promise<void> {
    for (const table of ['mails', 'mailed_secrets', 'idempotency_keys', 'sessions'])
      await tx.query(`DELETE FROM ${table} WHERE user_id = $1`, [id]);
    await tx.query(`UPDATE account_bans SET reason = '' WHERE user_id = $1`, [id]);
    await tx.query(`DELETE FROM attempts WHERE kind = 'export' AND subject = $1::text`, [id]);
    const card: UserCard = {
      id,
      username: DELETED_USERNAME,
      firstName: '',
      lastName: '',
      avatar: null,
      role: 'user',
      deleted: true,
    };
    await tx.query(`UPDATE events SET payload = $2 WHERE name = '${userEvents.changed.name}' AND payload->>'id' = $1::text`, [
      id,
      JSON.stringify(card),
    ]);
  }

  /** Marks and answers accounts that were erased longer ago, at most 100. */
  async takeErased(tx: SqlExecutor, beforeMs: number): Promise<number[]> {
    const rows = await tx.query<{ id: number }>(
      `UPDATE users SET erased_again = true WHERE id IN (
         SELECT id FROM users WHERE deleted_at < now() - make_interval(secs => $1) AND NOT erased_again ORDER BY deleted_at LIMIT 100 FOR UPDATE SKIP LOCKED
       ) RETURNING id`,
      [beforeMs / 1000],
    );
    return rows.map(({ id }) => id);
  }
}
