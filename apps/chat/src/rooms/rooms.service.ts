import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  type Caller,
  chat,
  type CreateRoom,
  DeclaredError,
  type MemberView,
  personBehind,
  type ListRooms,
  type RoomView,
  type RpcInput,
  type RpcReply,
  type UpdateRoom,
  type UserCaller,
} from '@veza/contracts';
import { requireUser, skeletonOf } from '@veza/platform';
import { Database, DatabaseClock, once, type SqlExecutor } from '@veza/database';
import { RoomFeeds } from '../delivery/room-feeds.js';
import { ChatLimits } from '../limits/chat-limits.js';
import { HistoryRepository } from '../history/history.repository.js';
import { HistoryService, viewOf } from '../history/history.service.js';
import { SanctionWatch } from '../sanctions/sanction-watch.js';
import { audit, SanctionsRepository } from '../sanctions/sanctions.repository.js';
import { UserDirectory } from '../user-directory/user-directory.js';
import { PresenceService } from '../presence/presence.service.js';
import { ReadMarksService } from './read-marks.service.js';
import { isModerator, requireLowerRole, requireMember, requirePower, requireReadable } from '../access/room-access.js';
import { SpeakingRepository } from '../access/speaking.repository.js';
import { rankOf } from '../access/speaking.js';
import { BotEntries } from './bot-entries.js';
import { RoleEvents } from './role-events.js';
import { StaffEntriesService } from './staff-entries.service.js';
import { RoomDirectory } from './room-directory.js';
import { type RoomChanges, type RoomFacts, RoomsRepository } from './rooms.repository.js';
import { slugWithSuffix, slugOf } from './slug.js';
import type { RoomForUser } from '../access/room-for-user.js';

// Wall clock: the date of a new membership, for the client.

const ATTEMPTS = 5;
/** The skeleton of the room that a migration creates. Names of other rooms can repeat: their ids differ. */
const FIRST_ROOM = skeletonOf('General');

/** The room calls of the REST API. */
@Injectable()
export class RoomsService {
  constructor(
    private readonly database: Database,
    private readonly repository: RoomsRepository,
    private readonly history: HistoryService,
    private readonly counters: HistoryRepository,
    private readonly users: UserDirectory,
    private readonly presence: PresenceService,
    private readonly limits: ChatLimits,
    private readonly sanctions: SanctionsRepository,
    private readonly watch: SanctionWatch,
    private readonly marks: ReadMarksService,
    private readonly speaking: SpeakingRepository,
    private readonly staffEntries: StaffEntriesService,
    private readonly bots: BotEntries,
    private readonly directory: RoomDirectory,
    private readonly clock: DatabaseClock,
    private readonly feeds: RoomFeeds,
    private readonly roles: RoleEvents,
  ) {}

  async list(caller: Caller, query: ListRooms): Promise<RpcReply<typeof chat.rooms.list>> {
    const user = requireUser(caller);
    const { rooms, nextCursor } = await this.directory.page(user.userId, query);
    const open = rooms.filter(({ sanction }) => sanction !== 'ban');
    return { rooms: await this.views(user, open), nextCursor };
  }

  async get(caller: Caller, { room }: RpcInput<typeof chat.rooms.get>): Promise<RoomView> {
    const user = requireUser(caller);
    const found = requireReadable(user, await this.repository.find(room, user.userId));
    return this.view(user, found);
  }

  async create(caller: Caller, input: CreateRoom): Promise<RoomView> {
    const user = requireUser(caller);
    requireOtherName(input.name);
    const slug = slugOf(input.name);
    await this.requireRoomLeft(user, slugWithSuffix(slug));
    const room = await this.database.transaction((tx) => once(tx, () => this.insert(tx, slug, input, user)));
    return this.get(caller, { room });
  }

  /** A person with its bots makes a few rooms a day. Moderators of the platform have no limit. */
  private async requireRoomLeft(user: UserCaller, item: string): Promise<void> {
    if (isModerator(user)) return;
    const person = personBehind(user);
    await this.limits.room(person, item, await this.users.isEstablished(person));
  }

