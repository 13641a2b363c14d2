import { Injectable } from '@nestjs/common';
import type { WireNoticeLevels } from '@veza/contracts';
import { Database } from '@veza/database';
import { USER_COLUMNS, type User } from '../../identity/users/user.js';

export interface DueDigest {
  readonly levels: Partial<WireNoticeLevels>;
  /** The mail before; null for the first one. */
  readonly before: Date | null;
  readonly user: User;
}

/** Raw SQL: days by the clock of Postgres, and rows that another replica has locked are skipped. */
@Injectable()
export class DigestsRepository {
  constructor(private readonly database: Database) {}

  /** One user whose last mail is a day old, marked as done. Only a proven address of an account that is open gets mails. */
  async take(): Promise<DueDigest | undefined> {
    return this.database.transaction(async (tx) => {
      const [due] = await tx.query<Omit<DueDigest, 'user'> & { userId: number }>(
        `WITH due AS (
           SELECT l.user_id, l.mailed_at FROM notice_levels l JOIN users u ON u.id = l.user_id
           WHERE l.has_mail AND (l.mailed_at IS NULL OR l.mailed_at <= now() - interval '1 day')
             AND u.deleted_at IS NULL AND u.email_verified AND (u.banned_until IS NULL OR u.banned_until <= now())
             AND coalesce((u.preferences->'notifications'->>'email')::boolean, true)
           ORDER BY l.mailed_at NULLS FIRST LIMIT 1 FOR UPDATE OF l SKIP LOCKED
         )
         UPDATE notice_levels l SET mailed_at = now() FROM due WHERE l.user_id = due.user_id
         RETURNING l.user_id AS "userId", l.levels, due.mailed_at AS before`,
      );
      if (!due) return undefined;
      const [user] = await tx.query<User>(`SELECT ${USER_COLUMNS} FROM users u WHERE id = $1`, [due.userId]);
      return user && { levels: due.levels, before: due.before, user };
    });
  }
}
