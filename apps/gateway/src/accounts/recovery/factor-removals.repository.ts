import { Injectable } from '@nestjs/common';
import { columnsOf, oneRow, type Transaction } from '@veza/database';
import { CALLER_COLUMNS, USER_COLUMNS, type User } from '../../identity/users/user.js';
import { FactorRemoval } from '../../identity/auth/second-factors/factor-removal.entity.js';

const HOURS = 24;

/** Raw SQL: ages are compared by the clock of Postgres, and rows are locked. */
@Injectable()
export class FactorRemovalsRepository {
  /** Locks the account, so that two calls for it run one after the other. */
  async lock(tx: Transaction, id: number): Promise<User | undefined> {
    const sql = `SELECT ${USER_COLUMNS} FROM users u WHERE id = $1 AND deleted_at IS NULL AND bot_of IS NULL FOR UPDATE`;
    return (await tx.query<User>(sql, [id]))[0];
  }

  /** Whether this is an administrator now: the role may have been taken after the token was made. */
  async isAdmin(tx: Transaction, id: number): Promise<boolean> {
    const sql = `SELECT ${CALLER_COLUMNS} FROM users u WHERE id = $1 AND role = 'admin' AND deleted_at IS NULL
      AND (banned_until IS NULL OR banned_until <= now())`;
    return (await tx.query(sql, [id])).length > 0;
  }

  /** A request that still counts: not old, and not followed by a sign-in with a factor, which its owner then has. */
  async find(tx: Transaction, userId: number): Promise<FactorRemoval | undefined> {
    const [found] = await tx.query<FactorRemoval>(
      `SELECT ${columnsOf(FactorRemoval)} FROM factor_removals r
       WHERE user_id = $1 AND requested_at > now() - make_interval(hours => ${HOURS}) AND NOT EXISTS (
         SELECT FROM sign_in_events e WHERE e.user_id = r.user_id AND e.kind = 'signed-in'
           AND e.method IN ('second-factor', 'passkey') AND e.at > r.requested_at)`,
      [userId],
    );
    return found;
  }

  /** Returns its end. */
  async request(tx: Transaction, { userId, requestedBy }: Pick<FactorRemoval, 'userId' | 'requestedBy'>): Promise<Date> {
    const { until } = oneRow(
      await tx.query<{ until: Date }>(
        `INSERT INTO factor_removals (user_id, requested_by) VALUES ($1, $2)
         ON CONFLICT (user_id) DO UPDATE SET requested_by = excluded.requested_by, requested_at = now()
         RETURNING requested_at + make_interval(hours => ${HOURS}) AS until`,
        [userId, requestedBy],
      ),
    );
    return until;
  }

  async end(tx: Transaction, userId: number): Promise<void> {
    await tx.delete(FactorRemoval, { userId });
  }
}

/** The end of a request that was found. */
export const untilOf = ({ requestedAt }: FactorRemoval) => new Date(requestedAt.getTime() + HOURS * 3_600_000);
