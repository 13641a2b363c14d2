import { Injectable } from '@nestjs/common';
import { DeclaredError, type UserCaller } from '@veza/contracts';
import { isModerator } from '../access/room-access.js';
import type { RoomForUser } from '../access/room-for-user.js';
import { SpeakingRepository } from '../access/speaking.repository.js';
import type { DirectoryUser } from '../user-directory/user-directory.repository.js';

/** How a bot becomes a member of a room (decision 222). */
@Injectable()
export class BotEntries {
  constructor(private readonly speaking: SpeakingRepository) {}

  /** Of a bot that joins by itself. Its owner's sanctions are those of the bot, and were checked with them. */
  async requireEntry({ botOf }: UserCaller, room: string): Promise<void> {
    if (botOf === undefined || (await this.speaking.isAdmittedByOwner(room, botOf))) return;
    throw new DeclaredError('FORBIDDEN', {
      message: 'A bot enters a room by an invitation, or when its owner is a member and none of its bots is banned there',
    });
  }

  /** Of a bot that is invited: by the owner of the room, a moderator of the platform, or its own owner. */
  async requireInvitable(caller: UserCaller, room: RoomForUser, { botOf }: DirectoryUser): Promise<void> {
    if (botOf === null || room.role === 'owner' || isModerator(caller)) return;
    if (botOf !== caller.userId)
      throw new DeclaredError('FORBIDDEN', { message: 'Only the owner of the room or of the bot can invite a bot' });
    await this.requireEntry({ ...caller, botOf }, room.id);
  }
}
