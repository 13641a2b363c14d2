import { Injectable } from '@nestjs/common';
import { intervalOf, type Role } from '@veza/contracts';
import { columnsOf, Database, oneRow, type Transaction } from '@veza/database';
import { IsNull, LessThan } from 'typeorm';
import { UserRow } from '../users/user.entity.js';
import { AccountBan } from './account-ban.entity.js';

export type NewBan = Pick<AccountBan, 'userId' | 'moderatorId' | 'rank' | 'duration' | 'reason'>;

export interface BanFilter {
  userId?: number;
  /** Imposed or lifted it. */
  moderatorId?: number;
  limit: number;
  /** An id, where the page before ended. */
  before?: number;
}

const COLUMNS = columnsOf(AccountBan);
const IN_FORCE = 'lifted_at IS NULL AND (until IS NULL OR until > now())';
const MOST_LISTED = 100;

/**
 * The bans of accounts, and `users.banned_until`, a copy of the ban in force in the row that a sign-in reads and locks.
 * Raw SQL where the clock of Postgres decides the end of a ban.
 */
@Injectable()
export class BansRepository {
  constructor(private readonly database: Database) {}

  /**
   * The role of an account that is not erased. Until the transaction ends the account is locked for bans and sign-ins.
   */
  async lockRole(tx: Transaction, userId: number): Promise<Role | undefined> {
    const user = await tx.findOne(UserRow, {
      select: { id: true, role: true },
      where: { id: userId, deletedAt: IsNull() },
      lock: { mode: 'pessimistic_write' },
    });
    return user?.role;
  }

  /** Newest first. */
  latest(userId: number): Promise<AccountBan[]> {
    return this.database.entities((manager) =>
      manager.find(AccountBan, { where: { userId }, order: { id: 'DESC' }, take: MOST_LISTED }),
    );
  }

  /** Of all accounts, newest first. */
  audit({ userId, moderatorId, limit, before }: BanFilter): Promise<AccountBan[]> {
    const given = { ...(userId !== undefined && { userId }), ...(before !== undefined && { id: LessThan(before) }) };
    const where =
      moderatorId === undefined
        ? given
        : [
            { ...given, moderatorId },
            { ...given, liftedBy: moderatorId },
          ];
    return this.database.entities((manager) => manager.find(AccountBan, { where, order: { id: 'DESC' }, take: limit }));
  }

  /** Whether an administrator imposed the ban in force. */
  async isByAdmin(tx: Transaction, userId: number): Promise<boolean> {
    const sql = `SELECT 1 FROM account_bans WHERE user_id = $1 AND rank = 'admin' AND ${IN_FORCE}`;
    return (await tx.query(sql, [userId])).length > 0;
  }

  /** Replaces the ban in force. */
  async add(tx: Transaction, { userId, moderatorId, rank, duration, reason }: NewBan): Promise<AccountBan> {
    await tx.query(`UPDATE account_bans SET until = now() WHERE user_id = $1 AND ${IN_FORCE}`, [userId]);
    const ban = oneRow(
      await tx.query<AccountBan>(
        `INSERT INTO account_bans (user_id, moderator_id, duration, reason, until, rank)
         VALUES ($1, $2, $3, $4, now() + $5::interval, $6) RETURNING ${COLUMNS}`,
        [userId, moderatorId, duration, reason, intervalOf(duration), rank],
      ),
    );
    await tx.update(UserRow, { id: userId }, { bannedUntil: ban.until ?? (() => `'infinity'`) });
    return ban;
  }

  async lift(tx: Transaction, userId: number, moderatorId: number): Promise<void> {
    await tx.query(`UPDATE account_bans SET lifted_at = now(), lifted_by = $2 WHERE user_id = $1 AND ${IN_FORCE}`, [
      userId,
      moderatorId,
    ]);
    await tx.update(UserRow, { id: userId }, { bannedUntil: null });
  }
}
