import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Caller, type chat, DELETED_USERNAME, personBehind, type PinView, type RpcInput } from '@veza/contracts';
import { requireUser } from '@veza/platform';
import { requireJoinable, requirePower } from '../access/room-access.js';
import { RoomFeeds } from '../delivery/room-feeds.js';
import { HistoryRepository } from '../history/history.repository.js';
import { HistoryService, viewOf } from '../history/history.service.js';
import { ChatLimits } from '../limits/chat-limits.js';
import { RoomsRepository } from '../rooms/rooms.repository.js';
import { audit } from '../sanctions/sanctions.repository.js';
import { UserDirectory } from '../user-directory/user-directory.js';
import { PinsRepository } from './pins.repository.js';

type Pinned = RpcInput<typeof chat.pins.put>;

/** Pinned messages of rooms: read by those who read the room, changed by those of them who govern it. */
@Injectable()
export class PinsService {
  constructor(
    private readonly repository: PinsRepository,
    private readonly rooms: RoomsRepository,
    private readonly messages: HistoryRepository,
    private readonly history: HistoryService,
    private readonly users: UserDirectory,
    private readonly limits: ChatLimits,
    private readonly feeds: RoomFeeds,
  ) {}

  async list(caller: Caller, { room }: RpcInput<typeof chat.pins.list>): Promise<PinView[]> {
    const user = requireUser(caller);
    const { userId } = user;
    const { id } = requireJoinable(user, await this.rooms.find(room, userId));
    const pins = await this.repository.list(id);
    const rows = await this.messages.byIds(
      pins.map(({ messageId }) => Number(messageId)),
      userId,
    );
    const messages = new Map((await this.history.withAuthors(rows, userId)).map((message) => [message.id, message]));
    const users = await this.users.named(pins.flatMap((pin) => pin.userId ?? []));
    return pins.flatMap(({ messageId, userId: pinnedBy, at }) => {
      const message = messages.get(Number(messageId));
      const username = pinnedBy === null ? DELETED_USERNAME : this.users.nameIn(users, pinnedBy);
      return message ? [{ message: viewOf(message), pinnedBy, username, pinnedAt: at.toISOString() }] : [];
    });
  }

  put(caller: Caller, input: Pinned): Promise<null> {
    return this.change(caller, input, true);
  }

  remove(caller: Caller, input: Pinned): Promise<null> {
    return this.change(caller, input, false);
  }

  /** Repeating a change writes nothing and sends no event. */
  private async change(caller: Caller, { room: ref, messageId }: Pinned, isPinned: boolean): Promise<null> {
    const user = requireUser(caller);
    const { id: room, role } = requireJoinable(user, requirePower(user, await this.rooms.find(ref, user.userId), 'pin'));
    const { userId } = user;
    await this.limits.change(personBehind(user), randomUUID());
    const isChanged = await this.repository.transaction(async (tx) => {
      const change = { room, messageId, userId };
      if (!(await (isPinned ? this.repository.put(tx, change) : this.repository.remove(tx, change)))) return false;
      const action = isPinned ? 'pin message' : 'unpin message';
      if (role !== 'owner') await audit(tx, { moderatorId: userId, action, room, subject: `message:${messageId}`, reason: '' });
      return true;
    });
    if (!isChanged) return null;
    const username = this.users.nameIn(await this.users.named([userId]), userId);
    this.feeds.publishEphemeral({ kind: 'pinned', room, userId, username, id: messageId, isPinned });
    return null;
  }
}
