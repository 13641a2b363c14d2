import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { parseJson } from '@veza/contracts';
import { DatabaseClock } from '@veza/database';
import { PubSub } from '@veza/platform';
import { ReplicaId } from '@veza/transport';
import { z } from 'zod';
import type { Connection } from '../connections/connection.js';
import { Connections } from '../connections/connections.js';
import { LineProbes } from './line-probes.js';

/** Longer than a line has to answer, and than the lease of a replica that has died. */
const WAIT_MS = 2_700;
/** A client comes back after a second. A socket that is younger than this is no predecessor of another one, and is not pinged. */
const YOUNG_MS = 500;
/** A client that has waited for longer may have come back on a newer line. */
const WAITED_MS = 1_000;
/** Sockets of one request, at most. */
const MOST_ASKED = 100;
/** A socket that fell silent is announced again: the first message may be lost, or come before its heir is ready. */
const ANNOUNCED_AFTER_MS = [0, 5_000, 20_000];
/** As long as its state is kept, it is announced once more when pub/sub is back. */
const ANNOUNCED_FOR_MS = 5 * 60_000;

/** `end`: the sockets are ended at once, because their client has shown its token. */
const Request = z.object({
  from: z.string(),
  request: z.int(),
  sessionId: z.string(),
  ids: z.array(z.string()).max(MOST_ASKED),
  end: z.boolean(),
});
const Reply = z.object({ request: z.int(), areAnswered: z.boolean() });
const Message = z.union([Request, Reply]);

const SilentSocket = z.object({ id: z.string(), sessionId: z.string(), dialect: z.string(), openedAt: z.number() });
/** A socket that has ended because it did not answer; its state is stored. `openedAt`: by the clock of Postgres. */
export type SilentSocket = z.infer<typeof SilentSocket>;

/** A socket of a session, on some replica. */
export interface SocketPlace {
  readonly id: string;
  readonly replica: string;
}

const SILENT_CHANNEL = 'chat:silent';

/**
 * The other sockets of a session in the same dialect, on whichever replica they are.
 *
 * Promise: `settle` resolves when each socket has answered a ping, or has ended and its state is stored.
 *
 * Limits: it waits no longer than WAIT_MS. A session has at most as many sockets as its user, each is pinged once at a time,
 * and none in the first half second of its life, so that many sockets that open at once cause no ping.
 *
 * Failure: requests and announcements are messages that may be lost. A request then ends without a result; what it would
 * have found is announced later, when the heartbeats find it. While pub/sub is away, no other replica can be asked.
 */
@Injectable()
export class Siblings implements OnApplicationBootstrap {
  private readonly waiting = new Map<number, (areAnswered: boolean) => void>();
  private requests = 0;
  private stored: () => Promise<unknown> = () => Promise.resolve();
  private silentListener: (socket: SilentSocket) => void = () => undefined;
  /** Sockets of this replica that fell silent, the oldest first, with the instants of `performance.now()`. */
  private readonly announced = new Map<SilentSocket, number>();

  constructor(
    private readonly connections: Connections,
    private readonly probes: LineProbes,
    private readonly bus: PubSub,
    private readonly clock: DatabaseClock,
    private readonly replica: ReplicaId,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.bus.onReconnect(() => this.announceAgain());
    await Promise.all([
      this.bus.subscribe(channelOf(this.replica.value), (text) => this.receive(text)),
      this.bus.subscribe(SILENT_CHANNEL, (text) => {
        const { success, data } = SilentSocket.safeParse(parseJson(text));
        if (success) this.silentListener(data);
      }),
    ]);
  }

  /** @param stored resolves when the state of every socket of this replica that has ended is stored */
  awaitStored(stored: () => Promise<unknown>): void {
    this.stored = stored;
  }

  /** Called for each socket of any replica that fell silent, several times. */
  onSilent(listener: (socket: SilentSocket) => void): void {
    this.silentListener = listener;
  }

  /** The open sockets of this replica whose client may have come back with this connection. */
  eldersOf(connection: Connection): SocketPlace[] {
    const { sessionId } = connection.identity ?? {};
    if (sessionId === undefined || !hasRooms(connection)) return [];
    return [...this.ofSession(sessionId, connection.dialect.name)]
      .filter((each) => each.openedAt + YOUNG_MS < connection.openedAt)
      .map(({ id }) => ({ id, replica: this.replica.value }));
  }

  /** @param openedAt of a socket of another replica, by the clock of Postgres */
  isElder(openedAt: number, connection: Connection): boolean {
    return hasRooms(connection) && openedAt + YOUNG_MS < this.clock.at(connection.openedAt);
  }

