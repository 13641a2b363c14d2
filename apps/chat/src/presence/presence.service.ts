import {
  Inject,
  Injectable,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  type BeforeApplicationShutdown,
} from '@nestjs/common';
import { AppLogger, CONFIG, pagesOf } from '@veza/platform';
import { RecurringJob } from '@veza/transport';
import type { ChatConfig } from '../config.js';
import { RoomFeeds } from '../delivery/room-feeds.js';
import { UserDirectory } from '../user-directory/user-directory.js';
import { PresenceStore } from './presence-store.js';
import { Slices } from './slices.js';

const RENEW_MS = 4_000;
/** Places are renewed in slices, so that other commands do not wait until all are done. */
const SLICES = 20;
/** Users of one place in one call: calls share a command, and Redis serves no other client meanwhile. */
const RENEW_PAGE = 50;
/** Longer than two renewals, so that a user stays present if one of them fails. */
const LEASE_MS = 12_000;
const NUMBERS_EVERY_MS = 2_000;

/**
 * The users present in each room and those online at all, over all replicas.
 *
 * Promise: a user is present as soon as the first connection enters, and leaves with the last one: at once by a `leave`,
 * after the grace period by a disconnect. Each change is sent to the room once, by one replica.
 *
 * Limits: above CHAT_PRESENCE_LARGE users a room gets only the number of its users, every two seconds.
 *
 * Failure: best effort. While Redis is away presence does not change; a user of a killed replica leaves when the lease
 * expires. Nothing else depends on it.
 */
@Injectable()
export class PresenceService implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown {
  /** By place, the number of connections of each user on this replica. */
  private readonly local = new Map<string, Map<number, number>>();
  private readonly numbersDue = new Set<string>();
  private readonly seen = new Set<number>();
  private readonly renewals = new Slices(SLICES, () => this.local.keys());
  private readonly jobs = [
    this.job(RENEW_MS / SLICES, () => this.renewNext()),
    this.job(RENEW_MS, () => this.saveSeen()),
    this.job(NUMBERS_EVERY_MS, () => this.publishNumbers()),
  ];
  /** Of those who have gone, until their grace is over. */
  private readonly graces = new Set<NodeJS.Timeout>();

  constructor(
    private readonly store: PresenceStore,
    private readonly feeds: RoomFeeds,
    private readonly userDirectory: UserDirectory,
    private readonly logger: AppLogger,
    @Inject(CONFIG) private readonly config: ChatConfig,
  ) {}

