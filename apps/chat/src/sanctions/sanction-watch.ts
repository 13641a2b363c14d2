import { Injectable, type OnApplicationBootstrap, type BeforeApplicationShutdown } from '@nestjs/common';
import { AppLogger, BoundedCache, PubSub } from '@veza/platform';
import { RecurringJob } from '@veza/transport';
import { RoomFeeds } from '../delivery/room-feeds.js';
import { UserDirectory } from '../user-directory/user-directory.js';
import { PresenceService } from '../presence/presence.service.js';
import { TypingService } from '../presence/typing.service.js';
import { TrackingService } from '../tracking/tracking.service.js';
import type { Connection } from '../connections/connection.js';
import { Connections } from '../connections/connections.js';
import type { ModerationEvent } from '../protocol/outgoing.types.js';
import { type SanctionRow, SanctionsRepository } from './sanctions.repository.js';

const EVERY_MS = 1_000;
const CHANNEL = 'chat:sanctions';
const DEPARTURES = 'chat:departures';
const MAX_REMEMBERED = 5_000;
const ACTIONS = { ban: 'user_banned', mute: 'user_muted', kick: 'user_kicked' } as const;

/**
 * Applies sanctions to the connections of this replica: publishes them to the room and evicts users that may no longer be
 * in it. The table is read every second. An announcement over the bus only makes it faster, so a lost one costs a second.
 */
@Injectable()
export class SanctionWatch implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly done = new BoundedCache<string, true>(MAX_REMEMBERED);
  private readonly job = new RecurringJob(() => this.read(), {
    everyMs: EVERY_MS,
    onFailure: (cause) => this.logger.warn('Sanctions could not be read', { cause }),
  });

  constructor(
    private readonly repository: SanctionsRepository,
    private readonly bus: PubSub,
    private readonly feeds: RoomFeeds,
    private readonly connections: Connections,
    private readonly presence: PresenceService,
    private readonly typing: TypingService,
    private readonly users: UserDirectory,
    private readonly tracking: TrackingService,
    private readonly logger: AppLogger,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    for (const row of await this.repository.recent()) this.done.set(keyOf(row), true);
    this.job.start();
    await this.bus.subscribe(CHANNEL, () => this.job.runIn(0));
    await this.bus.subscribe(DEPARTURES, (text) => {
      const space = text.indexOf(' ');
      void this.evict(text.slice(space + 1), this.connections.ofUser(Number(text.slice(0, space))));
    });
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.job.stop();
  }

  /** Call after a sanction was imposed or lifted: every replica reads the table now. */
  sanctionsChanged(): void {
    this.job.runIn(0);
    this.bus.publish(CHANNEL, '');
  }

  /** Call after a user ended the own membership: the user's connections leave the room on every replica. */
  memberLeft(room: string, userId: number): void {
    void this.evict(room, this.connections.ofUser(userId));
    this.bus.publish(DEPARTURES, `${userId} ${room}`);
  }

  private async read(): Promise<void> {
    for (const row of await this.repository.recent()) {
      if (this.done.has(keyOf(row))) continue;
      this.done.set(keyOf(row), true);
      await this.apply(row);
    }
  }

  private async apply({ kind, room, userId, moderatorId, reason, duration, lifted, ofRole }: SanctionRow): Promise<void> {
    if (ofRole) return this.silence(room, userId);
    const users = await this.users.named([userId]);
    const username = this.users.nameIn(users, userId);
    if (lifted && kind === 'kick') return;
    const event: ModerationEvent = {
      kind: 'moderated',
      action: lifted ? 'user_unbanned' : ACTIONS[kind],
      room,
      userId,
      username,
      moderatorId,
      reason,
      ...(!lifted && kind !== 'kick' && { duration }),
    };
    this.feeds.sendEphemeralLocally(event);
    if (lifted) return this.announceOutside(event);
    this.silence(room, userId);
    if (kind !== 'mute') await this.evict(room, this.connections.sanctionedWith(userId));
  }

  private silence(room: string, userId: number): void {
    for (const connection of this.connections.sanctionedWith(userId)) this.typing.stop(room, connection);
  }

  /** A user whose ban has ended is in the room no more, and receives the event all the same. */
  private announceOutside(event: ModerationEvent): void {
    for (const connection of this.connections.ofUser(event.userId))
      if (!connection.rooms.has(event.room)) connection.reply(event);
  }

  /** Presence may wait for Redis; the next eviction does not. */
  private async evict(room: string, connections: Iterable<Connection>): Promise<void> {
    const evicted = [...connections];
    const users = await this.users.named(evicted.map(({ userId }) => userId));
    for (const connection of evicted) {
      const { userId } = connection;
      connection.evictionCount += 1;
      if (!connection.rooms.delete(room)) continue;
      this.feeds.leave(room, connection);
      this.tracking.roomLeft(connection, room);
      void this.presence.leave(room, userId, this.users.nameIn(users, userId));
    }
  }
}

const keyOf = ({ id, lifted }: SanctionRow): string => `${id}${lifted ? ' lifted' : ''}`;
