import { Injectable } from '@nestjs/common';
import { type Caller, type chat, DeclaredError, LONGEST_LIST, type MemberView, type RpcInput, RoomRole } from '@veza/contracts';
import { DatabaseClock, decodeCursor } from '@veza/database';
import { requireUser } from '@veza/platform';
import { z } from 'zod';
import { isModerator, requireMember, requirePower, requireReadable } from '../access/room-access.js';
import { SpeakingRepository } from '../access/speaking.repository.js';
import { PresenceService } from '../presence/presence.service.js';
import { UserDirectory } from '../user-directory/user-directory.js';
import { BotEntries } from './bot-entries.js';
import { MembershipFeed } from './membership-feed.js';
import { RoomsRepository } from './rooms.repository.js';
import { StaffEntriesService } from './staff-entries.service.js';

// Wall clock: the date of a new membership, for the client.

const Position = z.tuple([RoomRole, z.iso.datetime(), z.int().positive()]);

/** A reader is stored, and sorted, as a member. */
function placeOf(cursor: string) {
  const [role, joinedAt, userId] = decodeCursor(cursor, Position);
  return [role === 'reader' ? 'member' : role, joinedAt, userId] as const;
}

/** The members of a room, those who are online, and invitations. */
@Injectable()
export class RoomMembersService {
  constructor(
    private readonly repository: RoomsRepository,
    private readonly users: UserDirectory,
    private readonly presence: PresenceService,
    private readonly bots: BotEntries,
    private readonly speaking: SpeakingRepository,
    private readonly staffEntries: StaffEntriesService,
    private readonly memberships: MembershipFeed,
    private readonly clock: DatabaseClock,
  ) {}

  async online(caller: Caller, { room }: RpcInput<typeof chat.rooms.online>): Promise<{ userId: number; username: string }[]> {
    const user = requireUser(caller);
    const found = requireReadable(user, await this.repository.find(room, user.userId));
    const ids = (await this.presence.online(found.id)).slice(0, 500);
    const users = await this.users.named(ids);
    return ids.map((userId) => ({ userId, username: this.users.nameIn(users, userId) }));
  }

  async list(caller: Caller, { room, limit = LONGEST_LIST, cursor }: RpcInput<typeof chat.rooms.members>): Promise<MemberView[]> {
    const user = requireUser(caller);
    const found = requireReadable(user, await this.repository.find(room, user.userId));
    const after = cursor === undefined ? undefined : placeOf(cursor);
    const members = await this.repository.members(found.id, limit, after);
    const users = await this.users.named(members.map(({ userId }) => userId));
    return members.map(({ userId, role, joinedAt }) => ({
      userId,
      role,
      username: this.users.nameIn(users, userId),
      avatar: users.get(userId)?.avatar ?? null,
      joinedAt: joinedAt.toISOString(),
    }));
  }

  async invite(caller: Caller, { room, userId }: RpcInput<typeof chat.rooms.invite>): Promise<MemberView> {
    const user = requireUser(caller);
    const found = requireReadable(user, await this.repository.find(room, user.userId));
    if (found.isGroup && found.role) requirePower(user, found, 'changeGroup');
    else if (found.kind === 'private') requirePower(user, found, 'invite');
    else if (!isModerator(user)) requireMember(found, 'inviteToPublic');
    const guest = await this.users.require(userId);
    await this.bots.requireInvitable(user, found, guest);
    const invited = await this.repository.find(found.id, userId);
    if (invited?.sanction === 'ban') throw new DeclaredError('BANNED', { message: 'The user is banned from this room' });
    const { username, avatar } = guest;
    const joinedAt = new Date(this.clock.now()).toISOString();
    const isBlocked = await this.speaking.isBlocked(userId, user.userId, found.isGroup);
    // Without a word: the person may as well have left the group at once.
    if (isBlocked && found.isGroup) return { userId, username, avatar, role: 'member', joinedAt };
    if (isBlocked) throw new DeclaredError('BLOCKED', { message: 'This user does not accept invitations from you' });
    if (!invited?.role) await this.staffEntries.record(user, found, guest);
    if (!(await this.repository.addMember(found.id, userId))) throw new DeclaredError('ROOM_FULL');
    if (!invited?.role) this.memberships.announce({ room: found.id, userIds: [userId] });
    const role = (await this.repository.find(found.id, userId))?.role ?? 'member';
    return { userId, username, avatar, role, joinedAt };
  }
}
