import { Injectable } from '@nestjs/common';
import { DeclaredError, type ProfilePart, userEvents, type UserCaller } from '@veza/contracts';
import { Database } from '@veza/database';
import { Outbox } from '@veza/transport';
import { isBelow } from '../bans/lower-roles.js';
import { UsersService } from '../users/users.service.js';

/**
 * Moderators take a part of a profile away (decision 285). The event of it becomes a notice of the person and a line of the
 * audit. Again is no change, and no event.
 */
@Injectable()
export class ProfileResetsService {
  constructor(
    private readonly database: Database,
    private readonly users: UsersService,
    private readonly outbox: Outbox,
  ) {}

  async reset(caller: UserCaller, userId: number, part: ProfilePart): Promise<null> {
    await this.database.transaction(async (tx) => {
      const user = await this.users.locked(tx, userId);
      if (!isBelow(user.role, caller.role))
        throw new DeclaredError('FORBIDDEN', { message: 'You cannot reset the profile of a user of the same or a higher role' });
      if (!(await this.users.reset(tx, user, part))) return;
      await this.outbox.append(tx, userEvents.profileReset, { userId, part, moderatorId: caller.userId });
    });
    this.users.forget(userId);
    return null;
  }
}
