import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Caller, type chat, DeclaredError, invalid, personBehind, type RoomView, type RpcInput } from '@veza/contracts';
import { requireUser } from '@veza/platform';
import { isModerator } from '../access/room-access.js';
import { SpeakingRepository } from '../access/speaking.repository.js';
import { ChatLimits } from '../limits/chat-limits.js';
import { MembershipFeed } from '../rooms/membership-feed.js';
import { RoomViews } from '../rooms/room-views.js';
import { RoomsRepository } from '../rooms/rooms.repository.js';
import { UserDirectory } from '../user-directory/user-directory.js';
import { GroupsRepository } from './groups.repository.js';

/** Conversations of a few people (decision 259). What follows the creation are the calls of rooms. */
@Injectable()
export class GroupsService {
  constructor(
    private readonly repository: GroupsRepository,
    private readonly rooms: RoomsRepository,
    private readonly views: RoomViews,
    private readonly users: UserDirectory,
    private readonly speaking: SpeakingRepository,
    private readonly limits: ChatLimits,
    private readonly memberships: MembershipFeed,
  ) {}

  /** A group counts as a room that its creator makes. */
  async create(caller: Caller, { userIds, name }: RpcInput<typeof chat.groups.create>): Promise<RoomView> {
    const user = requireUser(caller);
    if (user.botOf !== undefined) throw new DeclaredError('FORBIDDEN', { message: 'A bot does not make a group' });
    const others = [...new Set(userIds)].filter((id) => id !== user.userId);
    if (others.length === 0) throw invalid('user_ids', 'must name another person');
    for (const id of others) await this.requirePerson(id);
    if (!isModerator(user)) {
      const person = personBehind(user);
      await this.limits.room(person, randomUUID(), await this.users.isEstablished(person));
    }
    // Left out without a word: the list of members says no more than that they are not there.
    const blocked = new Set(await this.speaking.blockedAmong(user.userId, others));
    const people = [user.userId, ...others.filter((id) => !blocked.has(id))];
    const id = await this.repository.create({ name: name ?? '', createdBy: user.userId, people });
    this.memberships.announce({ room: id, userIds: people });
    const room = await this.rooms.find(id, user.userId);
    if (!room) throw new DeclaredError('ROOM_NOT_FOUND');
    return this.views.of(user, room);
  }

  private async requirePerson(id: number): Promise<void> {
    const { botOf } = await this.users.require(id);
    if (botOf !== null) throw invalid('user_ids', 'must not name a bot; its owner adds it to the group');
  }
}
