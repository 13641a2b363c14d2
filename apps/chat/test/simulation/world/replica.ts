import { EventEmitter } from 'node:events';
import type { Type } from '@nestjs/common';
import { Database, DatabaseClock } from '@veza/database';
import { AppLogger, CONFIG, loadConfig, PubSub, Shutdown } from '@veza/platform';
import { RpcClient } from '@veza/transport';
import { Revocations } from '../../../src/admission/revocations.js';
import { type Credential, SessionVerifier } from '../../../src/auth/session-verifier.js';
import { TokenVerifier } from '../../../src/auth/token-verifier.js';
import { CacheRedis } from '../../../src/redis/cache-redis.js';
import { ChatConfigSchema } from '../../../src/config.js';
import { OutageStatesModel } from '../model/outage-states.model.js';
import { OutageStatesRepository } from '../../../src/tracking/outage-states.repository.js';
import { LogRepository } from '../../../src/delivery/log.repository.js';
import { MediaLinks } from '../../../src/delivery/media-links.js';
import { AddressedUsers } from '../../../src/messages/addressed-users.js';
import { ChangesRepository } from '../../../src/messages/changes.repository.js';
import { HistoryRepository } from '../../../src/history/history.repository.js';
import { MessageLogRepository } from '../../../src/commit/message-log.repository.js';
import { MessagesGateway } from '../../../src/messages/messages.gateway.js';
import { ChatMetrics } from '../../../src/chat-metrics.js';
import { SanctionWatch } from '../../../src/sanctions/sanction-watch.js';
import { SanctionsRepository } from '../../../src/sanctions/sanctions.repository.js';
import { SanctionsService } from '../../../src/moderation/sanctions.service.js';
import { UserDirectoryRepository } from '../../../src/user-directory/user-directory.repository.js';
import { PresenceGateway } from '../../../src/presence/presence.gateway.js';
import { PresenceService } from '../../../src/presence/presence.service.js';
import { Draining } from '../../../src/resume/draining.js';
import { ResumeService } from '../../../src/resume/resume.service.js';
import { RoomsGateway } from '../../../src/rooms/rooms.gateway.js';
import { RoomsRepository } from '../../../src/rooms/rooms.repository.js';
import { Admission } from '../../../src/admission/admission.js';
import { SessionGateway } from '../../../src/admission/session.gateway.js';
import { type Command, type HandledCommandName, isHandledCommand } from '../../../src/protocol/command.js';
import { Connection } from '../../../src/connections/connection.js';
import type { Dialect } from '../../../src/protocol/dialects/index.js';
import { ChangesModel } from '../model/changes.model.js';
import type { IdentityModel } from '../model/identity.model.js';
import { HistoryModel, LogModel } from '../model/log.model.js';
import { MessageLogModel } from '../model/message-log.model.js';
import type { ModelSession } from '../model/postgres.js';
import type { RedisModel } from '../model/redis.model.js';
import type { PubSubModel } from '../model/pub-sub.model.js';
import { UserDirectoryModel, RoomsModel, SanctionsModel } from '../model/rooms.model.js';
import type { Line } from './line.js';
import { Parts } from './parts.js';
import type { SimulatedProcess } from './simulated-time.js';
import type { ConnectedClient } from '../../../src/admission/connected-client.js';
import type { Identity } from '../../../src/protocol/identity.js';

const config = loadConfig(ChatConfigSchema, {
  NODE_ENV: 'test',
  VEZA_SECRET: 'a secret of thirty-two characters or more',
  REDIS_URL: 'redis://nowhere',
  DATABASE_URL: 'postgres://nowhere/nothing',
  CHAT_MESSAGES_PER_MINUTE: '1000000',
  CHAT_MESSAGES_PER_HOUR: '10000000',
  CHAT_CHANGES_PER_MINUTE: '1000000',
  CHAT_MODERATION_REPEATS: '1000000',
  // Small, so that the short past of a simulated room is several pages.
  WS_SEND_BUFFER: '12KiB',
  // For clients whose tokens end. Those of the others never do.
  WS_TOKEN_STRICT: 'true',
});
/** Metrics without effect; the real ones also observe each garbage collection. */
const metric = { inc: () => undefined, dec: () => undefined };
const metrics = {
  connections: metric,
  received: metric,
  errors: metric,
  refusedCommands: metric,
  resumes: metric,
  slowReaders: metric,
  delivered: () => undefined,
  gapRepaired: () => undefined,
} satisfies Partial<Record<keyof ChatMetrics, unknown>>;
const links = new MediaLinks(config);
const GATEWAYS: readonly Type<object>[] = [SessionGateway, RoomsGateway, MessagesGateway, PresenceGateway];

