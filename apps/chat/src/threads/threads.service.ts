import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  type Caller,
  type chat,
  DeclaredError,
  personBehind,
  type RpcInput,
  type RpcReply,
  type ThreadView,
} from '@veza/contracts';
import { requireUser } from '@veza/platform';
import { requireJoinable } from '../access/room-access.js';
import { HistoryRepository } from '../history/history.repository.js';
import { HistoryService, viewOf } from '../history/history.service.js';
import { ChatLimits } from '../limits/chat-limits.js';
import { RoomsRepository } from '../rooms/rooms.repository.js';
import { type ThreadRow, ThreadsRepository } from './threads.repository.js';

/** Threads of rooms: the replies to a message and the replies to these. Their messages are those of the room, with its rights. */
@Injectable()
export class ThreadsService {
  constructor(
    private readonly repository: ThreadsRepository,
    private readonly rooms: RoomsRepository,
    private readonly messages: HistoryRepository,
    private readonly history: HistoryService,
    private readonly limits: ChatLimits,
  ) {}

  async list(caller: Caller, { room, messages }: RpcInput<typeof chat.threads.list>): Promise<ThreadView[]> {
    const user = requireUser(caller);
    const { id } = requireJoinable(user, await this.rooms.find(room, user.userId));
    return (await this.repository.summaries(id, user.userId, messages)).map(threadView);
  }

  async get(
    caller: Caller,
    { room, messageId, limit, before }: RpcInput<typeof chat.threads.get>,
  ): Promise<RpcReply<typeof chat.threads.get>> {
    const user = requireUser(caller);
    const { userId } = user;
    const { id } = requireJoinable(user, await this.rooms.find(room, userId));
    const threadId = await this.requireThread(id, messageId);
    const [[summary], found] = await Promise.all([
      this.repository.summaries(id, userId, [threadId]),
      this.repository.page(threadId, limit + 1, before),
    ]);
    const replies = found.length > limit ? found.slice(1) : found;
    const rows = await this.messages.byIds([threadId, ...replies], userId);
    const views = (await this.history.withAuthors(rows, userId)).map(viewOf).sort((one, other) => one.seq - other.seq);
    const root = views.find((message) => message.id === threadId) ?? null;
    if (!root && !summary) throw messageNotFound();
    return {
      thread: summary ? threadView(summary) : { ...EMPTY, messageId: threadId, isFollowed: root?.userId === userId },
      root,
      messages: views.filter((message) => message !== root),
      more: found.length > limit,
    };
  }

  /** Others do not learn it: read receipts are those of the room. */
  async markRead(caller: Caller, { room, messageId, seq }: RpcInput<typeof chat.threads.markRead>): Promise<null> {
    const user = requireUser(caller);
    const { id } = requireJoinable(user, await this.rooms.find(room, user.userId));
    const threadId = await this.requireThread(id, messageId);
    await this.limits.change(personBehind(user), randomUUID());
    await this.repository.markRead(id, user.userId, threadId, seq);
    return null;
  }

  private async requireThread(room: string, messageId: number): Promise<number> {
    const threadId = await this.repository.threadOf(room, messageId);
    if (threadId === undefined) throw messageNotFound();
    return threadId;
  }
}

const EMPTY = { replyCount: 0, lastReplySeq: null, lastReplyAt: null, unreadCount: 0 } as const;

const messageNotFound = () => new DeclaredError('NOT_FOUND', { message: 'The message does not exist or is not visible to you' });

const threadView = ({ id, replies, lastSeq, lastAt, isFollowed, unread }: ThreadRow): ThreadView => ({
  messageId: id,
  replyCount: replies,
  lastReplySeq: lastSeq,
  lastReplyAt: lastAt.toISOString(),
  isFollowed,
  unreadCount: unread,
});
