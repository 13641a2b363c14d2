import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { practitionerEvents, parseJson } from '@veza/contracts';
import type { SqlExecutor } from '@veza/database';
import { AppLogger, PubSub } from '@veza/platform';
import { RecurringJob } from '@veza/transport';
import { Connections } from '../connections/connections.js';
import { type EndedMembership, EndedMembershipsRepository } from './ended-memberships.repository.js';
import { NovaService } from './nova.service.js';

const EVERY_MS = 1_000;
const CHANNEL = 'chat:nova:ended';
/** Connections are admitted before the first read, so it also reads this many older rows. */
const FIRST_READ_BACK = 1_000;

/**
 * Checks the connections of a user again, on every replica, when a membership of the user in their cabinet has ended. One
 * replica receives the event and lists it in Postgres, in the transaction of the event. Every replica reads the list each
 * second; an announcement over the bus only makes it faster, so a lost one costs a second.
 */
@Injectable()
export class MembershipWatch implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private seen?: number;
  private readonly job = new RecurringJob(() => this.read(), {
    everyMs: EVERY_MS,
    onFailure: (cause) => this.logger.warn('Ended memberships could not be read', { cause }),
  });

  constructor(
    private readonly repository: EndedMembershipsRepository,
    private readonly nova: NovaService,
    private readonly connections: Connections,
    private readonly bus: PubSub,
    private readonly logger: AppLogger,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.job.start();
    await this.bus.subscribe(
      CHANNEL,
      (text) => void this.checkAgain(practitionerEvents.dismissed.payload.parse(parseJson(text))),
    );
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.job.stop();
  }

  /** The announcement precedes the commit: what it causes is a check at the booking service, which has ended the membership. */
  async ended(membership: EndedMembership, tx: SqlExecutor): Promise<void> {
    await this.repository.add(membership, tx);
    this.bus.publish(CHANNEL, JSON.stringify(membership));
  }

  /** Without a connection nothing is read: the first one is checked against what has ended meanwhile. */
  private async read(): Promise<void> {
    if (this.connections.all.size === 0) return;
    this.seen ??= Math.max(0, (await this.repository.last()) - FIRST_READ_BACK);
    for (let more = true; more;) {
      const rows = await this.repository.after(this.seen);
      for (const row of rows) await this.checkAgain(row);
      this.seen = rows.at(-1)?.id ?? this.seen;
      more = rows.length > 0; // a page has a limit, and an outage may have left many
    }
  }

  /** The membership may have begun anew meanwhile, so the booking service decides. */
  private async checkAgain({ cabinetId, userId }: EndedMembership): Promise<void> {
    const named = [...this.connections.ofUser(userId)].filter((connection) => connection.cabinetId === cabinetId);
    const checks = named.map((connection) => this.nova.checkCabinet(connection));
    for (const check of await Promise.allSettled(checks))
      if (check.status === 'rejected')
        this.logger.error('The socket of a former member could not be checked', { cause: check.reason });
  }
}