/** The world around one replica. */
export interface Outside {
  readonly process: SimulatedProcess;
  readonly session: ModelSession;
  readonly redis: RedisModel;
  readonly bus: PubSubModel;
  readonly identity: IdentityModel;
  /** The replica logged an error that no contract declares. */
  failed(message: string, facts: unknown): void;
}

/** The deployed core of one chat process, on models of everything around it. */
export class Replica {
  ready = false;
  draining = false;
  readonly lines = new Set<Line>();
  private readonly parts: Parts;
  private readonly server = new EventEmitter();
  private readonly shutdown = new Map<string, () => unknown>();

  constructor(readonly outside: Outside) {
    const { session, redis, bus, identity } = outside;
    const databaseClock = { now: () => session.now, at: (instant: number) => session.now - performance.now() + instant };
    this.parts = new Parts([
      [CONFIG, config],
      [ChatMetrics, metrics],
      [MediaLinks, links],
      [AppLogger, loggerOf(outside)],
      [Shutdown, { register: (_: string, name: string, run: () => unknown) => this.shutdown.set(name, run) }],
      [Database, {}],
      [RpcClient, identity],
      [TokenVerifier, identity],
      [Revocations, { has: () => false }],
      [CacheRedis, { client: redis }],
      [PubSub, bus],
      [DatabaseClock, databaseClock],
      [LogRepository, new LogModel(session)],
      [OutageStatesRepository, new OutageStatesModel(session)],
      [HistoryRepository, new HistoryModel(session)],
      [MessageLogRepository, new MessageLogModel(session)],
      [ChangesRepository, new ChangesModel(session)],
      [AddressedUsers, { announce: () => undefined }], // follows the commit, and no client sees it
      [RoomsRepository, new RoomsModel(session)],
      [SanctionsRepository, new SanctionsModel(session)],
      [UserDirectoryRepository, new UserDirectoryModel(session)],
    ]);
    for (const each of [ResumeService, SanctionWatch, Draining]) this.parts.get<object>(each);
    const gateways = GATEWAYS.map((type) => this.parts.get(type));
    const admission = this.parts.get(Admission);
    for (const gateway of gateways) bind(gateway, admission);
    admission.acceptFrom(this.server);
  }

  /** To be called in an event of its process: then its timers belong to that process, and end with it. */
  begin(): void {
    void this.parts.start().then(() => (this.ready = true));
  }

  get presence(): PresenceService {
    return this.parts.get(PresenceService);
  }

  get sanctions(): SanctionsService {
    return this.parts.get(SanctionsService);
  }

  /** What the token or ticket of an upgrade proves. */
  identify(credential: Credential): Promise<Identity> {
    return this.parts.get(SessionVerifier).identify(credential);
  }

  /** Passes an accepted upgrade to the admission. */
  open(line: Line, dialect: Dialect, identity: Identity, resumeToken?: string): void {
    this.lines.add(line);
    const connection = new Connection({ ws: line, line, dialect, address: '', resumeToken, sendBuffer: config.WS_SEND_BUFFER });
    connection.onEnd(() => this.lines.delete(line));
    this.server.emit('opened', { connection, identity });
  }

  /** Runs the shutdown steps of the core. */
  async drain(): Promise<void> {
    this.draining = true;
    for (const step of ['sockets', 'commits']) await this.shutdown.get(step)?.();
  }
}

/** Registers the command handlers of a gateway, as Nest's adapter does. */
function bind(gateway: object, admission: Admission): void {
  for (const [name, method] of handlersOf(gateway)) {
    admission.handle(name, async (client, command) => {
      try {
        await method.call(gateway, client, command);
      } catch (error) {
        client.commands.replyError(command, error);
      }
    });
  }
}

type Handler = (client: ConnectedClient, command: Command) => unknown;
const handlers = new Map<object, [HandledCommandName, Handler][]>();

function handlersOf(gateway: object): [HandledCommandName, Handler][] {
  const prototype: object = Object.getPrototypeOf(gateway);
  const known = handlers.get(prototype);
  if (known) return known;
  const found = Object.getOwnPropertyNames(prototype).flatMap((key): [HandledCommandName, Handler][] => {
    const method = Reflect.get(prototype, key);
    const name: unknown = Reflect.getMetadata('message', method);
    return isHandledCommand(name) ? [[name, method]] : [];
  });
  handlers.set(prototype, found);
  return found;
}

function loggerOf({ failed }: Outside) {
  const quiet = () => undefined;
  return { log: quiet, warn: quiet, debug: quiet, error: failed };
}
