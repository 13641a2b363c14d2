import { Injectable } from '@nestjs/common';
import { type Caller, type chat, type ConversationView, invalid, LONGEST_LIST, type RpcInput } from '@veza/contracts';
import { decodeCursor } from '@veza/database';
import { requireUser } from '@veza/platform';
import { z } from 'zod';
import { SpeakingRepository } from '../access/speaking.repository.js';
import { directRoom } from '../protocol/log-event.js';
import { HistoryRepository } from '../history/history.repository.js';
import { UserDirectory } from '../user-directory/user-directory.js';
import { PresenceService } from '../presence/presence.service.js';
import { ReadMarksService } from '../rooms/read-marks.service.js';
import { ConversationsRepository, type ListWindow } from './conversations.repository.js';

const Position = z.tuple([z.iso.datetime(), z.int().positive()]);

/** Both lists are sorted by a time and an id, the latest first. */
const windowOf = ({ limit = LONGEST_LIST, cursor }: RpcInput<typeof chat.blocks.list>): ListWindow => ({
  limit,
  after: cursor === undefined ? undefined : decodeCursor(cursor, Position),
});

/** The direct conversations of a user, and the users that the user has blocked. */
@Injectable()
export class ConversationsService {
  constructor(
    private readonly repository: ConversationsRepository,
    private readonly counters: HistoryRepository,
    private readonly users: UserDirectory,
    private readonly presence: PresenceService,
    private readonly marks: ReadMarksService,
    private readonly speaking: SpeakingRepository,
  ) {}

  /** Between users of whom one has blocked the other, presence is hidden. */
  async list(caller: Caller, input: RpcInput<typeof chat.conversations.list>): Promise<ConversationView[]> {
    const { userId: reader } = requireUser(caller);
    const rows = await this.repository.list(reader, windowOf(input));
    const others = rows.map(({ userId }) => userId);
    const [unread, online, blocked] = await Promise.all([
      this.counters.unread(
        rows.map(({ room }) => room),
        reader,
        '',
      ),
      this.presence.isOnline(others),
      this.speaking.blockedAmong(reader, others),
    ]);
    const hidden = new Set(blocked);
    return rows.map(({ room, userId, content, at, lastSeen, messageId }) => ({
      userId,
      lastMessage: content,
      lastMessageId: Number(messageId),
      lastActivity: at.toISOString(),
      unreadCount: unread.get(room)?.unread ?? 0,
      isOnline: online.has(userId) && !hidden.has(userId),
      lastSeen: hidden.has(userId) ? null : (lastSeen?.toISOString() ?? null),
    }));
  }

  async markRead(caller: Caller, { userId }: { userId: number }): Promise<null> {
    const reader = requireUser(caller);
    await this.users.require(userId);
    await this.marks.set(directRoom(reader.userId, userId), reader, Number.MAX_SAFE_INTEGER);
    return null;
  }

  async blocks(
    caller: Caller,
    input: RpcInput<typeof chat.blocks.list>,
  ): Promise<{ userId: number; username: string; at: string }[]> {
    const rows = await this.repository.blockedBy(requireUser(caller).userId, windowOf(input));
    const names = await this.users.named(rows.map(({ blockedId }) => blockedId));
    return rows.map(({ blockedId, at }) => ({
      userId: blockedId,
      username: this.users.nameIn(names, blockedId),
      at: at.toISOString(),
    }));
  }

  async block(caller: Caller, { userId }: { userId: number }): Promise<null> {
    const { userId: own } = requireUser(caller);
    if (userId === own) throw invalid('userId', 'You cannot block yourself');
    await this.users.require(userId);
    await this.repository.block(own, userId);
    return null;
  }

  /** For other services, which then leave these users out. */
  async blockedAmong({ userId, others }: { userId: number; others: readonly number[] }): Promise<{ blocked: number[] }> {
    return { blocked: await this.speaking.blockedAmong(userId, others) };
  }

  async unblock(caller: Caller, { userId }: { userId: number }): Promise<null> {
    await this.repository.unblock(requireUser(caller).userId, userId);
    return null;
  }
}
