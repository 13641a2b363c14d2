import { Injectable } from '@nestjs/common';
import type { Role } from '@veza/contracts';
import { Database, type Transaction } from '@veza/database';
import { IsNull, LessThan, Not } from 'typeorm';
import { UserRow } from '../users/user.entity.js';
import { RoleChange } from './role-change.entity.js';

export interface RoleChangeFilter {
  userId?: number;
  limit: number;
  /** An id, where the page before ended. */
  before?: number;
}

export type StaffMember = Pick<UserRow, 'id' | 'username' | 'role'>;

/** An account whose role may change. */
export type RoleHolder = StaffMember & Pick<UserRow, 'botOf'>;

const MOST_LISTED = 500;

@Injectable()
export class RolesRepository {
  constructor(private readonly database: Database) {}

  /**
   * Until the transaction ends, no other one changes roles or erases an administrator: two administrators cannot remove
   * each other. Raw SQL: an advisory lock.
   */
  async lock(tx: Transaction): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtext('identity.roles'))`);
  }

  /** The account, unless it is erased. Its row is locked. */
  async find(tx: Transaction, userId: number): Promise<RoleHolder | undefined> {
    const user = await tx.findOne(UserRow, {
      select: { id: true, username: true, role: true, botOf: true },
      where: { id: userId, deletedAt: IsNull() },
      lock: { mode: 'pessimistic_write' },
    });
    return user ?? undefined;
  }

  async change(tx: Transaction, { id: userId, role: from }: StaffMember, to: Role, changedBy: number): Promise<void> {
    await tx.update(UserRow, { id: userId }, { role: to });
    await tx.insert(RoleChange, { userId, changedBy, from, to });
  }

  async otherAdminExists(tx: Transaction, userId: number): Promise<boolean> {
    return tx.existsBy(UserRow, { role: 'admin', deletedAt: IsNull(), id: Not(userId) });
  }

  /** Administrators first. */
  list(): Promise<StaffMember[]> {
    return this.database.entities((manager) =>
      manager.find(UserRow, {
        select: { id: true, username: true, role: true },
        where: [{ role: 'admin' }, { role: 'moderator' }],
        order: { role: 'ASC', id: 'ASC' },
        take: MOST_LISTED,
      }),
    );
  }

  /** Newest first. */
  changes({ userId, limit, before }: RoleChangeFilter): Promise<RoleChange[]> {
    return this.database.entities((manager) =>
      manager.find(RoleChange, {
        where: { ...(userId !== undefined && { userId }), ...(before !== undefined && { id: LessThan(before) }) },
        order: { id: 'DESC' },
        take: limit,
      }),
    );
  }
}
