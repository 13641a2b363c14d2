import { Injectable } from '@nestjs/common';
import { DeclaredError, personBehind, type UserCaller } from '@veza/contracts';
import { Database } from '@veza/database';
import { isModerator } from '../access/room-access.js';
import { mayAct } from '../access/room-roles.js';
import type { RoomForUser } from '../access/room-for-user.js';
import { MessageLogRepository } from '../commit/message-log.repository.js';
import { messageEntry } from '../commit/draft-entry.js';
import { RoomFeeds } from '../delivery/room-feeds.js';
import { audit } from '../sanctions/sanctions.repository.js';
import type { DirectoryUser } from '../user-directory/user-directory.repository.js';
import { UserDirectory } from '../user-directory/user-directory.js';

/**
 * Memberships that a moderator creates by rank. Each is a line of the audit. In a private room the members also get a
 * message, which the log keeps. Both precede the membership.
 */
@Injectable()
export class StaffEntriesService {
  constructor(
    private readonly database: Database,
    private readonly log: MessageLogRepository,
    private readonly feeds: RoomFeeds,
    private readonly users: UserDirectory,
  ) {}

  /** Records that the caller adds the guest to the room. Does nothing for the owner or a moderator of the room or, in a public one, a member. */
  async record(caller: UserCaller, room: RoomForUser, guest: DirectoryUser): Promise<void> {
    const isPrivate = room.kind === 'private';
    if (!isModerator(caller) || mayAct(room.role, 'invite') || (room.role && (!isPrivate || room.isGroup))) return;
    if (room.memberLimit !== null && room.memberCount >= room.memberLimit) throw new DeclaredError('ROOM_FULL');
    await this.database.transaction((tx) =>
      audit(tx, { moderatorId: caller.userId, action: 'add member', room: room.id, userId: guest.id, reason: '' }),
    );
    if (isPrivate) await this.announce(caller, room.id, guest);
  }

  private async announce(caller: UserCaller, room: string, guest: DirectoryUser): Promise<void> {
    const { userId } = caller;
    const { username } = await this.users.require(userId);
    const content =
      guest.id === userId
        ? 'I have joined this private room as a moderator of the platform.'
        : `I have added ${guest.username} to this private room as a moderator of the platform.`;
    const entry = messageEntry(
      { content, type: 'text' },
      {
        room,
        userId,
        username,
        person: personBehind(caller),
        ref: undefined,
        contentMax: content.length,
        mediaOf: () => undefined,
      },
    );
    const { placed } = await this.log.write([entry], true);
    const placement = placed.get(0);
    if (!placement)
      throw new DeclaredError('FORBIDDEN', { message: 'Your entry cannot be announced: you cannot send to this room' });
    const { type, replyTo, mentions } = entry;
    const sent = { kind: 'message', room, userId, username, type, content, replyTo, mentions, ...placement } as const;
    this.feeds.publish(room, [{ ...sent, media: [], clientId: null, edited: false, deleted: false }]);
  }
}
