import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { booking, DeclaredError, type Notice, SYSTEM } from '@veza/contracts';
import { AppLogger, PubSub } from '@veza/platform';
import { RecurringJob, RpcClient, type SqlExecutor } from '@veza/transport';
import type { Connection } from '../connections/connection.js';
import { Connections } from '../connections/connections.js';
import type { CabinetEvent } from '../protocol/outgoing.types.js';
import { NovaNoticesRepository, type StoredNotice } from './nova-notices.repository.js';

const CHANNEL = 'chat:nova:notices';
const IDLE_MS = 2_000;
/** Pauses after an announcement, in milliseconds: its transaction usually commits within the first. */
const EAGER_MS = [10, 40, 200];
const RETRY_MS = 500;
const PAGE = 100;
/** Users of one `deliver`, as its contract allows. */
const MOST_USERS = 50;

/**
 * Sends the notices of cabinets to the connections of this replica, in the order of their events.
 *
 * Promise: a connection that is open when a change is committed receives its events, once per connection, although events
 * are delivered at least once: the notice is a row in the transaction that advances the position in the events of booking,
 * and this replica reads the rows after its own position. An announcement over the bus makes it faster; the rows are read
 * every two seconds without one.
 *
 * Limits: texts, appointments and memberships are read from booking at the time of delivery, so a former member receives
 * nothing. A connection that is opened later receives nothing from before: the lists over REST have it.
 *
 * Failure: while booking is away the position stays, and the notices follow. Rows live for one hour.
 */
@Injectable()
export class NovaFeed implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private position = 0;
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

  async onApplicationBootstrap(): Promise<void> {
    this.position = await this.repository.last();
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

  private announced(): void {
    this.eager = 0;
    this.job.runIn(EAGER_MS[0] ?? IDLE_MS);
  }

  private async read(): Promise<number> {
    const rows = await this.repository.after(this.position, PAGE);
    for (const row of rows) {
      await this.send(row);
      this.position = row.id;
    }
    return rows.length === PAGE ? 0 : (EAGER_MS[this.eager++] ?? IDLE_MS);
  }

  /** Rejects if the notice may be sent later; one that booking cannot read is logged and left out. */
  private async send({ id, notice }: StoredNotice): Promise<void> {
    const here = notice.userIds.filter((userId) => this.receivers(userId, notice.cabinetId).length > 0);
    try {
      for (let first = 0; first < here.length; first += MOST_USERS)
        await this.sendTo({ ...notice, userIds: here.slice(first, first + MOST_USERS) });
    } catch (cause) {
      if (!(cause instanceof DeclaredError) || cause.retryable) throw cause;
      this.logger.error('A notice of a cabinet was not sent', { notice: id, cause });
    }
  }

  private async sendTo(notice: Notice): Promise<void> {
    const { cabinetId } = notice;
    const { items } = await this.rpc.call(booking.notifications.deliver, notice, { caller: SYSTEM });
    for (const { userId, appointment, notification } of items) {
      const events: CabinetEvent[] = [
        ...(appointment ? [{ kind: 'appointment', cabinetId, appointment } as const] : []),
        ...(notification ? [{ kind: 'notified', cabinetId, notification } as const] : []),
      ];
      for (const connection of this.receivers(userId, cabinetId)) for (const event of events) connection.reply(event);
    }
  }

  private receivers(userId: number, cabinetId: string): Connection[] {
    return [...this.connections.ofUser(userId)].filter(
      (connection) =>
        connection.dialect.name === 'nova.v1' && (connection.cabinetId === undefined || connection.cabinetId === cabinetId),
    );
  }
}
