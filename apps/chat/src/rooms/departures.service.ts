import { Injectable } from '@nestjs/common';
import { type Caller, type chat, DeclaredError, type RpcInput } from '@veza/contracts';
import { requireUser } from '@veza/platform';
import { requireLowerRole, requirePower } from '../access/room-access.js';
import { rankOf } from '../access/speaking.js';
import { SanctionWatch } from '../sanctions/sanction-watch.js';
import { SanctionsRepository } from '../sanctions/sanctions.repository.js';
import { UserDirectory } from '../user-directory/user-directory.js';
import { RoleEvents } from './role-events.js';
import { RoomsRepository } from './rooms.repository.js';

/** The end of a membership: members leave, or are dismissed. */
@Injectable()
export class DeparturesService {
  constructor(
    private readonly repository: RoomsRepository,
    private readonly sanctions: SanctionsRepository,
    private readonly watch: SanctionWatch,
    private readonly users: UserDirectory,
    private readonly roles: RoleEvents,
  ) {}

  async dismiss(caller: Caller, { room, userId }: RpcInput<typeof chat.rooms.dismiss>): Promise<null> {
    const user = requireUser(caller);
    const found = await this.repository.find(room, user.userId);
    if (!found) throw new DeclaredError('ROOM_NOT_FOUND');
    if (userId === user.userId) {
      const heir = await this.sanctions.removeMember(found.id, userId);
      this.watch.memberLeft(found.id, userId);
      if (heir !== undefined) await this.roles.announce(found.id, heir, 'owner');
      return null;
    }
    requirePower(user, found, 'dismiss');
    const target = await this.repository.find(found.id, userId);
    requireLowerRole(user, found, { platform: await this.users.roleOf(userId), inRoom: target?.role ?? null });
    const dismissal = { room: found.id, userId, moderatorId: user.userId, rank: rankOf(user, found) };
    const heir = await this.sanctions.dismiss(dismissal);
    this.watch.sanctionsChanged();
    if (heir !== undefined) await this.roles.announce(found.id, heir, 'owner');
    return null;
  }
}
