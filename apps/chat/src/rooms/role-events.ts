import { Injectable } from '@nestjs/common';
import type { RoomRole } from '@veza/contracts';
import { RoomFeeds } from '../delivery/room-feeds.js';
import { UserDirectory } from '../user-directory/user-directory.js';

/** Publishes the new role of a member to the room. Call it after the commit. */
@Injectable()
export class RoleEvents {
  constructor(
    private readonly feeds: RoomFeeds,
    private readonly users: UserDirectory,
  ) {}

  async announce(room: string, userId: number, role: RoomRole): Promise<void> {
    const username = this.users.nameIn(await this.users.named([userId]), userId);
    this.feeds.publishEphemeral({ kind: 'memberUpdated', room, userId, username, role });
  }
}
