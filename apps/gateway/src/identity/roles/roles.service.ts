import { Inject, Injectable } from '@nestjs/common';
import { DeclaredError, type Role, type UserCaller } from '@veza/contracts';
import { Database, type Transaction } from '@veza/database';
import { SessionsService } from '../sessions/sessions.service.js';
import { UsersService } from '../users/users.service.js';
import type { RoleChange } from './role-change.entity.js';
import { type RoleChangeFilter, RolesRepository, type StaffMember } from './roles.repository.js';

/**
 * Roles on the platform. A change ends the sessions of the user, because tokens carry the role: entry points see the
 * change as they see a sign-out. Administrators cannot change their own role, and the last one cannot be erased.
 */
@Injectable()
export class RolesService {
  constructor(
    private readonly database: Database,
    private readonly repository: RolesRepository,
    @Inject(SessionsService) private readonly sessions: Pick<SessionsService, 'revoke' | 'announce'>,
    private readonly users: UsersService,
  ) {}

  list(_caller: UserCaller): Promise<StaffMember[]> {
    return this.repository.list();
  }

  changes(_caller: UserCaller, filter: RoleChangeFilter): Promise<RoleChange[]> {
    return this.repository.changes(filter);
  }

  async set({ userId: changedBy }: UserCaller, userId: number, role: Role): Promise<StaffMember> {
    const { user, revoked } = await this.database.transaction(async (tx) => {
      await this.repository.lock(tx);
      // Again under the lock: another administrator may just have taken the role of the caller.
      if ((await this.repository.find(tx, changedBy))?.role !== 'admin') throw new DeclaredError('FORBIDDEN');
      if (userId === changedBy) throw new DeclaredError('FORBIDDEN', { message: 'You cannot change your own role' });
      const user = await this.repository.find(tx, userId);
      if (!user) throw new DeclaredError('USER_NOT_FOUND');
      if (user.botOf !== null) throw new DeclaredError('INVALID_STATE', { message: 'A bot has no role' });
      if (user.role === role) return { user, revoked: [] };
      await this.repository.change(tx, user, role, changedBy);
      await this.users.publish(tx, userId);
      return { user, revoked: await this.sessions.revoke(tx, { userId }, 'role changed') };
    });
    this.users.forget(userId);
    this.sessions.announce(revoked);
    return { ...user, role };
  }

  /** Part of an erasure. Throws INVALID_STATE for the last administrator, because no call creates another one. */
  async requireErasable(tx: Transaction, userId: number): Promise<void> {
    await this.repository.lock(tx);
    const user = await this.repository.find(tx, userId);
    if (user?.role !== 'admin' || (await this.repository.otherAdminExists(tx, userId))) return;
    throw new DeclaredError('INVALID_STATE', {
      message: 'The last administrator cannot be deleted; give the role to another user first',
    });
  }
}
