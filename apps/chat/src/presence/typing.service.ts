import { randomUUID } from 'node:crypto';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { DeclaredError } from '@veza/contracts';
import { ChatLimits } from '../limits/chat-limits.js';
import { Feeds } from '../log/feeds.js';
import type { CommandInputs } from '../socket/command.js';
import type { Connection, Identity } from '../socket/connection.js';
import { TypingBoard } from './typing-board.js';

const LAPSE_MS = 6_000;

/** Tells a room who types. At most one start a second of each person is told; a stop always is. */
@Injectable()
export class TypingService implements OnApplicationShutdown {
  private readonly board: TypingBoard;

  constructor(
    private readonly feeds: Feeds,
    private readonly limits: ChatLimits,
  ) {
    this.board = new TypingBoard(LAPSE_MS, (room, { userId, username }, on) =>
      this.feeds.signal({ kind: 'typing', room, userId, username, on }, userId),
    );
  }

  onApplicationShutdown(): void {
    this.board.clear();
  }

  async type(connection: Connection, { userId, username }: Identity, { room, on }: CommandInputs['typing']): Promise<void> {
    if (!connection.rooms.has(room)) throw new DeclaredError('FORBIDDEN', { message: 'Join the room first' });
    if (!on) return this.board.stop(room, userId);
    if (this.board.isTyping(room, userId) || (await this.limits.typing(room, userId, randomUUID()))) {
      this.board.start(room, { userId, username }, connection.id);
    }
  }

  gone(connection: Connection, rooms: Iterable<string>): void {
    this.board.gone(connection.id, connection.userId, rooms);
  }
}
