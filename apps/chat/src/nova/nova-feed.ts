import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common';
import { booking, DeclaredError, type Notice, SYSTEM } from '@veza/contracts';
import { AppLogger, type Language, PubSub } from '@veza/platform';
import { RecurringJob, RpcClient, type SqlExecutor } from '@veza/transport';
import type { Connection } from '../connections/connection.js';
import { Connections } from '../connections/connections.js';
import { cabinetEvents } from './cabinet-events.js';
import { NovaNoticesRepository, type StoredNotice } from './nova-notices.repository.js';

const CHANNEL = 'chat:nova:notices';
const IDLE_MS = 2_000;
/** Pauses after an announcement, in milliseconds: its transaction usually commits within the first. */
const EAGER_MS = [10, 40, 200];
const RETRY_MS = 500;
const PAGE = 100;
/** Users of one `deliver`, as its contract allows. */
const MOST_USERS = 50;
const LANGUAGES = ['en', 'fr'] as const;

/**
 * Sends the notices of cabinets to the connections of this replica, in the order of their events.
 *
 * Promise: a connection that is open when a change is committed receives its events, once per connection, although events
 * are delivered at least once: the notice is a row in the transaction that advances the position in the events of booking,
 * and this replica reads the rows after its own position. An announcement over the bus makes it faster; the rows are read
 * every two seconds without one.
 *
 * Limits: texts, appointments and memberships are read from booking at the time of delivery, so a former member receives
 * nothing. A connection with `since` receives nothing until `NovaReplays` has sent what it missed.
 *
 * Failure: while booking is away the position stays, and the notices follow. Rows live for seven days.
 */
@Injectable()
export class NovaFeed implements OnModuleInit, OnApplicationBootstrap, BeforeApplicationShutdown {
  /** The last notice that was sent. */
  private position = 0;
  /** The last notice whose sending has begun. */
  private begun = 0;
  /** The last notice that a connection has. Those that return have none until they have caught up. */
  private readonly reached = new WeakMap<Connection, number>();
  private eager = EAGER_MS.length;
  private readonly job = new RecurringJob(() => this.read(), {
    everyMs: IDLE_MS,
    onFailure: (cause) => {
      this.logger.warn('Notices of cabinets could not be sent', { cause });
      this.job.runIn(RETRY_MS);
    },
  });

  constructor(
    private readonly repository: NovaNoticesRepository,
    private readonly bus: PubSub,
    private readonly connections: Connections,
    private readonly rpc: RpcClient,
    private readonly logger: AppLogger,
  ) {}

  /** Before the first connection is accepted. */
  async onModuleInit(): Promise<void> {
    this.begun = this.position = await this.repository.last();
  }

  async onApplicationBootstrap(): Promise<void> {
    this.job.start();
    await this.bus.subscribe(CHANNEL, () => this.announced());
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.job.stop();
  }

  /** Stores the notice in the transaction of its event, and announces it to every replica. */
  async add(tx: SqlExecutor, notice: Notice): Promise<void> {
    await this.repository.add(tx, notice);
    this.announced();
    this.bus.publish(CHANNEL, '');
  }

  /** Sends the connection what follows this notice. False if a later one was sent already, without this connection. */
  sendAfter(connection: Connection, notice: number): boolean {
    if (this.begun > notice) return false;
    this.reached.set(connection, notice);
    return true;
  }

  private announced(): void {
    this.eager = 0;
    this.job.runIn(EAGER_MS[0] ?? IDLE_MS);
  }

  private async read(): Promise<number> {
    const rows = await this.repository.after(this.position, PAGE);
    for (const row of rows) {
      this.begun = row.id;
      await this.send(row);
      this.position = row.id;
    }
    return rows.length === PAGE ? 0 : (EAGER_MS[this.eager++] ?? IDLE_MS);
  }

  /** Rejects if the notice may be sent later; one that booking cannot read is logged and left out. */
  private async send(stored: StoredNotice): Promise<void> {
    const { id, entries } = stored;
    try {
      for (const language of LANGUAGES) {
        const here = entries.filter(({ userId }) => this.receivers(userId, stored, language).length > 0);
        for (let first = 0; first < here.length; first += MOST_USERS)
          await this.sendTo({ ...stored, entries: here.slice(first, first + MOST_USERS) }, language);
      }
    } catch (cause) {
      if (!(cause instanceof DeclaredError) || cause.retryable) throw cause;
      this.logger.error('A notice of a cabinet was not sent', { notice: id, cause });
    }
  }

  private async sendTo(stored: StoredNotice, language: Language): Promise<void> {
    const { id, notice, entries } = stored;
    const seqs = new Map(entries.map(({ userId, seq }) => [userId, seq]));
    const request = { ...notice, userIds: [...seqs.keys()], language };
    const { items } = await this.rpc.call(booking.notifications.deliver, request, { caller: SYSTEM });
    for (const { userId, ...delivered } of items)
      for (const connection of this.receivers(userId, stored, language)) {
        this.reached.set(connection, id);
        for (const event of cabinetEvents(notice.cabinetId, seqs.get(userId) ?? 0, delivered)) connection.reply(event);
      }
  }

  private receivers(userId: number, { id, notice: { cabinetId } }: StoredNotice, language: Language): Connection[] {
    return [...this.connections.ofUser(userId)].filter(
      (connection) =>
        connection.dialect.name === 'nova.v1' &&
        connection.language === language &&
        (connection.cabinetId === undefined || connection.cabinetId === cabinetId) &&
        (this.reached.get(connection) ?? (connection.since === undefined ? 0 : Infinity)) < id,
    );
  }
}
