import { Injectable } from '@nestjs/common';
import { DeclaredError, personBehind, type UserCaller } from '@veza/contracts';
import { BoundedCache } from '@veza/platform';
import { directRoom } from '../protocol/log-event.js';
import { UserDirectory } from '../user-directory/user-directory.js';
import type { JoinedRoom } from '../connections/connection.js';
import { isModerator, requireMember, requireReadable } from '../access/room-access.js';
import { SpeakingRepository } from '../access/speaking.repository.js';
import { ChatLimits } from '../limits/chat-limits.js';
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
    private readonly limits: ChatLimits,
  ) {}

  /** The room of a send by a user whose connection has not joined it: the user must be a member. */
  async forMember({ caller }: Identity, room: string): Promise<JoinedRoom> {
    return requireMember(requireReadable(caller, await this.rooms.find(room, caller.userId)));
  }

  /**
   * Creates the room of a direct conversation, unless it exists. Throws USER_NOT_FOUND, FORBIDDEN for a bot to which the
   * other user has not written, and RATE_LIMITED for a new account that has begun many today.
   */
  async openDirect(caller: UserCaller, to: number): Promise<void> {
    const { userId: from, botOf } = caller;
    const room = directRoom(from, to);
    const key = botOf === undefined ? room : `${room} by ${from}`;
    if (this.directs.has(key)) return;
    await this.users.require(to);
    if (botOf !== undefined && !(await this.speaking.hasWritten(room, to)))
      throw new DeclaredError('FORBIDDEN', {
        message: 'A bot cannot open a conversation; the other user has to write to it first',
      });
    await this.requireFewStrangers(caller, room);
    await this.rooms.openDirect(room, Math.min(from, to), Math.max(from, to));
    this.directs.set(key, true);
  }

  private async requireFewStrangers(caller: UserCaller, room: string): Promise<void> {
    if (!this.limits.boundsStrangers || isModerator(caller) || (await this.rooms.exists(room))) return;
    const person = personBehind(caller);
    if (!(await this.users.isEstablished(person))) await this.limits.stranger(person, room);
  }
}
