import { Injectable } from '@nestjs/common';
import type { UserCaller } from '@veza/contracts';
import { Database, type Transaction } from '@veza/database';
import { USER_COLUMNS, type User } from '../users/user.js';

/** SQL: accounts as USER_COLUMNS has them, and a lock. */
@Injectable()
export class BotsRepository {
  constructor(private readonly database: Database) {}

  /** Oldest first. */
  list(owner: number): Promise<User[]> {
    return this.database.query<User>(`SELECT ${USER_COLUMNS} FROM users u WHERE bot_of = $1 AND deleted_at IS NULL ORDER BY id`, [
      owner,
    ]);
  }

  /** Whether the session still lives. A ban or an erasure of the owner precedes, or follows and ends the new bot. */
  async lockOwner(tx: Transaction, { userId, sessionId }: UserCaller): Promise<boolean> {
    await tx.query('SELECT 1 FROM users WHERE id = $1 FOR UPDATE', [userId]);
    const rows = await tx.query('SELECT 1 FROM sessions WHERE id = $1 AND revoked_at IS NULL AND expires_at > now()', [
      sessionId,
    ]);
    return rows.length > 0;
  }

  async count(tx: Transaction, owner: number): Promise<number> {
    const [row] = await tx.query<{ count: number }>(
      'SELECT count(*)::integer AS count FROM users WHERE bot_of = $1 AND deleted_at IS NULL',
      [owner],
    );
    return row?.count ?? 0;
  }
}
