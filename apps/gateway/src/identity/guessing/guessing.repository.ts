import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '@veza/database';
import { USER_COLUMNS, type User } from '../users/user.js';

/** Refusals from which an account counts as guessed. */
const LEAST = 10;
const MOST_LISTED = 100;

export interface GuessedAccount {
  id: number;
  username: string;
  refusals: number;
  networks: number;
  firstAt: Date;
  lastAt: Date;
}

/** SQL: counts by account, on the clock of Postgres. A refusal of a banned account follows a right password. */
@Injectable()
export class GuessingRepository {
  constructor(private readonly database: Database) {}

  /** Most refusals first. */
  list(hours: number): Promise<GuessedAccount[]> {
    return this.database.query<GuessedAccount>(
      `SELECT u.id, u.username, count(*)::integer AS refusals, count(DISTINCT e.network)::integer AS networks,
         min(e.at) AS "firstAt", max(e.at) AS "lastAt"
       FROM sign_in_events e JOIN users u ON u.id = e.user_id
       WHERE e.at > now() - make_interval(hours => $1) AND e.kind = 'refused' AND e.detail <> 'BANNED' AND u.deleted_at IS NULL
       GROUP BY u.id HAVING count(*) >= ${LEAST} ORDER BY refusals DESC, u.id LIMIT ${MOST_LISTED}`,
      [hours],
    );
  }

  /** Locks the account. Undefined for an erased one, and for one that had its mail within a day. */
  async lockUnwarned(tx: Transaction, id: number): Promise<User | undefined> {
    const [user] = await tx.query<User>(
      `SELECT ${USER_COLUMNS} FROM users u WHERE id = $1 AND deleted_at IS NULL FOR NO KEY UPDATE`,
      [id],
    );
    const warned = await tx.query(
      `SELECT 1 FROM sign_in_events WHERE user_id = $1 AND kind = 'changed' AND detail = 'guessing' AND at > now() - interval '1 day'`,
      [id],
    );
    return warned.length > 0 ? undefined : user;
  }
}
