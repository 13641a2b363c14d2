import { Injectable } from '@nestjs/common';
import { messageEvents } from '@veza/contracts';
import { Database } from '@veza/database';
import { AppLogger, Batcher } from '@veza/platform';
import { Outbox } from '@veza/transport';
import { PresenceService } from '../presence/presence.service.js';
import { directMembers, type MessageSent, otherMember } from '../protocol/log-event.js';
import { AddressedUsersRepository } from './addressed-users.repository.js';

const MOST_WAITING = 1_000;

/**
 * Publishes which members a message mentions, and which users without an open connection it is for: the recipient of a
 * direct one, and mentioned members.
 * It follows the commit, so a send does not wait for it, and costs a message that addresses no user one comparison. Best
 * effort: a message of a replica that dies, or of a flood above 1,000 waiting ones, is announced to no browser.
 */
@Injectable()
export class AddressedUsers {
  private readonly batcher = new Batcher<MessageSent, void>((messages) => this.publishAll(messages), {
    batchSize: 50,
    maxQueued: MOST_WAITING,
  });

  constructor(
    private readonly repository: AddressedUsersRepository,
    private readonly presence: PresenceService,
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly logger: AppLogger,
  ) {}

  announce(message: MessageSent): void {
    if (message.mentions.length === 0 && !directMembers(message.room)) return;
    this.batcher.add(message).catch((cause: unknown) => this.logger.debug('A message is announced to no browser', { cause }));
  }

  /** One query and one look at the presence for the whole batch. */
  private async publishAll(messages: readonly MessageSent[]): Promise<void[]> {
    const mentioned = await this.repository.mentioned(messages.filter(({ room }) => !directMembers(room)));
    const found = messages.flatMap(({ id: messageId, room: roomId, userId: authorId }) => {
      const pair = directMembers(roomId);
      const inRoom = mentioned.find(({ id }) => id === messageId);
      const addressed = pair ? { roomName: null, userIds: [otherMember(pair, authorId)] } : inRoom;
      return addressed ? [{ messageId, roomId, authorId, roomName: addressed.roomName, userIds: addressed.userIds }] : [];
    });
    for (const { id: messageId, roomName, userIds } of mentioned) {
      const message = messages.find(({ id }) => id === messageId);
      if (!message) continue;
      const { room: roomId, userId: authorId } = message;
      await this.outbox.append(this.database, messageEvents.mentioned, { messageId, roomId, authorId, roomName, userIds });
    }
    const online = await this.presence.isOnline([...new Set(found.flatMap(({ userIds }) => userIds))]);
    for (const { userIds, ...message } of found) {
      const away = userIds.filter((id) => !online.has(id));
      if (away.length > 0) await this.outbox.append(this.database, messageEvents.addressed, { ...message, userIds: away });
    }
    return messages.map(() => undefined);
  }
}
