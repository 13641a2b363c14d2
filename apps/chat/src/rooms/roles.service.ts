import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Caller, type chat, DeclaredError, invalid, type MemberView, personBehind, type RpcInput } from '@veza/contracts';
import { requireUser } from '@veza/platform';
import { requirePower } from '../access/room-access.js';
import { ChatLimits } from '../limits/chat-limits.js';
import { SanctionWatch } from '../sanctions/sanction-watch.js';
import { UserDirectory } from '../user-directory/user-directory.js';
import { RoleEvents } from './role-events.js';
import { RolesRepository } from './roles.repository.js';
import { type RoomMember, RoomsRepository } from './rooms.repository.js';

/** Moderators and readers of a room, and its hand-over. A role is read at each use, so it ends at once on every replica. */
@Injectable()
export class RolesService {
  constructor(
    private readonly repository: RolesRepository,
    private readonly rooms: RoomsRepository,
    private readonly users: UserDirectory,
    private readonly limits: ChatLimits,
    private readonly events: RoleEvents,
    private readonly watch: SanctionWatch,
  ) {}

  async set(caller: Caller, { room, userId, role }: RpcInput<typeof chat.rooms.setRole>): Promise<MemberView> {
    const user = requireUser(caller);
    const power = role === 'moderator' ? 'setRoles' : 'setReaders';
    const found = requirePower(user, await this.rooms.find(room, user.userId), power);
    if (userId === user.userId)
      throw new DeclaredError('FORBIDDEN', { message: 'The owner and moderators of a room do not change their own role' });
    if (role === 'moderator') await this.requirePerson(userId);
    await this.limits.change(personBehind(user), randomUUID());
    const { member, isNew } = await this.repository.set({ room: found.id, by: user.userId, userId }, role);
    if (!isNew) return this.view(member);
    if (role === 'reader') this.watch.sanctionsChanged();
    await this.events.announce(found.id, userId, role);
    return this.view(member);
  }

  async handOver(caller: Caller, { room, userId }: RpcInput<typeof chat.rooms.handOver>): Promise<MemberView> {
    const user = requireUser(caller);
    const found = requirePower(user, await this.rooms.find(room, user.userId), 'handOver');
    if (userId === user.userId) throw invalid('user_id', 'You are the owner of this room already');
    await this.requirePerson(userId);
    await this.limits.change(personBehind(user), randomUUID());
    const member = await this.repository.handOver({ room: found.id, by: user.userId, userId });
    await this.events.announce(found.id, user.userId, 'moderator');
    await this.events.announce(found.id, userId, 'owner');
    return this.view(member);
  }

  /** A bot has no power over people, and its owner would have two voices. It is a member or a reader. */
  private async requirePerson(userId: number): Promise<void> {
    const target = (await this.users.named([userId])).get(userId);
    if (target && target.botOf !== null) throw new DeclaredError('FORBIDDEN', { message: 'A bot has no role' });
  }

  private async view({ userId, role, joinedAt }: RoomMember): Promise<MemberView> {
    const users = await this.users.named([userId]);
    const username = this.users.nameIn(users, userId);
    return { userId, username, avatar: users.get(userId)?.avatar ?? null, role, joinedAt: joinedAt.toISOString() };
  }
}
