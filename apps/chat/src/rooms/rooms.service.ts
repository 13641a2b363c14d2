import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  type Caller,
  type chat,
  type CreateRoom,
  DeclaredError,
  invalid,
  LONGEST_PAUSE_DAYS,
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
import { audit } from '../sanctions/sanctions.repository.js';
import { UserDirectory } from '../user-directory/user-directory.js';
import { ReadMarksService } from './read-marks.service.js';
import { isModerator, requireMember, requirePower, requireReadable } from '../access/room-access.js';
import { RoomDirectory } from './room-directory.js';
import { RoomViews } from './room-views.js';
import { type RoomChanges, type RoomFacts, RoomsRepository } from './rooms.repository.js';
import { slugWithSuffix, slugOf } from './slug.js';
import type { RoomForUser } from '../access/room-for-user.js';

const ATTEMPTS = 5;
const LONGEST_PAUSE_MS = LONGEST_PAUSE_DAYS * 24 * 60 * 60_000;
/** The skeleton of the room that a migration creates. Names of other rooms can repeat: their ids differ. */
const FIRST_ROOM = skeletonOf('General');

/** The room calls of the REST API. */
@Injectable()
export class RoomsService {
  constructor(
    private readonly database: Database,
    private readonly repository: RoomsRepository,
    private readonly directory: RoomDirectory,
    private readonly views: RoomViews,
    private readonly users: UserDirectory,
    private readonly limits: ChatLimits,
    private readonly marks: ReadMarksService,
    private readonly feeds: RoomFeeds,
    private readonly clock: DatabaseClock,
  ) {}

  async list(caller: Caller, query: ListRooms): Promise<RpcReply<typeof chat.rooms.list>> {
    const user = requireUser(caller);
    const { rooms, nextCursor } = await this.directory.page(user.userId, query);
    const open = rooms.filter(({ sanction }) => sanction !== 'ban');
    return { rooms: await this.views.ofAll(user, open), nextCursor };
  }

  async get(caller: Caller, { room }: RpcInput<typeof chat.rooms.get>): Promise<RoomView> {
    const user = requireUser(caller);
    const found = requireReadable(user, await this.repository.find(room, user.userId));
    return this.views.of(user, found);
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

  async update(caller: Caller, { room, isPrivate, defaultRole, ...input }: UpdateRoom): Promise<RoomView> {
    const user = requireUser(caller);
    const wanted = { ...input, isPrivate, defaultRole };
    const found = requireChangeable(user, await this.repository.find(room, user.userId), wanted);
    // Only what differs is written: another change at the same moment may be of the other field.
    const kind = isPrivate === undefined ? undefined : isPrivate ? 'private' : 'public';
    const joinsAsReader = defaultRole && defaultRole === 'reader';
    const changes = changesOf(found, { ...input, kind, joinsAsReader });
    // Its members wrote in a private room: a moderator of the platform does not publish it.
    if (changes.kind === 'public' && found.role !== 'owner') throw new DeclaredError('FORBIDDEN');
    if (Object.keys(changes).length === 0) return this.views.of(user, found);
    if (changes.name !== undefined) requireOtherName(changes.name);
    await this.limits.change(personBehind(user), randomUUID());
    const facts = await this.database.transaction(async (tx) => {
      const changed = await this.repository.update(tx, found.id, changes);
      if (!changed) throw new DeclaredError('ROOM_NOT_FOUND');
      if (found.role !== 'owner' && !found.isGroup)
        await audit(tx, { moderatorId: user.userId, action: 'change room', room: found.id, reason: `before: ${found.name}` });
      return changed;
    });
    const { kind: visibility, joinsAsReader: _joins, ...others } = facts;
    this.feeds.publishEphemeral({ ...others, kind: 'roomUpdated', room: found.id, isPrivate: visibility === 'private' });
    return this.views.of(user, { ...found, ...facts });
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

  async setNotifications(
    caller: Caller,
    { room, level, pausedUntil }: RpcInput<typeof chat.rooms.setNotifications>,
  ): Promise<null> {
    const user = requireUser(caller);
    const found = requireMember(requireReadable(user, await this.repository.find(room, user.userId)));
    const until = pausedUntil === null ? null : new Date(pausedUntil);
    if (until && until.getTime() > this.clock.now() + LONGEST_PAUSE_MS)
      throw invalid('paused_until', `A pause lasts ${LONGEST_PAUSE_DAYS} days at most`);
    await this.limits.change(personBehind(user), randomUUID());
    await this.repository.setNotifications(found.id, user.userId, { level, pausedUntil: until });
    return null;
  }

  async markRead(caller: Caller, { room, seq }: RpcInput<typeof chat.rooms.markRead>): Promise<null> {
    const user = requireUser(caller);
    const found = requireMember(requireReadable(user, await this.repository.find(room, user.userId)));
    await this.marks.set(found.id, user, seq);
    return null;
  }
}

/** Of a group its members change the name, and nothing else is changed. */
function requireChangeable(user: UserCaller, room: RoomForUser | undefined, wanted: Omit<UpdateRoom, 'room'>): RoomForUser {
  const { slowMode, name, ...others } = wanted;
  const [isOthers, isOfOwners] = [others, { ...others, name }].map((part) =>
    Object.values(part).some((value) => value !== undefined),
  );
  if (!room?.isGroup) return requirePower(user, room, isOfOwners ? 'change' : 'setSlowMode');
  const group = requirePower(user, room, 'changeGroup');
  if (isOthers || slowMode !== undefined)
    throw new DeclaredError('FORBIDDEN', { message: 'A group has nothing to change but its name' });
  return group;
}

function changesOf(found: RoomForUser, wanted: Partial<RoomFacts>): RoomChanges {
  const { name, description, kind, memberLimit, slowMode, joinsAsReader } = wanted;
  return {
    ...(name !== undefined && name !== found.name && { name }),
    ...(description !== undefined && description !== found.description && { description }),
    ...(kind !== undefined && kind !== found.kind && { kind }),
    ...(memberLimit !== undefined && memberLimit !== found.memberLimit && { memberLimit }),
    ...(slowMode !== undefined && slowMode !== found.slowMode && { slowMode }),
    ...(joinsAsReader !== undefined && joinsAsReader !== found.joinsAsReader && { joinsAsReader }),
  };
}

function requireOtherName(name: string): void {
  if (skeletonOf(name) === FIRST_ROOM)
    throw new DeclaredError('CONFLICT', { message: 'This name looks like that of the first room; choose another name' });
}
