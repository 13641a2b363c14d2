import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Caller, type chat, DeclaredError, personBehind, type RpcInput, type UserCaller } from '@veza/contracts';
import { requireUser } from '@veza/platform';
import type { Transaction } from '@veza/database';
import { isModerator } from '../access/room-access.js';
import { mayAct } from '../access/room-roles.js';
import { isAbove, rankOf } from '../access/speaking.js';
import { RoomFeeds } from '../delivery/room-feeds.js';
import { ChatLimits } from '../limits/chat-limits.js';
import type { CommandInputs } from '../protocol/command.js';
import { RoomsRepository } from '../rooms/rooms.repository.js';
import { audit } from '../sanctions/sanctions.repository.js';
import { UserDirectory } from '../user-directory/user-directory.js';
import { ChangesRepository, type LogPosition, type MessageForUser } from './changes.repository.js';
import { messageNotFound, requireReachable } from './message-access.js';

/** A deletion by another user than the author is on the audit list, and the room receives its `moderation_action`. */
interface Removal {
  readonly userId: number;
  readonly reason: string;
}

interface Removed {
  readonly message: MessageForUser;
  readonly position: LogPosition;
}

/** So many messages hold the lock of their room together. */
const PURGED_AT_ONCE = 50;

/** Deletions of messages: by their author, by the owner and moderators of the room and by those of the platform. Repeating one changes nothing. */
@Injectable()
export class RemovalService {
  constructor(
    private readonly repository: ChangesRepository,
    private readonly rooms: RoomsRepository,
    private readonly users: UserDirectory,
    private readonly feeds: RoomFeeds,
    private readonly limits: ChatLimits,
  ) {}

  async remove(caller: UserCaller, { id }: CommandInputs['remove'], room?: string): Promise<void> {
    const { userId } = caller;
    await this.limits.change(personBehind(caller), randomUUID());
    await this.removeOne({ userId, reason: '' }, async (tx) => {
      const message = requireRemovable(caller, await this.repository.find(id, userId, tx));
      if (room !== undefined && message.room !== room) throw messageNotFound();
      return message;
    });
  }

  async removeFrom(caller: Caller, { room, id }: RpcInput<typeof chat.messages.remove>): Promise<null> {
    const user = requireUser(caller);
    const found = await this.rooms.find(room, user.userId);
    if (!found) throw new DeclaredError('ROOM_NOT_FOUND');
    await this.remove(user, { id }, found.id);
    return null;
  }

  /** The deletion of a reported message, which can be of any room. The caller has checked the moderator. */
  async removeReported(moderatorId: number, id: number, reason: string): Promise<void> {
    await this.removeOne({ userId: moderatorId, reason }, (tx) => this.repository.find(id, moderatorId, tx));
  }

  /**
   * Deletes what a user has sent to a room in the last hours, the oldest first. The caller has checked the moderator. The
   * room receives `message_deleted` of each; the sanction has the `moderation_action`.
   */
  async purge(moderator: Removal, { room, userId, hours }: { room: string; userId: number; hours: number }): Promise<void> {
    for (;;) {
      const removed = await this.repository.transaction(async (tx) => {
        const ids = await this.repository.recentOf(tx, { room, userId, hours, limit: PURGED_AT_ONCE });
        const done: Removed[] = [];
        for (const id of ids) {
          const message = await this.repository.find(id, moderator.userId, tx);
          if (message && !message.deleted) done.push(await this.write(tx, message, moderator));
        }
        return done;
      });
      for (const each of removed) await this.publish(each, moderator.userId);
      if (removed.length < PURGED_AT_ONCE) return;
    }
  }

  private async removeOne(by: Removal, find: (tx: Transaction) => Promise<MessageForUser | undefined>): Promise<void> {
    const removed = await this.repository.transaction(async (tx) => {
      const message = await find(tx);
      return message && !message.deleted ? this.write(tx, message, by) : undefined;
    });
    if (!removed) return;
    await this.publish(removed, by.userId);
    if (removed.message.userId !== by.userId) await this.announceModeration(removed.message, by);
  }

  private async write(tx: Transaction, message: MessageForUser, { userId, reason }: Removal): Promise<Removed> {
    const { id, room, content: previous, userId: author } = message;
    await this.repository.remove(tx, id);
    const position = await this.repository.log(tx, { room, kind: 'deleted', id, userId, previous });
    if (author !== userId)
      await audit(tx, { moderatorId: userId, action: 'delete message', room, userId: author, subject: `message:${id}`, reason });
    return { message, position };
  }

  private async publish({ message: { id, room }, position }: Removed, userId: number): Promise<void> {
    const username = this.users.nameIn(await this.users.named([userId]), userId);
    this.feeds.publish(room, [{ kind: 'deleted', room, userId, username, id, ...position }]);
  }

  private async announceModeration(
    { id, room, userId }: MessageForUser,
    { userId: moderatorId, reason }: Removal,
  ): Promise<void> {
    const username = this.users.nameIn(await this.users.named([userId]), userId);
    const event = { action: 'message_deleted', room, userId, username, moderatorId, reason, messageId: id } as const;
    this.feeds.publishEphemeral({ kind: 'moderated', ...event });
  }
}

/**
 * The author, the owner and moderators of the room, and those of the platform, in private rooms too: a deletion reads
 * nothing. Direct messages are private: a moderator deletes a reported one only. A ban of a lower rank does not bind a moderator.
 */
function requireRemovable(caller: UserCaller, message: MessageForUser | undefined): MessageForUser {
  if (message && message.roomKind !== 'direct' && isModerator(caller)) {
    const { sanction, sanctionRank } = message;
    if (sanction !== 'ban' || !sanctionRank || isAbove(rankOf(caller, message), sanctionRank)) return message;
  }
  const found = requireReachable(message);
  if (found.userId === caller.userId || mayAct(found.role, 'deleteMessages')) return found;
  if (found.deleted) throw messageNotFound();
  throw new DeclaredError('FORBIDDEN', {
    message: 'Only the author of the message, the owner of the room and moderators can delete it',
  });
}
