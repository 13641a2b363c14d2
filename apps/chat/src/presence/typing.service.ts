import { randomUUID } from 'node:crypto';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { DeclaredError, personBehind, type UserCaller } from '@veza/contracts';
import { SpeakingRepository } from '../access/speaking.repository.js';
import { closes } from '../access/speaking.js';
import { ChatLimits } from '../limits/chat-limits.js';
import { RoomFeeds } from '../delivery/room-feeds.js';
import type { TypingUpdate } from '../delivery/room-channels.js';
import type { CommandInputs } from '../protocol/command.js';
import type { Connection } from '../connections/connection.js';
import { type TypingUser, TypingBoard } from './typing-board.js';
import type { Identity } from '../protocol/identity.js';

const LAPSE_MS = 6_000;
const REPEAT_MS = 2_000;
/** Other replicas repeat a start; after this time without one the replica is gone, or its stop was lost. */
const LAPSE_REMOTE_MS = LAPSE_MS + REPEAT_MS + 1_000;

/**
 * Sends typing events to rooms: one start and one stop for a user, whatever the number of connections and replicas that
 * report it. Replicas publish the reports of their own connections, and each sends the events to its own connections. At
 * most one start per second, person and room is sent; a stop is always sent.
 */
@Injectable()
export class TypingService implements OnApplicationShutdown {
  private readonly board: TypingBoard;
  /** When the report of a connection of this replica was last published to the other replicas. */
  private readonly publishedAt = new Map<string, number>();

  constructor(
    private readonly feeds: RoomFeeds,
    private readonly limits: ChatLimits,
    private readonly speaking: SpeakingRepository,
  ) {
    this.board = new TypingBoard(
      (room, { userId, username }, on) => this.feeds.sendEphemeralLocally({ kind: 'typing', room, userId, username, on }, userId),
      (room, who, by) => this.publishStop(room, who, by),
    );
    feeds.onTyping((voice) => this.onRemoteUpdate(voice));
  }

  onApplicationShutdown(): void {
    this.board.clear();
  }

  async setTyping(
    connection: Connection,
    { userId, username, caller }: Identity,
    { room, on }: CommandInputs['typing'],
  ): Promise<void> {
    if (!connection.rooms.has(room))
      throw new DeclaredError('FORBIDDEN', { message: 'Join the room before you send typing events' });
    const connectionId = connection.id;
    if (!on) return this.board.stop(room, userId, connectionId);
    if (!this.board.isTyping(room, userId) && !(await this.mayStart(room, caller))) return;
    if (!connection.rooms.has(room)) return; // it left meanwhile
    this.board.start(room, { userId, username }, connectionId, LAPSE_MS);
    this.publishStart({ room, userId, username, connectionId, on });
  }

  /** Call when a sanction silences the user of the connection. */
  stop(room: string, { userId, id }: Connection): void {
    this.board.stop(room, userId, id);
  }

  disconnected(connection: Connection, rooms: Iterable<string>): void {
    this.board.disconnected(connection.id, connection.userId, rooms);
  }

  /** A start above the limit, or by a muted user or a reader, is dropped silently. */
  private async mayStart(room: string, caller: UserCaller): Promise<boolean> {
    if (!(await this.limits.typing(room, personBehind(caller), randomUUID()))) return false;
    const sanction = await this.speaking.sanctionOf(room, caller.userId);
    return !sanction || !closes(sanction.kind, 'type');
  }

  private publishStart(update: TypingUpdate): void {
    const key = keyOf(update);
    const now = performance.now();
    if (now - (this.publishedAt.get(key) ?? -Infinity) < REPEAT_MS) return;
    this.publishedAt.set(key, now);
    this.feeds.publishTyping(update);
  }

  private publishStop(room: string, user: TypingUser, connectionId: string): void {
    const update: TypingUpdate = { room, ...user, connectionId, on: false };
    if (this.publishedAt.delete(keyOf(update))) this.feeds.publishTyping(update);
  }

  private onRemoteUpdate({ room, userId, username, connectionId, on }: TypingUpdate): void {
    if (on) this.board.start(room, { userId, username }, connectionId, LAPSE_REMOTE_MS);
    else this.board.stop(room, userId, connectionId);
  }
}

const keyOf = ({ connectionId, room }: TypingUpdate): string => `${connectionId} ${room}`;
