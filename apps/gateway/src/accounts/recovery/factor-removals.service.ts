import { Injectable } from '@nestjs/common';
import { DeclaredError, type UserCaller, type WireFactorRemoval } from '@veza/contracts';
import { Database } from '@veza/database';
import { AppLogger, requireAdmin } from '@veza/platform';
import { AccessMailsService } from '../../identity/access-mails/access-mails.service.js';
import { SessionsService } from '../../identity/sessions/sessions.service.js';
import { AddedAccessRepository } from './added-access.repository.js';
import { FactorRemovalsRepository, untilOf } from './factor-removals.repository.js';

/**
 * The way back for a user who has lost every factor (decision 213): two administrators remove the factors together. One
 * of them alone, or a thief of one session, opens no account.
 */
@Injectable()
export class FactorRemovalsService {
  constructor(
    private readonly database: Database,
    private readonly repository: FactorRemovalsRepository,
    private readonly added: AddedAccessRepository,
    private readonly sessions: SessionsService,
    private readonly mails: AccessMailsService,
    private readonly logger: AppLogger,
  ) {}

  async remove(caller: UserCaller, userId: number): Promise<WireFactorRemoval> {
    requireAdmin(caller);
    const { revoked, until } = await this.database.transaction(async (tx) => {
      const user = await this.repository.lock(tx, userId);
      if (!user) throw new DeclaredError('USER_NOT_FOUND');
      if (userId === caller.userId || !(await this.repository.isAdmin(tx, caller.userId))) throw new DeclaredError('FORBIDDEN');
      if (!user.secondFactor) throw new DeclaredError('INVALID_STATE', { message: 'The account has no second factor' });
      const found = await this.repository.find(tx, userId);
      if (found?.requestedBy === caller.userId) return { revoked: [], until: untilOf(found) };
      if (!found || !(await this.repository.isAdmin(tx, found.requestedBy))) {
        await this.mails.write(tx, user, 'factors-requested');
        return { revoked: [], until: await this.repository.request(tx, { userId, requestedBy: caller.userId }) };
      }
      await this.repository.end(tx, userId);
      await this.added.removeFactors(tx, userId);
      await this.mails.write(tx, user, 'factors-removed');
      return { revoked: await this.sessions.revoke(tx, { userId }, 'factors removed'), until: null };
    });
    this.sessions.announce(revoked);
    this.logger.log(until ? 'Removal of factors requested' : 'Factors removed', { account: userId, by: caller.userId });
    return { state: until ? 'requested' : 'removed', requested_until: until?.toISOString() ?? null };
  }
}