  onApplicationBootstrap(): void {
    for (const job of this.jobs) job.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.jobs.map((job) => job.stop()));
  }

  async onApplicationShutdown(): Promise<void> {
    for (const timer of this.graces) clearTimeout(timer);
    await this.bestEffort(() => this.saveSeen());
  }

  /** Returns the number of users in the room. */
  async enter(room: string, userId: number, username: string): Promise<number> {
    this.count(room, userId, 1);
    const entered = await this.bestEffort(() => this.store.enter(room, userId, LEASE_MS));
    if (!entered) return this.local.get(room)?.size ?? 1;
    if (entered.isNew)
      this.publishChange(room, entered.count, () =>
        this.feeds.publishEphemeral({ kind: 'entered', room, userId, username }, userId),
      );
    return entered.count;
  }

  async leave(room: string, userId: number, username: string): Promise<void> {
    if (this.count(room, userId, -1) > 0) return;
    const left = await this.bestEffort(() => this.store.leave(room, userId));
    if (left?.isGone)
      this.publishChange(room, left.count, () => this.feeds.publishEphemeral({ kind: 'left', room, userId, username }, userId));
  }

  /** A connection has opened: its user is online. */
  async connect(userId: number): Promise<void> {
    if (this.count(onlinePlace(userId), userId, 1) > 1) return; // present already, and renewed since
    await this.bestEffort(() => this.store.enter(onlinePlace(userId), userId, LEASE_MS));
  }

  /** A connection has ended: after the grace period its user leaves these rooms, unless a new connection entered. */
  disconnect(userId: number, rooms: Iterable<string>): void {
    this.seen.add(userId);
    for (const place of [...rooms, onlinePlace(userId)]) {
      if (this.count(place, userId, -1) > 0) continue;
      const grace = this.config.CHAT_PRESENCE_GRACE;
      void this.bestEffort(() => this.renew(place, [userId], grace));
      const timer = setTimeout(() => {
        this.graces.delete(timer);
        void this.bestEffort(() => this.renew(place, [], 0));
      }, grace + 100);
      this.graces.add(timer);
    }
  }

  async online(room: string): Promise<number[]> {
    return (await this.bestEffort(() => this.store.list(room))) ?? [];
  }

  async isOnline(userIds: readonly number[]): Promise<Set<number>> {
    const found = await this.bestEffort(() =>
      Promise.all(userIds.map(async (id) => ((await this.store.list(onlinePlace(id))).length > 0 ? id : 0))),
    );
    return new Set(found);
  }

  private count(place: string, userId: number, by: 1 | -1): number {
    const counts = this.local.get(place) ?? new Map<number, number>();
    const now = (counts.get(userId) ?? 0) + by;
    if (now > 0) counts.set(userId, now);
    else counts.delete(userId);
    if (counts.size > 0) this.local.set(place, counts);
    else this.local.delete(place);
    return Math.max(0, now);
  }

  /** From start to start, so that a slow Redis does not make leases lapse. */
  private job(everyMs: number, work: () => Promise<void>): RecurringJob {
    const paced = async () => {
      const startedAt = performance.now();
      await work();
      return Math.max(0, everyMs - (performance.now() - startedAt));
    };
    return new RecurringJob(paced, { everyMs, onFailure: (cause) => this.logger.debug('Presence stands still', { cause }) });
  }

  private async renewNext(): Promise<void> {
    await Promise.all(this.renewals.next().map((place) => this.renewHere(place)));
  }

  private async renewHere(place: string): Promise<void> {
    const ids = [...(this.local.get(place)?.keys() ?? [])];
    await Promise.all([...pagesOf(ids, RENEW_PAGE)].map((page) => this.renew(place, page, LEASE_MS)));
  }

  private async renew(place: string, userIds: readonly number[], leaseMs: number): Promise<void> {
    const { count, gone } = await this.store.renew(place, userIds, leaseMs);
    if (isOnlinePlace(place) || gone.length === 0) return;
    const users = await this.userDirectory.named(gone);
    for (const userId of gone) {
      const username = this.userDirectory.nameIn(users, userId);
      this.publishChange(place, count, () =>
        this.feeds.publishEphemeral({ kind: 'left', room: place, userId, username }, userId),
      );
    }
  }

  private publishChange(room: string, count: number, publishOne: () => void): void {
    if (count > this.config.CHAT_PRESENCE_LARGE) this.numbersDue.add(room);
    else publishOne();
  }

  private async publishNumbers(): Promise<void> {
    const rooms = [...this.numbersDue];
    this.numbersDue.clear();
    for (const room of rooms) {
      // Each replica has seen other changes; one of them publishes the number that results.
      if (!(await this.store.claimNumbers(room, NUMBERS_EVERY_MS - 100))) continue;
      const { count } = await this.store.renew(room, [], 0);
      this.feeds.publishEphemeral({ kind: 'presence', room, online: count });
    }
  }

  private async saveSeen(): Promise<void> {
    if (this.seen.size === 0) return;
    const ids = [...this.seen];
    this.seen.clear();
    await this.userDirectory.saveSeen(ids);
  }

  private async bestEffort<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (cause) {
      this.logger.debug('Presence could not be updated', { cause });
      return undefined;
    }
  }
}

const onlinePlace = (userId: number): string => `@${userId}`;
const isOnlinePlace = (place: string): boolean => place.startsWith('@');
