import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  type Caller,
  type chat,
  DeclaredError,
  type InviteLinkView,
  type InvitingRoom,
  type NewInviteLink,
  personBehind,
  type RoomView,
  type RpcInput,
  type UserCaller,
} from '@veza/contracts';
import { digestOf, newLinkCode, requireUser } from '@veza/platform';
import { requirePower } from '../access/room-access.js';
import type { RoomForUser } from '../access/room-for-user.js';
import { sanctioned } from '../access/speaking.js';
import { ChatLimits } from '../limits/chat-limits.js';
import { RoomViews } from '../rooms/room-views.js';
import { RoomsRepository } from '../rooms/rooms.repository.js';
import { audit } from '../sanctions/sanctions.repository.js';
import { UserDirectory } from '../user-directory/user-directory.js';
import { type InviteLink, InviteLinksRepository } from './invite-links.repository.js';

type In<Verb extends keyof typeof chat.inviteLinks> = RpcInput<(typeof chat.inviteLinks)[Verb]>;

/** Links by which people join a room. Those who govern it make and revoke them; a code opens nothing but the membership. */
@Injectable()
export class InviteLinksService {
  constructor(
    private readonly repository: InviteLinksRepository,
    private readonly rooms: RoomsRepository,
    private readonly views: RoomViews,
    private readonly users: UserDirectory,
    private readonly limits: ChatLimits,
  ) {}

  async list(caller: Caller, { room }: In<'list'>): Promise<InviteLinkView[]> {
    const { id } = await this.requireGoverned(requireUser(caller), room);
    const links = await this.repository.list(id);
    const users = await this.users.named(links.map(({ createdBy }) => createdBy));
    return links.map((link) => viewOf(link, this.users.nameIn(users, link.createdBy)));
  }

  async create(caller: Caller, { room, ...input }: In<'create'>): Promise<NewInviteLink> {
    const user = requireUser(caller);
    const found = await this.requireGoverned(user, room);
    await this.limits.change(personBehind(user), randomUUID());
    const { username } = await this.users.require(user.userId);
    const code = newLinkCode();
    const link = await this.repository.transaction(async (tx) => {
      const created = { ...input, room: found.id, codeHash: digestOf(code), createdBy: user.userId };
      const made = await this.repository.create(tx, created);
      if (found.role !== 'owner') await audit(tx, lineOf(user, found, 'create invite link', made.id));
      return made;
    });
    return { ...viewOf(link, username), code };
  }

  async revoke(caller: Caller, { room, id }: In<'revoke'>): Promise<null> {
    const user = requireUser(caller);
    const found = await this.requireGoverned(user, room);
    await this.limits.change(personBehind(user), randomUUID());
    await this.repository.transaction(async (tx) => {
      const isRevoked = await this.repository.revoke(tx, found.id, id);
      if (isRevoked && found.role !== 'owner') await audit(tx, lineOf(user, found, 'revoke invite link', id));
    });
    return null;
  }

  async lookUp(caller: Caller, { code }: In<'lookUp'>): Promise<InvitingRoom> {
    const user = requireUser(caller);
    await this.limits.inviteCode(personBehind(user), randomUUID());
    const found = await this.found(user, await this.repository.roomOf(digestOf(code)));
    const { id, name, description, memberCount, role } = found;
    if (found.sanction === 'ban') throw sanctioned({ kind: 'ban', until: found.sanctionUntil });
    return { id, name, description, memberCount, isMember: role !== null };
  }

  async join(caller: Caller, { code }: In<'join'>): Promise<RoomView> {
    const user = requireUser(caller);
    if (user.botOf !== undefined) throw new DeclaredError('FORBIDDEN', { message: 'A bot does not join a room by a link' });
    await this.limits.inviteCode(personBehind(user), randomUUID());
    const found = await this.found(user, await this.repository.join(digestOf(code), user.userId));
    return this.views.of(user, found);
  }

  private async requireGoverned(user: UserCaller, room: string): Promise<RoomForUser> {
    return requirePower(user, await this.rooms.find(room, user.userId), 'linkInvitations');
  }

  /** A link that has ended and one that never was are the same. */
  private async found({ userId }: UserCaller, room: string | undefined): Promise<RoomForUser> {
    const found = room === undefined ? undefined : await this.rooms.find(room, userId);
    if (!found) throw new DeclaredError('NOT_FOUND', { message: 'This invite link is not valid, or has ended' });
    return found;
  }
}

const viewOf = ({ room: _, createdAt, expiresAt, ...link }: InviteLink, username: string): InviteLinkView => ({
  ...link,
  username,
  createdAt: createdAt.toISOString(),
  expiresAt: expiresAt.toISOString(),
});

const lineOf = ({ userId }: UserCaller, room: RoomForUser, action: 'create invite link' | 'revoke invite link', id: number) => ({
  moderatorId: userId,
  action,
  room: room.id,
  subject: `invite link:${id}`,
  reason: '',
});
