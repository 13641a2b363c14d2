import { Injectable } from '@nestjs/common';
import { BoundedCache } from '@veza/platform';
import { directRoom } from '../protocol/log-event.js';
import { UserDirectory } from '../user-directory/user-directory.js';
import type { Connection } from '../connections/connection.js';
import { requireMember, requireReadable } from '../access/room-access.js';
import { RoomsRepository } from './rooms.repository.js';
import type { Identity } from '../protocol/identity.js';

const MAX_REMEMBERED = 50_000;

/** Whether a user may send to a room. Known answers cost no query: a send is the hottest path. */
@Injectable()
export class SendableRooms {
  /** By room. The slow mode of a room never changes. */
  private readonly slowModes = new BoundedCache<string, number>(MAX_REMEMBERED);
  private readonly directs = new BoundedCache<string, true>(MAX_REMEMBERED);

  constructor(
    private readonly rooms: RoomsRepository,
    private readonly users: UserDirectory,
  ) {}

  /** A connection that joined the room may send; any other user must be a member. The commit checks bans. */
  async forSending(connection: Connection, { caller }: Identity, room: string): Promise<{ id: string; slowMode: number }> {
    const known = this.slowModes.get(room);
    if (known !== undefined && connection.rooms.has(room)) return { id: room, slowMode: known };
    const found = requireMember(requireReadable(caller, await this.rooms.find(room, caller.userId)));
    this.slowModes.set(found.id, found.slowMode);
    return found;
  }

  /** Creates the room of a direct conversation, unless it exists. Throws USER_NOT_FOUND. */
  async openDirect(from: number, to: number): Promise<void> {
    const room = directRoom(from, to);
    if (this.directs.has(room)) return;
    await this.users.require(to);
    await this.rooms.openDirect(room, Math.min(from, to), Math.max(from, to));
    this.directs.set(room, true);
  }
}