  /** The open sockets of this replica that came after a silent one. */
  heirsOf({ sessionId, dialect, openedAt }: SilentSocket): Connection[] {
    return [...this.ofSession(sessionId, dialect)].filter((each) => this.clock.at(each.openedAt) > openedAt);
  }

  /**
   * Pings sockets, or ends them at once. Returns whether all have answered: if not, their state in Redis has to be read
   * again.
   */
  async settle(sessionId: string, sockets: readonly SocketPlace[], end = false): Promise<boolean> {
    const asked = sockets.slice(0, MOST_ASKED);
    const results = [...new Set(asked.map((each) => each.replica))].map((replica) => {
      const ids = asked.flatMap((each) => (each.replica === replica ? [each.id] : []));
      return replica === this.replica.value ? this.settleHere(sessionId, ids, end) : this.ask(replica, sessionId, ids, end);
    });
    return (await Promise.all(results)).every((areAnswered) => areAnswered);
  }

  /** Whether a missing reply of another replica means anything: while pub/sub is away it does not. */
  get canAsk(): boolean {
    return this.bus.isConnected;
  }

  /** Whether the client of a new connection is there. One that has waited long is pinged: what it left is for its newer line. */
  async isPresent(connection: Connection): Promise<boolean> {
    const hasWaited = performance.now() - connection.openedAt > WAITED_MS;
    return hasWaited ? this.isAnswered(connection) : connection.open;
  }

  /** Pings a connection itself. One that does not answer is ended. */
  isAnswered(connection: Connection): Promise<boolean> {
    return this.probes.isAnswered(connection);
  }

  announceSilent({ id, dialect, openedAt }: Connection, sessionId: string): void {
    const socket: SilentSocket = { id, sessionId, dialect: dialect.name, openedAt: this.clock.at(openedAt) };
    this.announced.set(socket, performance.now());
    this.forgetOld();
    this.publish(socket);
  }

  private announceAgain(): void {
    this.forgetOld();
    for (const socket of this.announced.keys()) this.publish(socket);
  }

  private publish(socket: SilentSocket): void {
    for (const ms of ANNOUNCED_AFTER_MS) setTimeout(() => this.bus.publish(SILENT_CHANNEL, JSON.stringify(socket)), ms).unref();
  }

  private forgetOld(): void {
    for (const [socket, at] of this.announced) {
      if (at > performance.now() - ANNOUNCED_FOR_MS) return;
      this.announced.delete(socket);
    }
  }

  private *ofSession(sessionId: string, dialect: string): Generator<Connection> {
    for (const each of this.connections.ofSession(sessionId))
      if (each.open && each.dialect.name === dialect && each.resumeToken === undefined) yield each;
  }

  private async settleHere(sessionId: string, ids: readonly string[], end: boolean): Promise<boolean> {
    const found = [...this.connections.ofSession(sessionId)].filter(({ id }) => ids.includes(id));
    if (end) for (const each of found) each.terminate();
    const answers = await Promise.all(found.map((each) => this.probes.isAnswered(each)));
    const areAnswered = found.length === ids.length && answers.every((isAnswered) => isAnswered);
    if (!areAnswered) await this.stored();
    return areAnswered;
  }

  private ask(replica: string, sessionId: string, ids: string[], end: boolean): Promise<boolean> {
    if (!this.canAsk) return Promise.resolve(false);
    const request = (this.requests += 1);
    const message: z.infer<typeof Request> = { from: this.replica.value, request, sessionId, ids, end };
    return new Promise((resolve) => {
      const finish = (areAnswered: boolean) => {
        clearTimeout(limit);
        this.waiting.delete(request);
        resolve(areAnswered);
      };
      const limit = setTimeout(() => finish(false), WAIT_MS);
      this.waiting.set(request, finish);
      this.bus.publish(channelOf(replica), JSON.stringify(message));
    });
  }

  private receive(text: string): void {
    const { data } = Message.safeParse(parseJson(text));
    if (!data) return;
    if (!('from' in data)) return this.waiting.get(data.request)?.(data.areAnswered);
    const { from, request, sessionId, ids, end } = data;
    void this.settleHere(sessionId, ids, end).then((areAnswered) =>
      this.bus.publish(channelOf(from), JSON.stringify({ request, areAnswered } satisfies z.infer<typeof Reply>)),
    );
  }
}

/** A socket of `nova.v1` leaves nothing that another one could inherit. */
const hasRooms = ({ dialect }: Connection): boolean => dialect.name !== 'nova.v1';
const channelOf = (replica: string): string => `chat:siblings:${replica}`;
