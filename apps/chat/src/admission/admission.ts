import type { EventEmitter } from 'node:events';
import { Inject, Injectable } from '@nestjs/common';
import { DeclaredError } from '@veza/contracts';
import { AppLogger, CONFIG, NetworkBound } from '@veza/platform';
import { refuseConnection, Revocations } from './revocations.js';
import { SessionVerifier } from '../auth/session-verifier.js';
import type { ChatConfig } from '../config.js';
import { RoomFeeds } from '../delivery/room-feeds.js';
import { ChatMetrics } from '../chat-metrics.js';
import { UserDirectory } from '../user-directory/user-directory.js';
import { type Command, type CommandName, HANDLED_COMMANDS, type HandledCommandName } from '../protocol/command.js';
import { CommandQueue, type CommandHandler, type QueueEvents } from './command-queue.js';
import type { Connection } from '../connections/connection.js';
import { ConnectionLimit } from './connection-limit.js';
import { Connections } from '../connections/connections.js';
import { failConnection } from '../connections/fail-connection.js';
import type { ConnectedClient } from './connected-client.js';
import { RefusalLog } from './refusal-log.js';
import type { OpenedSocket } from './socket-server.js';
import type { Identity } from '../protocol/identity.js';

/** Called when a client is admitted. Its commands run after all listeners have resolved. */
export type AdmittedListener = (client: ConnectedClient) => Promise<void>;

/** Called when the connection of an admitted client has ended. `connection.rooms` still holds its rooms. */
export type DisconnectedListener = (client: ConnectedClient) => void;

const EXPIRING_MS = 60_000;
/** Connections without a token. A client sends it as its first frame, so few are without one at a time. */
const WITHOUT_TOKEN = { total: 2_000, perNetwork: 200 };

/** Admits connections: gives each a command queue, registers it under its identity, and closes it when its session expires. */
@Injectable()
export class Admission {
  private readonly handlers = new Map<CommandName, CommandHandler>();
  private readonly admittedListeners: AdmittedListener[] = [];
  private readonly disconnectedListeners: DisconnectedListener[] = [];
  private readonly tokenDeadlines = new WeakMap<Connection, () => void>();
  /** Clients that an admitted listener was called for: the disconnected listeners are called for the same ones. */
  private readonly announced = new WeakSet<ConnectedClient>();
  /** Those that have sent no token yet. */
  private readonly withoutToken = new NetworkBound<Connection>(WITHOUT_TOKEN, (connection) =>
    connection.close(1013, 'too many connections without a token'),
  );
  private accepting = false;
  /** Counted for the log, which has a sample. */
  private commands = 0;
  private readonly events: QueueEvents = {
    rejected: (connection, name, error) => {
      this.metrics.refusedCommands.inc({ code: error.code });
      this.refusals.command(connection, name, error);
    },
    failed: (cause) => this.logger.error('A command failed', { cause }),
    received: (connection, command) => this.logCommand(connection, command),
  };
  readonly clients = new Set<ConnectedClient>();

  constructor(
    @Inject(CONFIG) private readonly config: ChatConfig,
    private readonly connections: Connections,
    private readonly sessions: SessionVerifier,
    private readonly revocations: Revocations,
    private readonly limit: ConnectionLimit,
    private readonly userDirectory: UserDirectory,
    private readonly feeds: RoomFeeds,
    private readonly metrics: ChatMetrics,
    private readonly refusals: RefusalLog,
    private readonly logger: AppLogger,
  ) {}

  /** Registers the handler of a command. A second one for the same command throws. */
  handle(name: HandledCommandName, handler: CommandHandler): void {
    if (this.handlers.has(name)) throw new Error(`The command ${name} has two handlers`);
    this.handlers.set(name, handler);
  }

  handles(name: HandledCommandName): boolean {
    return this.handlers.has(name);
  }

