import { Injectable } from '@nestjs/common';
import { DeclaredError, type Role, type UserCaller } from '@veza/contracts';
import { Database, type Transaction } from '@veza/database';
import { SessionsService } from '../sessions/sessions.service.js';
import { type Ban, BansRepository, type NewBan } from './bans.repository.js';

/** Whom each may ban: nobody of their own rank, so that no two can lock each other out. */
const BELOW: Record<Role, readonly Role[]> = { user: [], moderator: ['user'], admin: ['user', 'moderator'] };

/**
 * Bans from the whole platform. At the commit every session of the account is revoked, so that its tokens stop working at every door and its
 * sockets are cut as after a sign-out, and none can be opened until the ban is over. Every ban stays on the account's list.
 */
@Injectable()
export class BansService {
  constructor(
    private readonly database: Database,
    private readonly repository: BansRepository,
    private readonly sessions: SessionsService,
  ) {}

  async list(_caller: UserCaller, userId: number): Promise<Ban[]> {
    if (!(await this.repository.roleOf(userId))) throw new DeclaredError('USER_NOT_FOUND');
    return this.repository.latest(userId);
  }

  async impose(caller: UserCaller, ban: Omit<NewBan, 'moderatorId'>): Promise<Ban> {
    const { imposed, revoked } = await this.database.transaction(async (tx) => {
      await this.mustBeBelow(caller, ban.userId, tx);
      const imposed = await this.repository.add(tx, { ...ban, moderatorId: caller.userId });
      return { imposed, revoked: await this.sessions.revoke(tx, { userId: ban.userId }, 'banned') };
    });
    this.sessions.announce(revoked);
    return imposed;
  }

  async lift(caller: UserCaller, userId: number): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.mustBeBelow(caller, userId, tx);
      await this.repository.lift(tx, userId, caller.userId);
    });
  }

  /** Holds the account, so that a sign-in of the same moment comes before the ban, and loses its session, or after it. */
  private async mustBeBelow({ role }: UserCaller, userId: number, tx: Transaction): Promise<void> {
    const their = await this.repository.hold(tx, userId);
    if (!their) throw new DeclaredError('USER_NOT_FOUND');
    if (!BELOW[role].includes(their)) throw new DeclaredError('FORBIDDEN', { message: 'You may not ban somebody of this rank' });
  }
}
