import { randomUUID } from 'node:crypto';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { DeclaredError } from '@veza/contracts';
import { ChatLimits } from '../limits/chat-limits.js';
import { RoomFeeds } from '../delivery/room-feeds.js';
import type { Voice } from '../delivery/announcement.js';
import type { CommandInputs } from '../protocol/command.js';
import type { Connection } from '../connections/connection.js';
import { type Person, TypingBoard } from './typing-board.js';
import type { Identity } from '../protocol/identity.js';

const LAPSE_MS = 6_000;
const REPEAT_MS = 2_000;
/** What another replica says comes late by a repetition at most; then that replica is gone, or its last word was lost. */
const LAPSE_ELSEWHERE_MS = LAPSE_MS + REPEAT_MS + 1_000;

/**
 * Tells a room who types: one start and one stop, however many connections of a person say so, on however many replicas.
 * Replicas tell each other what their connections say, and each tells its own. At most one start a second of each person is
 * told; a stop always is.
 */
@Injectable()
export class TypingService implements OnApplicationShutdown {
  private readonly board: TypingBoard;
  /** When the other replicas were last told of a connection here that says so. */
  private readonly repeated = new Map<string, number>();

  constructor(
    private readonly feeds: RoomFeeds,
    private readonly limits: ChatLimits,
  ) {
    this.board = new TypingBoard(
      (room, { userId, username }, on) => this.feeds.signalHere({ kind: 'typing', room, userId, username, on }, userId),
      (room, who, by) => this.ended(room, who, by),
    );
    feeds.onVoice((voice) => this.hear(voice));
  }

  onApplicationShutdown(): void {
    this.board.clear();
  }

  async type(connection: Connection, { userId, username }: Identity, { room, on }: CommandInputs['typing']): Promise<void> {
    if (!connection.rooms.has(room)) throw new DeclaredError('FORBIDDEN', { message: 'Join the room first' });
    const by = connection.id;
    if (!on) return this.board.stop(room, userId, by);
    if (!this.board.isTyping(room, userId) && !(await this.limits.typing(room, userId, randomUUID()))) return;
    if (!connection.rooms.has(room)) return; // it went meanwhile
    this.board.start(room, { userId, username }, by, LAPSE_MS);
    this.repeat({ room, userId, username, by, on });
  }

  gone(connection: Connection, rooms: Iterable<string>): void {
    this.board.gone(connection.id, connection.userId, rooms);
  }

  private repeat(voice: Voice): void {
    const key = keyOf(voice);
    const now = Date.now();
    if (now - (this.repeated.get(key) ?? 0) < REPEAT_MS) return;
    this.repeated.set(key, now);
    this.feeds.tellVoice(voice);
  }

  private ended(room: string, who: Person, by: string): void {
    const voice: Voice = { room, ...who, by, on: false };
    if (this.repeated.delete(keyOf(voice))) this.feeds.tellVoice(voice);
  }

  private hear({ room, userId, username, by, on }: Voice): void {
    if (on) this.board.start(room, { userId, username }, by, LAPSE_ELSEWHERE_MS);
    else this.board.stop(room, userId, by);
  }
}

const keyOf = ({ by, room }: Voice): string => `${by} ${room}`;
