import type { EventEmitter } from 'node:events';
import { Inject, Injectable } from '@nestjs/common';
import { DeclaredError } from '@veza/contracts';
import { AppLogger, CONFIG } from '@veza/platform';
import { refuseConnection, Revocations } from './revocations.js';
import { SessionsService } from '../auth/sessions.service.js';
import type { ChatConfig } from '../config.js';
import { RoomFeeds } from '../delivery/room-feeds.js';
import { ChatMetrics } from '../metrics/chat-metrics.js';
import { UserDirectory } from '../user-directory/user-directory.service.js';
import type { Command } from '../protocol/command.js';
import { CommandQueue, type CommandHandler, type QueueEvents } from './command-queue.js';
import type { Connection } from '../connections/connection.js';
import { ConnectionLimit } from './connection-limit.js';
import { Connections } from '../connections/connections.js';
import type { ConnectedClient } from './connected-client.js';
import type { OpenedSocket } from './socket-server.js';
import type { Identity } from '../protocol/identity.js';

/** Told when a client is let in; commands run only after all of them are through. */
export type AdmittedListener = (client: ConnectedClient) => Promise<void>;

/** Told when a client that was let in has gone; its rooms are still known. */
export type DisconnectedListener = (client: ConnectedClient) => void;

const EXPIRING_MS = 60_000;

/** Lets connections in: gives each its queue of commands, registers who it speaks for, and ends it when its time is over. */
@Injectable()
export class Admission {
  private readonly handlers = new Map<string, CommandHandler>();
  private readonly admittedListeners: AdmittedListener[] = [];
  private readonly disconnectedListeners: DisconnectedListener[] = [];
  private readonly tokenDeadlines = new WeakMap<Connection, () => void>();
  /** Those of whom the farewells must hear, because a welcome has. */
  private readonly announced = new WeakSet<ConnectedClient>();
  private accepting = false;
  private readonly events: QueueEvents = {
    rejected: ({ code }) => this.metrics.errors.inc({ code }),
    failed: (cause) => this.logger.error('A command failed', { cause }),
    received: (connection, command) => this.logCommand(connection, command),
  };
  readonly clients = new Set<ConnectedClient>();

  constructor(
    @Inject(CONFIG) private readonly config: ChatConfig,
    private readonly connections: Connections,
    private readonly sessions: SessionsService,
    private readonly revocations: Revocations,
    private readonly limit: ConnectionLimit,
    private readonly userDirectory: UserDirectory,
    private readonly feeds: RoomFeeds,
    private readonly metrics: ChatMetrics,
    private readonly logger: AppLogger,
  ) {}

  /** Who runs the commands of this name. */
  handle(name: string, handler: CommandHandler): void {
    this.handlers.set(name, handler);
  }

  onAdmitted(listener: AdmittedListener): void {
    this.admittedListeners.push(listener);
  }

  onDisconnected(listener: DisconnectedListener): void {
    this.disconnectedListeners.push(listener);
  }

  acceptFrom(server: EventEmitter): void {
    if (this.accepting) return;
    this.accepting = true;
    server.on('opened', ({ connection, identity }: OpenedSocket) => this.onOpened(connection, identity));
  }

  private onOpened(connection: Connection, identity: Identity | undefined): void {
    const { dialect } = connection;
    const { client } = new CommandQueue(connection, this.handlers, this.events, this.config.WS_MALFORMED_PER_MINUTE);
    this.clients.add(client);
    this.metrics.connections.inc({ dialect: dialect.name });
    connection.onEnd(() => this.onClosed(client));
    if (identity)
      void this.admit(client, identity, dialect.confirmsUrlToken ? {} : undefined).catch((cause: unknown) =>
        this.rejectConnection(client, cause),
      );
    else this.awaitToken(client);
  }

