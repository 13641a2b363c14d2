import { Injectable } from '@nestjs/common';
import { ChatLimits } from '../limits/chat-limits.js';
import { RoomFeeds } from '../delivery/room-feeds.js';
import { UserDirectory } from '../user-directory/user-directory.service.js';
import { RoomsRepository } from './rooms.repository.js';

/** How far somebody has read, when no connection says it: their own devices and the room learn of it all the same. */
@Injectable()
export class ReadMarks {
  constructor(
    private readonly rooms: RoomsRepository,
    private readonly people: UserDirectory,
    private readonly feeds: RoomFeeds,
    private readonly limits: ChatLimits,
  ) {}

  /** To a seq, backwards too; going back is nobody else's business and is not told. */
  async set(room: string, userId: number, seq: number): Promise<void> {
    const moved = await this.rooms.markRead(room, userId, seq, true);
    if (!moved || !(await this.limits.read(room, userId, String(moved.id)))) return;
    const username = this.people.nameIn(await this.people.named([userId]), userId);
    this.feeds.publishEphemeral({ kind: 'read', room, userId, username, ...moved });
  }
}
