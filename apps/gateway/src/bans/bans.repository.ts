import { Injectable } from '@nestjs/common';
import { type BanDuration, intervalOf, type Role } from '@veza/contracts';
import { Database, oneRow, type SqlExecutor } from '@veza/database';

export interface NewBan {
  userId: number;
  moderatorId: number;
  duration: BanDuration;
  reason: string;
}

export interface Ban extends NewBan {
  id: number;
  createdAt: Date;
  /** null: for ever. */
  until: Date | null;
  liftedAt: Date | null;
  liftedBy: number | null;
}

const COLUMNS = `id, user_id AS "userId", moderator_id AS "moderatorId", duration, reason, created_at AS "createdAt", until,
  lifted_at AS "liftedAt", lifted_by AS "liftedBy"`;
const IN_FORCE = 'lifted_at IS NULL AND (until IS NULL OR until > now())';
const ROLE = 'SELECT role FROM users WHERE id = $1 AND deleted_at IS NULL';

/** The bans of accounts, and `users.banned_until`, which says the same to whoever signs in, in the row that they change. */
@Injectable()
export class BansRepository {
  constructor(private readonly database: Database) {}

  async roleOf(userId: number): Promise<Role | undefined> {
    const [user] = await this.database.query<{ role: Role }>(ROLE, [userId]);
    return user?.role;
  }

  /** Until the transaction ends nobody else bans this account, lets it in or signs it in. */
  async hold(tx: SqlExecutor, userId: number): Promise<Role | undefined> {
    const [user] = await tx.query<{ role: Role }>(`${ROLE} FOR UPDATE`, [userId]);
    return user?.role;
  }

  latest(userId: number): Promise<Ban[]> {
    return this.database.query<Ban>(`SELECT ${COLUMNS} FROM account_bans WHERE user_id = $1 ORDER BY id DESC LIMIT 100`, [
      userId,
    ]);
  }

  /** Takes the place of the one that is in force. */
  async add(tx: SqlExecutor, { userId, moderatorId, duration, reason }: NewBan): Promise<Ban> {
    await tx.query(`UPDATE account_bans SET until = now() WHERE user_id = $1 AND ${IN_FORCE}`, [userId]);
    const ban = oneRow(
      await tx.query<Ban>(
        `INSERT INTO account_bans (user_id, moderator_id, duration, reason, until) VALUES ($1, $2, $3, $4, now() + $5::interval) RETURNING ${COLUMNS}`,
        [userId, moderatorId, duration, reason, intervalOf(duration)],
      ),
    );
    await tx.query(`UPDATE users SET banned_until = coalesce($2::timestamptz, 'infinity') WHERE id = $1`, [userId, ban.until]);
    return ban;
  }

  async lift(tx: SqlExecutor, userId: number, moderatorId: number): Promise<void> {
    await tx.query(`UPDATE account_bans SET lifted_at = now(), lifted_by = $2 WHERE user_id = $1 AND ${IN_FORCE}`, [
      userId,
      moderatorId,
    ]);
    await tx.query('UPDATE users SET banned_until = NULL WHERE id = $1', [userId]);
  }
}
