import { Injectable } from '@nestjs/common';
import type { Connection } from '../connections/connection.js';

/** A client that is there answers within this time (docs/protocol, Resume: "within 2 seconds"). */
const ANSWER_MS = 2_000;
const LATE_MS = 20;

/** The payload of these pings; those of epochs are numbers. */
const PROBE_PREFIX = 'probe ';

interface Probe {
  readonly payload: string;
  readonly result: Promise<boolean>;
  finish(isAnswered: boolean): void;
}

/**
 * Finds out at once whether the line of a connection is still alive. A telephone that changes its network leaves a line
 * behind that reports nothing for as long as the heartbeats allow.
 *
 * Limits: one ping at a time for each connection, however many ask: a session with many sockets causes no storm of pings.
 */
@Injectable()
export class LineProbes {
  private readonly running = new Map<Connection, Probe>();
  /** Connections whose pongs and ends arrive here. */
  private readonly observed = new WeakSet<Connection>();
  private sent = 0;

  /**
   * Pings a connection. Returns whether it answers in time; one that does not is ended as silent. The server itself reads
   * nothing from a paused one, which was heard a moment ago and counts as answered: the heartbeats find it if it is gone.
   */
  isAnswered(connection: Connection): Promise<boolean> {
    if (!connection.open) return Promise.resolve(false);
    return (this.running.get(connection) ?? this.begin(connection)).result;
  }

  private begin(connection: Connection): Probe {
    this.observe(connection);
    const payload = `${PROBE_PREFIX}${(this.sent += 1)}`;
    let resolve: (isAnswered: boolean) => void = () => undefined;
    const result = new Promise<boolean>((settle) => (resolve = settle));
    const finish = (isAnswered: boolean) => {
      clearTimeout(limit);
      if (this.running.delete(connection)) resolve(isAnswered);
    };
    const expire = () => (connection.isPaused ? finish(true) : connection.endSilent());
    // In two steps: an answer that waits in the kernel while this process is busy is read between them.
    let limit = setTimeout(() => (limit = setTimeout(expire, LATE_MS)), ANSWER_MS);
    const probe = { payload, result, finish };
    this.running.set(connection, probe);
    connection.ping(payload);
    return probe;
  }

  private observe(connection: Connection): void {
    if (this.observed.has(connection)) return;
    this.observed.add(connection);
    connection.onEnd(() => this.running.get(connection)?.finish(false));
    connection.onPong((payload) => {
      const probe = this.running.get(connection);
      if (probe?.payload === payload) probe.finish(true);
    });
  }
}
