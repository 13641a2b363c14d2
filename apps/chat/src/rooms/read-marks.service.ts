import { Injectable } from '@nestjs/common';
import { ChatLimits } from '../limits/chat-limits.js';
import { RoomFeeds } from '../delivery/room-feeds.js';
import { UserDirectory } from '../user-directory/user-directory.js';
import { RoomsRepository } from './rooms.repository.js';

/** Read positions that are set over REST. They are published to the room as those of a socket are. */
@Injectable()
export class ReadMarksService {
  constructor(
    private readonly rooms: RoomsRepository,
    private readonly users: UserDirectory,
    private readonly feeds: RoomFeeds,
    private readonly limits: ChatLimits,
  ) {}

  /** Moves the read position to a seq, forwards or backwards. Only a move forwards is published. */
  async set(room: string, userId: number, seq: number): Promise<void> {
    const moved = await this.rooms.markRead(room, userId, seq, true);
    if (!moved || !(await this.limits.read(room, userId, String(moved.id)))) return;
    const username = this.users.nameIn(await this.users.named([userId]), userId);
    this.feeds.publishEphemeral({ kind: 'read', room, userId, username, ...moved });
  }
}
