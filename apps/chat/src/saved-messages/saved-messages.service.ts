import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Caller, type chat, DeclaredError, personBehind, type RpcInput, type RpcReply } from '@veza/contracts';
import { decodeCursor, encodeCursor } from '@veza/database';
import { requireUser } from '@veza/platform';
import { z } from 'zod';
import { HistoryRepository } from '../history/history.repository.js';
import { HistoryService, viewOf } from '../history/history.service.js';
import { ChatLimits } from '../limits/chat-limits.js';
import { SavedMessagesRepository } from './saved-messages.repository.js';

const Place = z.tuple([z.literal('saved'), z.int().min(1)]);

/** The saved messages of a user: what the user may read is decided at each look. */
@Injectable()
export class SavedMessagesService {
  constructor(
    private readonly repository: SavedMessagesRepository,
    private readonly messages: HistoryRepository,
    private readonly history: HistoryService,
    private readonly limits: ChatLimits,
  ) {}

  async list(
    caller: Caller,
    { limit, cursor }: RpcInput<typeof chat.savedMessages.list>,
  ): Promise<RpcReply<typeof chat.savedMessages.list>> {
    const { userId } = requireUser(caller);
    const before = cursor === undefined ? undefined : decodeCursor(cursor, Place)[1];
    const found = await this.repository.page(userId, limit + 1, before);
    const rows = found.slice(0, limit);
    const last = found.length > limit ? rows.at(-1) : undefined;
    const readable = rows.filter(({ isReadable }) => isReadable).map(({ messageId }) => messageId);
    const read = await this.history.withAuthors(await this.messages.byIds(readable, userId), userId);
    const messages = new Map(read.map((message) => [message.id, viewOf(message)]));
    const saved = rows.map(({ messageId, savedAt }) => ({
      messageId,
      savedAt: savedAt.toISOString(),
      message: messages.get(messageId) ?? null,
    }));
    return { saved, nextCursor: last ? encodeCursor(['saved', last.id]) : null };
  }

  async put(caller: Caller, { messageId }: RpcInput<typeof chat.savedMessages.put>): Promise<null> {
    const user = requireUser(caller);
    if (!(await this.repository.isReadable(user.userId, messageId)))
      throw new DeclaredError('NOT_FOUND', { message: 'The message does not exist or is not visible to you' });
    await this.limits.change(personBehind(user), randomUUID());
    await this.repository.put(user.userId, messageId);
    return null;
  }

  async remove(caller: Caller, { messageId }: RpcInput<typeof chat.savedMessages.remove>): Promise<null> {
    const user = requireUser(caller);
    await this.limits.change(personBehind(user), randomUUID());
    await this.repository.remove(user.userId, messageId);
    return null;
  }
}
