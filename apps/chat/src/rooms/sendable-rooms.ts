import { Injectable } from '@nestjs/common';
import { DeclaredError, type UserCaller } from '@veza/contracts';
import { BoundedCache } from '@veza/platform';
import { directRoom } from '../protocol/log-event.js';
import { UserDirectory } from '../user-directory/user-directory.js';
import type { JoinedRoom } from '../connections/connection.js';
import { requireMember, requireReadable } from '../access/room-access.js';
import { SpeakingRepository } from '../access/speaking.repository.js';
import { RoomsRepository } from './rooms.repository.js';
import type { Identity } from '../protocol/identity.js';

const MAX_REMEMBERED = 50_000;

/** The rooms that a user may send to without having joined them. The commit checks bans and blocks. */
@Injectable()
export class SendableRooms {
  private readonly directs = new BoundedCache<string, true>(MAX_REMEMBERED);

  constructor(
    private readonly rooms: RoomsRepository,
    private readonly users: UserDirectory,
    private readonly speaking: SpeakingRepository,
  ) {}

  /** The room of a send by a user whose connection has not joined it: the user must be a member. */
  async forMember({ caller }: Identity, room: string): Promise<JoinedRoom> {
    return requireMember(requireReadable(caller, await this.rooms.find(room, caller.userId)));
  }

  /**
   * Creates the room of a direct conversation, unless it exists. Throws USER_NOT_FOUND, and FORBIDDEN for a bot to which the
   * other user has not written.
   */
  async openDirect({ userId: from, botOf }: UserCaller, to: number): Promise<void> {
    const room = directRoom(from, to);
    const key = botOf === undefined ? room : `${room} by ${from}`;
    if (this.directs.has(key)) return;
    await this.users.require(to);
    if (botOf !== undefined && !(await this.speaking.hasWritten(room, to)))
      throw new DeclaredError('FORBIDDEN', {
        message: 'A bot cannot open a conversation; the other user has to write to it first',
      });
    await this.rooms.openDirect(room, Math.min(from, to), Math.max(from, to));
    this.directs.set(key, true);
  }
}
