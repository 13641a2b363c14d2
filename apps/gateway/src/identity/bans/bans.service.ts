import { Injectable } from '@nestjs/common';
import { banEvents, DeclaredError, type UserCaller } from '@veza/contracts';
import { Database, type Transaction } from '@veza/database';
import { AppLogger } from '@veza/platform';
import { Outbox } from '@veza/transport';
import { SessionsService } from '../sessions/sessions.service.js';
import { UsersService } from '../users/users.service.js';
import type { AccountBan } from './account-ban.entity.js';
import { type BanFilter, BansRepository, type NewBan } from './bans.repository.js';
import { isBelow } from './lower-roles.js';

/**
 * Bans from the whole platform. The commit revokes every session of the account: its tokens stop working everywhere and
 * its sockets are closed, as after a sign-out. No session can be opened until the ban ends. The list keeps every ban.
 */
@Injectable()
export class BansService {
  constructor(
    private readonly database: Database,
    private readonly repository: BansRepository,
    private readonly sessions: SessionsService,
    private readonly users: UsersService,
    private readonly outbox: Outbox,
    private readonly logger: AppLogger,
  ) {}

  async list(_caller: UserCaller, userId: number): Promise<AccountBan[]> {
    const { deletedAt } = await this.users.profile(userId);
    if (deletedAt) throw new DeclaredError('USER_NOT_FOUND');
    return this.repository.latest(userId);
  }

  audit(_caller: UserCaller, filter: BanFilter): Promise<AccountBan[]> {
    return this.repository.audit(filter);
  }

  async impose(caller: UserCaller, ban: Omit<NewBan, 'moderatorId' | 'rank'>): Promise<AccountBan> {
    const { imposed, revoked } = await this.database.transaction(async (tx) => {
      await this.requireLowerRole(caller, ban.userId, tx);
      const rank = caller.role === 'admin' ? 'admin' : 'moderator';
      const imposed = await this.repository.add(tx, { ...ban, moderatorId: caller.userId, rank });
      const until = imposed.until?.toISOString() ?? null;
      await this.outbox.append(tx, banEvents.imposed, { userId: ban.userId, until });
      return { imposed, revoked: await this.sessions.revoke(tx, { userId: ban.userId }, 'banned') };
    });
    this.sessions.announce(revoked);
    return imposed;
  }

  async lift(caller: UserCaller, userId: number): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.requireLowerRole(caller, userId, tx);
      await this.repository.lift(tx, userId, caller.userId);
      await this.outbox.append(tx, banEvents.lifted, { userId });
    });
  }

  /** Ends what a thief of a password, a device or a token may hold, and leaves the account open. */
  async signOut(caller: UserCaller, userId: number): Promise<void> {
    const revoked = await this.database.transaction(async (tx) => {
      await this.requireLowerRole(caller, userId, tx);
      return this.sessions.revoke(tx, { userId }, 'signed out by staff');
    });
    this.sessions.announce(revoked);
    this.logger.log('All sessions of an account were ended', { userId, by: caller.userId, sessions: revoked.length });
  }

  /**
   * A ban is lifted or replaced by the rank that imposed it or a higher one.
   *
   * Locks the account: a concurrent sign-in either precedes the ban and loses its session, or follows it and fails.
   */
  private async requireLowerRole(caller: UserCaller, userId: number, tx: Transaction): Promise<void> {
    const role = await this.repository.lockRole(tx, userId);
    if (!role) throw new DeclaredError('USER_NOT_FOUND');
    if (!isBelow(role, caller.role))
      throw new DeclaredError('FORBIDDEN', { message: 'You cannot ban a user of the same or a higher role, or sign one out' });
    if (caller.role !== 'admin' && (await this.repository.isByAdmin(tx, userId)))
      throw new DeclaredError('FORBIDDEN', { message: 'An administrator imposed this ban; only administrators can change it' });
  }
}
