import { Injectable, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { AppLogger } from '@veza/platform';
import { RecurringJob } from '@veza/transport';
import { Database } from './database.js';
import { readClock } from './server-clock.js';

const READ_EVERY_MS = 10_000;
/** A reading that took longer is too inexact to replace an earlier one. */
const MAX_ROUND_TRIP_MS = 500;

/**
 * The clock of Postgres, for instants that are compared with its columns or that several processes share: the wall clocks
 * of two machines differ, and one may jump.
 *
 * Promise: between two readings it advances with the monotonic clock of this process, so a jump of the wall clock changes
 * nothing. It is exact to half a round trip.
 *
 * Failure: while Postgres is away it goes on from the last reading. The process does not start without a first one.
 */
@Injectable()
export class DatabaseClock implements OnModuleInit, BeforeApplicationShutdown {
  /** Milliseconds from `performance.now()` to the epoch milliseconds of Postgres. */
  private offset?: number;
  private readonly job = new RecurringJob(() => this.read(), {
    everyMs: READ_EVERY_MS,
    onFailure: (cause) => this.logger.debug('The clock of Postgres could not be read', { cause }),
  });

  constructor(
    private readonly database: Database,
    private readonly logger: AppLogger,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.read();
    this.job.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.job.stop();
  }

  /** Epoch milliseconds. */
  now(): number {
    return this.at(performance.now());
  }

  /** The epoch milliseconds of an instant of `performance.now()`. */
  at(instant: number): number {
    if (this.offset === undefined) throw new Error('The clock of Postgres was not read yet');
    return this.offset + instant;
  }

  private async read(): Promise<void> {
    const reading = await readClock((sql) => this.database.query<{ now: number }>(sql));
    if (!reading || (this.offset !== undefined && reading.roundTripMs > MAX_ROUND_TRIP_MS)) return;
    this.offset = reading.offset;
  }
}
