import type { EventEmitter } from 'node:events';
import { Inject, Injectable } from '@nestjs/common';
import { DeclaredError } from '@veza/contracts';
import { AppLogger, CONFIG } from '@veza/platform';
import { refuse, Revocations } from './revocations.js';
import { SessionsService } from '../auth/sessions.service.js';
import type { ChatConfig } from '../config.js';
import { RoomFeeds } from '../delivery/room-feeds.js';
import { ChatMetrics } from '../metrics/chat-metrics.js';
import { UserDirectory } from '../user-directory/user-directory.service.js';
import type { Command } from '../protocol/command.js';
import { CommandQueue, type Handler, type QueueEvents } from './command-queue.js';
import type { Connection } from '../connections/connection.js';
import { ConnectionLimit } from './connection-limit.js';
import { Connections } from '../connections/connections.js';
import type { Client } from './client.js';
import type { Opened } from './socket-server.js';
import type { Identity } from '../protocol/identity.js';

/** Told when a client is let in; commands run only after all of them are through. */
export type Welcome = (client: Client) => Promise<void>;

/** Told when a client that was let in has gone; its rooms are still known. */
export type Farewell = (client: Client) => void;

const EXPIRING_MS = 60_000;

/** Lets connections in: gives each its queue of commands, registers who it speaks for, and ends it when its time is over. */
@Injectable()
export class Admission {
  private readonly handlers = new Map<string, Handler>();
  private readonly welcomes: Welcome[] = [];
  private readonly farewells: Farewell[] = [];
  private readonly waitingForToken = new WeakMap<Connection, () => void>();
  /** Those of whom the farewells must hear, because a welcome has. */
  private readonly welcomed = new WeakSet<Client>();
  private watched = false;
  private readonly events: QueueEvents = {
    refused: ({ code }) => this.metrics.errors.inc({ code }),
    failed: (cause) => this.logger.error('A command failed', { cause }),
    received: (connection, command) => this.received(connection, command),
  };
  readonly clients = new Set<Client>();

  constructor(
    @Inject(CONFIG) private readonly config: ChatConfig,
    private readonly connections: Connections,
    private readonly sessions: SessionsService,
    private readonly revocations: Revocations,
    private readonly limit: ConnectionLimit,
    private readonly people: UserDirectory,
    private readonly feeds: RoomFeeds,
    private readonly metrics: ChatMetrics,
    private readonly logger: AppLogger,
  ) {}

  /** Who runs the commands of this name. */
  handle(name: string, handler: Handler): void {
    this.handlers.set(name, handler);
  }

  onWelcome(welcome: Welcome): void {
    this.welcomes.push(welcome);
  }

  onFarewell(farewell: Farewell): void {
    this.farewells.push(farewell);
  }

  watch(server: EventEmitter): void {
    if (this.watched) return;
    this.watched = true;
    server.on('opened', ({ connection, identity }: Opened) => this.open(connection, identity));
  }

  private open(connection: Connection, identity: Identity | undefined): void {
    const { dialect } = connection;
    const { client } = new CommandQueue(connection, this.handlers, this.events, this.config.WS_MALFORMED_PER_MINUTE);
    this.clients.add(client);
    this.metrics.connections.inc({ dialect: dialect.name });
    connection.onEnd(() => this.ended(client));
    if (identity)
      void this.letIn(client, identity, dialect.greets ? {} : undefined).catch((cause: unknown) => this.turnAway(client, cause));
    else this.awaitToken(client);
  }

  /** An `authenticate` command: the first lets in, a later one renews. */
  async authenticate(client: Client, token: string, ref: string | undefined): Promise<void> {
    const { connection } = client;
    try {
      const identity = await this.sessions.identify({ token });
      const known = connection.identity;
      if (known && known.userId !== identity.userId)
        throw new DeclaredError('UNAUTHENTICATED', { message: 'The token is of another person' });
      if (known) connection.identity = { ...identity, sessionId: known.sessionId };
      else return await this.letIn(client, identity, { ref });
      connection.send({ kind: 'authenticated', ref });
    } catch (error) {
      if (connection.identity || !(error instanceof DeclaredError)) throw error;
      if (error.code !== 'UNAUTHENTICATED' && error.code !== 'BANNED') throw error;
      refuse(connection, error.message, error);
    }
  }

  /** @param greeting when the client is to be told, and under which id it asked */
  private async letIn(client: Client, identity: Identity, greeting: { ref?: string } | undefined): Promise<void> {
    const { connection, commands } = client;
    if (!connection.open) return;
    connection.identity = identity;
    this.waitingForToken.get(connection)?.();
    if (this.revocations.has(identity.sessionId)) return refuse(connection, 'Your session has ended');
    connection.shutDirect();
    const first = this.connections.add(connection);
    if (first) await this.feeds.listenFor(identity.userId);
    const { userId: id, username } = identity;
    await this.people.introduce(id, username);
    if (!connection.open) return;
    this.endInTime(connection);
    this.limit.admit(connection);
    this.logger.log('WS_CONNECT', { userId: id, ip: connection.address, dialect: connection.dialect.name });
    if (greeting) connection.send({ kind: 'authenticated', ...greeting });
    this.welcomed.add(client);
    for (const welcome of this.welcomes) if (connection.open) await welcome(client);
    connection.unshutDirect();
    commands.start();
  }

  private turnAway({ connection }: Client, cause: unknown): void {
    this.logger.warn('A connection could not be let in', { cause });
    connection.send({ kind: 'fault', error: new DeclaredError('CONNECTION_FAILED') });
    connection.close(1013, 'try again later');
  }

  private awaitToken({ connection, commands }: Client): void {
    const limit = setTimeout(() => refuse(connection, 'No token was shown in time'), this.config.WS_AUTH_TIMEOUT);
    connection.onEnd(() => clearTimeout(limit));
    this.waitingForToken.set(connection, () => clearTimeout(limit));
    commands.start();
  }

  private endInTime(connection: Connection): void {
    let timer: NodeJS.Timeout;
    const check = (announced: boolean) => {
      const left = connection.identity ? this.sessions.endOf(connection.identity, connection.openedAt) - Date.now() : 0;
      if (left <= 0) return refuse(connection, 'The connection has reached its longest time');
      if (left <= EXPIRING_MS && !announced) connection.send({ kind: 'expiring', inMs: left });
      const due = left > EXPIRING_MS ? left - EXPIRING_MS : left;
      timer = setTimeout(() => check(left <= EXPIRING_MS), Math.min(due, 2 ** 31 - 1));
    };
    check(false);
    connection.onEnd(() => clearTimeout(timer));
  }

  private received({ userId, dialect }: Connection, { name, input }: Command): void {
    this.metrics.received.inc({ type: name });
    const room = 'room' in input ? input.room : undefined;
    this.logger.debug('WS_MESSAGE', { type: name, userId, room, dialect: dialect.name });
  }

  private ended(client: Client): void {
    const { connection } = client;
    this.clients.delete(client);
    this.metrics.connections.dec({ dialect: connection.dialect.name });
    if (connection.end.code === 1013) this.metrics.slowReaders.inc();
    if (!connection.identity) return;
    const { userId } = connection.identity;
    if (this.connections.remove(connection)) this.feeds.stopListeningFor(userId);
    if (this.welcomed.delete(client)) for (const farewell of this.farewells) farewell(client);
    for (const room of connection.rooms) this.feeds.leave(room, connection);
    this.limit.release(connection);
    this.logger.log('WS_DISCONNECT', { userId, durationMs: Date.now() - connection.openedAt, code: connection.end.code });
  }
}