  /** Throws, with their names, if commands have no handler. */
  requireHandlers(): void {
    const missing = HANDLED_COMMANDS.filter((name) => !this.handles(name));
    if (missing.length > 0) throw new Error(`Commands without a handler: ${missing.join(', ')}`);
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

  /** The command `authenticate`: the first one admits the client, a later one renews its token. */
  async authenticate(client: ConnectedClient, token: string, ref: string | undefined): Promise<void> {
    const { connection } = client;
    this.withoutToken.delete(connection);
    try {
      const identity = await this.sessions.identify({ token });
      const known = connection.identity;
      // docs/protocol, Authenticate: "An `auth` frame of another user is refused and changes nothing."
      if (known && known.userId !== identity.userId)
        throw new DeclaredError('UNAUTHENTICATED', { message: 'The token belongs to another user' });
      if (known) connection.identity = { ...identity, sessionId: known.sessionId };
      else
        return await this.admit(client, identity, { ref }).catch((cause: unknown) => this.rejectConnection(client, cause, ref));
      connection.reply({ kind: 'authenticated', ref });
    } catch (error) {
      if (connection.identity) throw error;
      // A token that cannot be checked is not wrong: the client comes again.
      if (!(error instanceof DeclaredError) || (error.code !== 'UNAUTHENTICATED' && error.code !== 'BANNED'))
        return this.rejectConnection(client, error, ref);
      this.metrics.errors.inc({ code: error.code });
      this.refusals.credential(connection.address, error);
      refuseConnection(connection, error.message, error, ref);
    }
  }

  /** @param confirmation sends `authenticated`, with the id of the command if there was one */
  private async admit(client: ConnectedClient, identity: Identity, confirmation: { ref?: string } | undefined): Promise<void> {
    const { connection, commands } = client;
    if (!connection.open) return;
    connection.identity = identity;
    this.tokenDeadlines.get(connection)?.();
    if (this.revocations.has(identity.sessionId)) return refuseConnection(connection, 'Your session has ended');
    connection.pauseDirect();
    const first = this.connections.add(connection);
    if (first) await this.feeds.subscribeUser(identity.userId);
    const { userId: id, username, caller } = identity;
    await this.userDirectory.introduce(id, username, caller.botOf ?? null);
    if (!connection.open) return;
    this.scheduleExpiry(connection);
    if (!connection.open) return; // its token has ended meanwhile
    this.limit.register(connection);
    this.logger.log('WS_CONNECT', { userId: id, ip: connection.address, dialect: connection.dialect.name });
    if (confirmation) connection.reply({ kind: 'authenticated', ...confirmation });
    this.announced.add(client);
    for (const listener of this.admittedListeners) if (connection.open) await listener(client);
    connection.resumeDirect();
    commands.start();
  }

  private rejectConnection({ connection }: ConnectedClient, cause: unknown, ref?: string): void {
    this.logger.warn('A connection could not be admitted', { cause });
    const { code } = failConnection(connection, ref);
    this.metrics.errors.inc({ code });
  }

  private awaitToken({ connection, commands }: ConnectedClient): void {
    const limit = setTimeout(() => refuseConnection(connection, 'No token was sent in time'), this.config.WS_AUTH_TIMEOUT);
    connection.onEnd(() => {
      clearTimeout(limit);
      this.withoutToken.delete(connection);
    });
    this.withoutToken.add(connection, connection.address || undefined);
    this.tokenDeadlines.set(connection, () => clearTimeout(limit));
    commands.start();
  }

  private scheduleExpiry(connection: Connection): void {
    let timer: NodeJS.Timeout;
    const check = (announced: boolean) => {
      const left = connection.identity ? Math.ceil(this.sessions.timeLeftOf(connection.identity, connection.openedAt)) : 0;
      if (left <= 0) return this.expire(connection);
      if (left <= EXPIRING_MS && !announced) connection.reply({ kind: 'expiring', inMs: left });
      const due = left > EXPIRING_MS ? left - EXPIRING_MS : left;
      timer = setTimeout(() => check(left <= EXPIRING_MS), Math.min(due, 2 ** 31 - 1));
    };
    check(false);
    connection.onEnd(() => clearTimeout(timer));
  }

  /** Its session goes on: the next connection resumes it. */
  private expire(connection: Connection): void {
    connection.reply({ kind: 'refused', message: 'The connection has reached its maximum duration' });
    connection.close(4401, 'authentication', 'expired');
  }

  private logCommand({ userId, dialect }: Connection, { name, input }: Command): void {
    this.metrics.received.inc({ type: name });
    const room = 'room' in input ? input.room : undefined;
    const { WS_LOG_MESSAGES: interval } = this.config;
    if (interval === 0 || this.commands++ % interval > 0) return;
    this.logger.log('WS_MESSAGE', { type: name, userId, room, dialect: dialect.name });
  }

  private onClosed(client: ConnectedClient): void {
    const { connection } = client;
    this.clients.delete(client);
    this.metrics.connections.dec({ dialect: connection.dialect.name });
    if (connection.end.cause === 'slow reader') this.metrics.slowReaders.inc();
    if (!connection.identity) return;
    const { userId } = connection.identity;
    if (this.connections.remove(connection)) this.feeds.unsubscribeUser(userId);
    if (this.announced.delete(client)) for (const listener of this.disconnectedListeners) listener(client);
    for (const room of connection.rooms.keys()) this.feeds.leave(room, connection);
    this.limit.release(connection);
    this.logger.log('WS_DISCONNECT', {
      userId,
      durationMs: Math.round(performance.now() - connection.openedAt),
      code: connection.end.code,
    });
  }
}
