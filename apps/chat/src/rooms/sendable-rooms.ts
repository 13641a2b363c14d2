import { Injectable } from '@nestjs/common';
import { BoundedCache } from '@veza/platform';
import { directRoom } from '../protocol/log-event.js';
import { UserDirectory } from '../user-directory/user-directory.service.js';
import type { Connection } from '../connections/connection.js';
import { mustBeMember, mustRead } from '../access/room-access.js';
import { RoomsRepository } from './rooms.repository.js';
import type { Identity } from '../protocol/identity.js';

const MAX_REMEMBERED = 50_000;

/** Rooms from the view of a send, which must not pay a query for what is known. */
@Injectable()
export class SendableRooms {
  /** The slow mode of a room does not change while it exists. */
  private readonly slowModes = new BoundedCache<string, number>(MAX_REMEMBERED);
  private readonly directs = new BoundedCache<string, true>(MAX_REMEMBERED);

  constructor(
    private readonly rooms: RoomsRepository,
    private readonly people: UserDirectory,
  ) {}

  /** Whoever joined here may send; others must be members. Bans are checked with the commit. */
  async forSending(connection: Connection, { caller }: Identity, room: string): Promise<{ id: string; slowMode: number }> {
    const known = this.slowModes.get(room);
    if (known !== undefined && connection.rooms.has(room)) return { id: room, slowMode: known };
    const found = mustBeMember(mustRead(caller, await this.rooms.find(room, caller.userId)));
    this.slowModes.set(found.id, found.slowMode);
    return found;
  }

  /** Makes the room of two people, once. Throws USER_NOT_FOUND. */
  async openDirect(from: number, to: number): Promise<void> {
    const room = directRoom(from, to);
    if (this.directs.has(room)) return;
    await this.people.require(to);
    await this.rooms.openDirect(room, Math.min(from, to), Math.max(from, to));
    this.directs.set(room, true);
  }
}
