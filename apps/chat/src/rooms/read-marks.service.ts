import { Injectable } from '@nestjs/common';
import { personBehind, type UserCaller } from '@veza/contracts';
import { SpeakingRepository } from '../access/speaking.repository.js';
import { ChatLimits } from '../limits/chat-limits.js';
import { RoomFeeds } from '../delivery/room-feeds.js';
import { directMembers } from '../protocol/log-event.js';
import { UserDirectory } from '../user-directory/user-directory.js';
import { RoomsRepository } from './rooms.repository.js';

/** A user whose read position moved, to this message. */
interface ReadReceipt {
  readonly userId: number;
  readonly username: string;
  readonly id: number;
  readonly seq: number;
}

/** Read positions, and their publication to the room. */
@Injectable()
export class ReadMarksService {
  constructor(
    private readonly rooms: RoomsRepository,
    private readonly users: UserDirectory,
    private readonly feeds: RoomFeeds,
    private readonly limits: ChatLimits,
    private readonly speaking: SpeakingRepository,
  ) {}

  /** Moves the read position to a seq, forwards or backwards. Only a move forwards is published. */
  async set(room: string, caller: UserCaller, seq: number): Promise<void> {
    const { userId } = caller;
    const moved = await this.rooms.markRead(room, userId, seq, true);
    if (!moved) return;
    const username = this.users.nameIn(await this.users.named([userId]), userId);
    await this.publish(room, caller, { userId, username, ...moved });
  }

  /** At most once a second for each room and person, and never between users of whom one has blocked the other. */
  async publish(room: string, caller: UserCaller, receipt: ReadReceipt): Promise<void> {
    const { userId, id } = receipt;
    if (!(await this.limits.read(room, personBehind(caller), `${userId} ${id}`))) return;
    const [low, high] = directMembers(room) ?? [];
    if (low !== undefined && high !== undefined && (await this.speaking.isBlocked(low, high, true))) return;
    this.feeds.publishEphemeral({ kind: 'read', room, ...receipt });
  }
}
