import { Injectable } from '@nestjs/common';
import type { SqlExecutor } from '@veza/database';
import { skeletonOf } from '@veza/platform';

/** A name leads on, and is kept from others, for this time. */
const DAYS = 90;
/** Of one account. An account that is renamed again and again must not take all names. */
const MOST = 3;

/** Names that accounts had before. SQL: the clock of Postgres decides. */
@Injectable()
export class FormerNamesRepository {
  /** Keeps the name for the account, and gives up its oldest names beyond the bound. */
  async keep(tx: SqlExecutor, userId: number, username: string): Promise<void> {
    const skeleton = skeletonOf(username);
    await tx.query(
      `DELETE FROM former_names WHERE (skeleton = $1 OR username = lower($2)) AND (user_id = $3 OR until <= now())
         OR user_id = $3 AND skeleton NOT IN (SELECT skeleton FROM former_names WHERE user_id = $3 ORDER BY until DESC LIMIT $4)`,
      [skeleton, username, userId, MOST - 1],
    );
    await tx.query(
      `INSERT INTO former_names (skeleton, username, user_id, until)
       VALUES ($1, lower($2), $3, now() + make_interval(days => $4)) ON CONFLICT DO NOTHING`,
      [skeleton, username, userId, DAYS],
    );
  }

  /** Whether another account had the name, or one that looks like it, a short time ago. */
  async isHeld(tx: SqlExecutor, username: string, userId?: number): Promise<boolean> {
    const rows = await tx.query(
      `SELECT 1 FROM former_names WHERE (skeleton = $1 OR username = lower($2)) AND user_id IS DISTINCT FROM $3 AND until > now()`,
      [skeletonOf(username), username, userId ?? null],
    );
    return rows.length > 0;
  }
}
