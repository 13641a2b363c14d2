import { Injectable } from '@nestjs/common';
import { type Caller, type chat, type MessageView, type RpcInput } from '@veza/contracts';
import { requireUser } from '@veza/platform';
import { directRoom } from '../protocol/log-event.js';
import { UserDirectory } from '../user-directory/user-directory.js';
import { requireJoinable } from '../access/room-access.js';
import { ReadMarksService } from '../rooms/read-marks.service.js';
import { RoomsRepository } from '../rooms/rooms.repository.js';
import type { CommandInputs } from '../protocol/command.js';
import type { Reply } from '../protocol/outgoing.types.js';
import { ChangesService } from './changes.service.js';
import { HistoryService, viewOf } from '../history/history.service.js';
import type { Identity } from '../protocol/identity.js';

/** History pages over sockets and REST, and read receipts. */
@Injectable()
export class ReadingService {
  constructor(
    private readonly rooms: RoomsRepository,
    private readonly history: HistoryService,
    private readonly changes: ChangesService,
    private readonly users: UserDirectory,
    private readonly marks: ReadMarksService,
  ) {}

  async room(caller: Caller, { room, ...page }: RpcInput<typeof chat.messages.history>): Promise<MessageView[]> {
    const user = requireUser(caller);
    const { id } = requireJoinable(user, await this.rooms.find(room, user.userId));
    return (await this.history.page(id, user.userId, page)).map(viewOf);
  }

  async direct(caller: Caller, { userId, ...page }: RpcInput<typeof chat.messages.direct>): Promise<MessageView[]> {
    const user = requireUser(caller);
    await this.users.require(userId);
    return (await this.history.page(directRoom(user.userId, userId), user.userId, page)).map(viewOf);
  }

  async roomPage({ caller }: Identity, { room, ...page }: CommandInputs['history']): Promise<Reply> {
    const { id } = requireJoinable(caller, await this.rooms.find(room, caller.userId));
    return { kind: 'history', room: id, ...(await this.history.pageWithTotal(id, caller.userId, page)) };
  }

  async directPage({ userId: reader }: Identity, { userId, ...page }: CommandInputs['directHistory']): Promise<Reply> {
    await this.users.require(userId);
    return { kind: 'history', with: userId, ...(await this.history.pageWithTotal(directRoom(reader, userId), reader, page)) };
  }

  async read(identity: Identity, { id }: CommandInputs['read']): Promise<void> {
    const { room, seq } = await this.changes.readable(identity, id);
    const { userId, username } = identity;
    await this.rooms.markRead(room, userId, seq, false);
    await this.marks.publish(room, identity.caller, { userId, username, id, seq });
  }
}