  /** An `authenticate` command: the first lets in, a later one renews. */
  async authenticate(client: ConnectedClient, token: string, ref: string | undefined): Promise<void> {
    const { connection } = client;
    try {
      const identity = await this.sessions.identify({ token });
      const known = connection.identity;
      if (known && known.userId !== identity.userId)
        throw new DeclaredError('UNAUTHENTICATED', { message: 'The token is of another person' });
      if (known) connection.identity = { ...identity, sessionId: known.sessionId };
      else return await this.admit(client, identity, { ref });
      connection.reply({ kind: 'authenticated', ref });
    } catch (error) {
      if (connection.identity || !(error instanceof DeclaredError)) throw error;
      if (error.code !== 'UNAUTHENTICATED' && error.code !== 'BANNED') throw error;
      refuseConnection(connection, error.message, error);
    }
  }

  /** @param confirmation when the client is to be told, and under which id it asked */
  private async admit(client: ConnectedClient, identity: Identity, confirmation: { ref?: string } | undefined): Promise<void> {
    const { connection, commands } = client;
    if (!connection.open) return;
    connection.identity = identity;
    this.tokenDeadlines.get(connection)?.();
    if (this.revocations.has(identity.sessionId)) return refuseConnection(connection, 'Your session has ended');
    connection.pauseDirect();
    const first = this.connections.add(connection);
    if (first) await this.feeds.subscribeUser(identity.userId);
    const { userId: id, username } = identity;
    await this.userDirectory.introduce(id, username);
    if (!connection.open) return;
    this.scheduleExpiry(connection);
    this.limit.register(connection);
    this.logger.log('WS_CONNECT', { userId: id, ip: connection.address, dialect: connection.dialect.name });
    if (confirmation) connection.reply({ kind: 'authenticated', ...confirmation });
    this.announced.add(client);
    for (const listener of this.admittedListeners) if (connection.open) await listener(client);
    connection.resumeDirect();
    commands.start();
  }

  private rejectConnection({ connection }: ConnectedClient, cause: unknown): void {
    this.logger.warn('A connection could not be let in', { cause });
    connection.reply({ kind: 'fault', error: new DeclaredError('CONNECTION_FAILED') });
    connection.close(1013, 'try again later');
  }

  private awaitToken({ connection, commands }: ConnectedClient): void {
    const limit = setTimeout(() => refuseConnection(connection, 'No token was shown in time'), this.config.WS_AUTH_TIMEOUT);
    connection.onEnd(() => clearTimeout(limit));
    this.tokenDeadlines.set(connection, () => clearTimeout(limit));
    commands.start();
  }

  private scheduleExpiry(connection: Connection): void {
    let timer: NodeJS.Timeout;
    const check = (announced: boolean) => {
      const left = connection.identity ? this.sessions.expiryOf(connection.identity, connection.openedAt) - Date.now() : 0;
      if (left <= 0) return refuseConnection(connection, 'The connection has reached its longest time');
      if (left <= EXPIRING_MS && !announced) connection.reply({ kind: 'expiring', inMs: left });
      const due = left > EXPIRING_MS ? left - EXPIRING_MS : left;
      timer = setTimeout(() => check(left <= EXPIRING_MS), Math.min(due, 2 ** 31 - 1));
    };
    check(false);
    connection.onEnd(() => clearTimeout(timer));
  }

  private logCommand({ userId, dialect }: Connection, { name, input }: Command): void {
    this.metrics.received.inc({ type: name });
    const room = 'room' in input ? input.room : undefined;
    this.logger.debug('WS_MESSAGE', { type: name, userId, room, dialect: dialect.name });
  }

  private onClosed(client: ConnectedClient): void {
    const { connection } = client;
    this.clients.delete(client);
    this.metrics.connections.dec({ dialect: connection.dialect.name });
    if (connection.end.code === 1013) this.metrics.slowReaders.inc();
    if (!connection.identity) return;
    const { userId } = connection.identity;
    if (this.connections.remove(connection)) this.feeds.unsubscribeUser(userId);
    if (this.announced.delete(client)) for (const listener of this.disconnectedListeners) listener(client);
    for (const room of connection.rooms) this.feeds.leave(room, connection);
    this.limit.release(connection);
    this.logger.log('WS_DISCONNECT', { userId, durationMs: Date.now() - connection.openedAt, code: connection.end.code });
  }
}
