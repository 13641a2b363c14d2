import { Injectable } from '@nestjs/common';
import { booking, DeclaredError, type Notice, SYSTEM } from '@veza/contracts';
import { ConcurrencyLimit } from '@veza/platform';
import { RpcClient } from '@veza/transport';
import type { Connection } from '../connections/connection.js';
import { eventFrame } from '../protocol/dialects/dialect.js';
import { cabinetEvents, frameSeq, noticesBefore } from './cabinet-events.js';
import { NovaFeed } from './nova-feed.js';
import { type Missed, NovaNoticesRepository } from './nova-notices.repository.js';

/** Notices that are sent again; a client that missed more reads the lists. */
const MOST_MISSED = 500;
/** Notices of one `deliverMissed`. */
const PAGE = 25;
/** Unsent bytes behind which the next page waits. */
const UNSENT_BYTES = 32 * 1_024;
/** Concurrent reads: fewer than there are connections to Postgres. */
const CONCURRENCY = 8;
/** Numbers are below 2^31. */
const NUMBER = /^\d{1,9}$/;
const NO_NUMBER = { message: 'since: must be the seq of a frame' };

/**
 * Sends a returning connection of `nova.v1` what its user missed, then the live events (decision 162).
 *
 * Promise: after `since` the connection receives every event, in order and once. `resumed` follows the missed ones.
 * `resync` comes instead of them if the log does not have them all: the client then reads the lists.
 *
 * Limits: memberships, texts and appointments are read from booking now, as for live events.
 *
 * Failure: rejects if Postgres or booking is away.
 */
@Injectable()
export class NovaReplays {
  private readonly limit = new ConcurrencyLimit({ concurrency: CONCURRENCY });

  constructor(
    private readonly repository: NovaNoticesRepository,
    private readonly feed: NovaFeed,
    private readonly rpc: RpcClient,
  ) {}

  async catchUp(connection: Connection): Promise<void> {
    const since = this.sinceOf(connection);
    for (let reached = since ?? 0, complete = since !== undefined; connection.open;) {
      const missed = await this.limit.run(() =>
        this.repository.missed(connection.userId, noticesBefore(reached), MOST_MISSED + 1),
      );
      complete &&= isComplete(missed, reached);
      if (complete) await this.send(connection, missed, reached);
      reached = frameSeq(missed.last);
      if (!this.feed.sendAfter(connection, missed.head)) continue;
      return connection.reply({ kind: 'caughtUp', seq: reached, complete });
    }
  }

  /** Undefined for a client that does not know it. */
  private sinceOf(connection: Connection): number | undefined {
    const { since = '' } = connection;
    if (NUMBER.test(since)) return Number(since);
    if (since !== '') connection.reply({ kind: 'fault', error: new DeclaredError('VALIDATION_FAILED', NO_NUMBER) });
    return undefined;
  }

  private async send(connection: Connection, { notices }: Missed, since: number): Promise<void> {
    const wanted = notices.filter(
      ({ notice }) => connection.cabinetId === undefined || connection.cabinetId === notice.cabinetId,
    );
    for (let first = 0; first < wanted.length && connection.open; first += PAGE) {
      const frames = await this.limit.run(() => this.framesOf(connection, wanted.slice(first, first + PAGE), since));
      await connection.sendReplay(Buffer.concat(frames), UNSENT_BYTES);
    }
  }

  private async framesOf(connection: Connection, page: Missed['notices'], since: number): Promise<Buffer[]> {
    const { dialect, identity, deflates, userId, language } = connection;
    const notices = page.map(({ notice: { id, cabinetId, appointment } }): Omit<Notice, 'userIds'> => ({
      id,
      cabinetId,
      appointment,
    }));
    const { items } = await this.rpc.call(booking.notifications.deliverMissed, { userId, language, notices }, { caller: SYSTEM });
    const delivered = new Map(items.map((item) => [item.id, item]));
    return page
      .flatMap(({ seq, notice }) => cabinetEvents(notice.cabinetId, seq, delivered.get(notice.id) ?? {}))
      .filter((event) => event.seq > since)
      .flatMap((event) => eventFrame(dialect, event, identity, deflates) ?? []);
  }
}

/** Numbers are dense: the first missed one is absent when it has expired, and a later `since` is of another database. */
function isComplete({ last, notices }: Missed, since: number): boolean {
  const after = noticesBefore(since);
  if (notices.length > MOST_MISSED || frameSeq(last) < since) return false;
  return last === after || notices[0]?.seq === after + 1;
}
