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
 * Publishes which users without an open connection a message is for: the recipient of a direct one, and mentioned members.
 * It follows the commit, so a send does not wait for it, and costs a message to nobody in particular one comparison. Best
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

  private async publishAll(messages: readonly MessageSent[]): Promise<void[]> {
    for (const message of messages) await this.publish(message);
    return messages.map(() => undefined);
  }

  private async publish({ id: messageId, room: roomId, userId: authorId, mentions }: MessageSent): Promise<void> {
    const pair = directMembers(roomId);
    const found = pair
      ? { roomName: null, userIds: [otherMember(pair, authorId)] }
      : await this.repository.mentioned(roomId, authorId, mentions);
    if (!found) return;
    const online = await this.presence.isOnline(found.userIds);
    const userIds = found.userIds.filter((id) => !online.has(id));
    if (userIds.length === 0) return;
    const { roomName } = found;
    await this.outbox.append(this.database, messageEvents.addressed, { messageId, roomId, roomName, authorId, userIds });
  }
}
