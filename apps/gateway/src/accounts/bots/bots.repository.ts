import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '@veza/database';
import { USER_COLUMNS, type User } from '../../identity/users/user.js';

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

  async count(tx: Transaction, owner: number): Promise<number> {
    const [row] = await tx.query<{ count: number }>(
      'SELECT count(*)::integer AS count FROM users WHERE bot_of = $1 AND deleted_at IS NULL',
      [owner],
    );
    return row?.count ?? 0;
  }
}