  /** Returns the id of the new room: the slug of its name, or the slug with a suffix. */
  private async insert(tx: SqlExecutor, slug: string, input: CreateRoom, { userId }: UserCaller): Promise<string> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const id = attempt === 0 ? slug : slugWithSuffix(slug);
      if (await this.repository.create(tx, id, input, userId)) return id;
    }
    throw new DeclaredError('CONFLICT', { message: 'No unused room id was found for this name; choose another name' });
  }

  async update(caller: Caller, { room, isPrivate, ...input }: UpdateRoom): Promise<RoomView> {
    const user = requireUser(caller);
    const { slowMode: _, ...ofOwners } = { ...input, isPrivate };
    const power = Object.values(ofOwners).some((value) => value !== undefined) ? 'change' : 'setSlowMode';
    const found = requirePower(user, await this.repository.find(room, user.userId), power);
    // Only what differs is written: another change at the same moment may be of the other field.
    const kind = isPrivate === undefined ? undefined : isPrivate ? 'private' : 'public';
    const changes = changesOf(found, { ...input, kind });
    // Its members wrote in a private room: a moderator of the platform does not publish it.
    if (changes.kind === 'public' && found.role !== 'owner') throw new DeclaredError('FORBIDDEN');
    if (Object.keys(changes).length === 0) return this.view(user, found);
    if (changes.name !== undefined) requireOtherName(changes.name);
    await this.limits.change(personBehind(user), randomUUID());
    const facts = await this.database.transaction(async (tx) => {
      const changed = await this.repository.update(tx, found.id, changes);
      if (!changed) throw new DeclaredError('ROOM_NOT_FOUND');
      if (found.role !== 'owner')
        await audit(tx, { moderatorId: user.userId, action: 'change room', room: found.id, reason: `before: ${found.name}` });
      return changed;
    });
    const { kind: visibility, ...others } = facts;
    this.feeds.publishEphemeral({ ...others, kind: 'roomUpdated', room: found.id, isPrivate: visibility === 'private' });
    return this.view(user, { ...found, ...facts });
  }

  async remove(caller: Caller, { room }: RpcInput<typeof chat.rooms.remove>): Promise<null> {
    const user = requireUser(caller);
    const found = requirePower(user, await this.repository.find(room, user.userId), 'remove');
    await this.database.transaction(async (tx) => {
      await this.repository.remove(tx, found.id);
      if (found.role !== 'owner')
        await audit(tx, { moderatorId: user.userId, action: 'delete room', room: found.id, reason: '' });
    });
    return null;
  }

  async markRead(caller: Caller, { room, seq }: RpcInput<typeof chat.rooms.markRead>): Promise<null> {
    const user = requireUser(caller);
    const found = requireMember(requireReadable(user, await this.repository.find(room, user.userId)));
    await this.marks.set(found.id, user, seq);
    return null;
  }

  async online(caller: Caller, { room }: RpcInput<typeof chat.rooms.online>): Promise<{ userId: number; username: string }[]> {
    const user = requireUser(caller);
    const found = requireReadable(user, await this.repository.find(room, user.userId));
    const ids = (await this.presence.online(found.id)).slice(0, 500);
    const users = await this.users.named(ids);
    return ids.map((userId) => ({ userId, username: this.users.nameIn(users, userId) }));
  }

  async members(caller: Caller, { room }: RpcInput<typeof chat.rooms.members>): Promise<MemberView[]> {
    const user = requireUser(caller);
    const found = requireReadable(user, await this.repository.find(room, user.userId));
    const members = await this.repository.members(found.id);
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
    if (found.kind === 'private') requirePower(user, found, 'invite');
    else if (!isModerator(user)) requireMember(found);
    const guest = await this.users.require(userId);
    await this.bots.requireInvitable(user, found, guest);
    const invited = await this.repository.find(found.id, userId);
    if (invited?.sanction === 'ban') throw new DeclaredError('BANNED', { message: 'The user is banned from this room' });
    if (await this.speaking.isBlocked(userId, user.userId))
      throw new DeclaredError('BLOCKED', { message: 'This user does not accept invitations from you' });
    if (!invited?.role) await this.staffEntries.record(user, found, guest);
    if (!(await this.repository.addMember(found.id, userId))) throw new DeclaredError('ROOM_FULL');
    const { username, avatar } = guest;
    return { userId, username, avatar, role: 'member', joinedAt: new Date(this.clock.now()).toISOString() };
  }

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

  private async view(user: UserCaller, room: RoomForUser): Promise<RoomView> {
    const [view] = await this.views(user, [room]);
    if (!view) throw new DeclaredError('ROOM_NOT_FOUND');
    return view;
  }

  private async views(user: UserCaller, rooms: readonly RoomForUser[]): Promise<RoomView[]> {
    const mine = rooms.filter(({ role }) => role).map(({ id }) => id);
    const { username } = await this.users.require(user.userId);
    const [last, unread] = await Promise.all([
      this.history.last(
        rooms.filter(({ lastSeq }) => lastSeq > 0).map(({ id }) => id),
        user.userId,
      ),
      this.counters.unread(mine, user.userId, username),
    ]);
    return rooms.map(({ role, sanction, sanctionUntil, sanctionRank: _, createdAt, ...room }) => {
      const newest = room.kind === 'private' && !role ? undefined : last.get(room.id); // members only
      return {
        ...room,
        createdAt: createdAt.toISOString(),
        lastMessage: newest ? viewOf(newest) : null,
        isMember: role !== null,
        mute: sanction === 'mute' ? { until: sanctionUntil?.toISOString() ?? null } : null,
        unreadCount: unread.get(room.id)?.unread ?? 0,
        mentionCount: unread.get(room.id)?.mentions ?? 0,
      };
    });
  }
}

function changesOf(found: RoomForUser, wanted: Partial<RoomFacts>): RoomChanges {
  const { name, description, kind, memberLimit, slowMode } = wanted;
  return {
    ...(name !== undefined && name !== found.name && { name }),
    ...(description !== undefined && description !== found.description && { description }),
    ...(kind !== undefined && kind !== found.kind && { kind }),
    ...(memberLimit !== undefined && memberLimit !== found.memberLimit && { memberLimit }),
    ...(slowMode !== undefined && slowMode !== found.slowMode && { slowMode }),
  };
}

function requireOtherName(name: string): void {
  if (skeletonOf(name) === FIRST_ROOM)
    throw new DeclaredError('CONFLICT', { message: 'This name looks like that of the first room; choose another name' });
}
