import { EventEmitter } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DeclaredError } from '@veza/contracts';
import {
  AllowedOrigins,
  AppLogger,
  CONFIG,
  ConcurrencyLimit,
  countedAddress,
  FIXED_HEADERS,
  limitRequestHeads,
  refuseMalformed,
  REQUEST_HEAD_LIMITS,
  ServiceTls,
  Shutdown,
  TrustedProxies,
} from '@veza/platform';
import { type WebSocket, WebSocketServer } from 'ws';
import { FailedAttempts } from '../auth/failed-attempts.js';
import { RefusalLog } from './refusal-log.js';
import { refuseConnection } from './revocations.js';
import { type Credential, SessionVerifier } from '../auth/session-verifier.js';
import type { ChatConfig } from '../config.js';
import { ChatMetrics } from '../chat-metrics.js';
import { Connection } from '../connections/connection.js';
import { selectSubprotocol, readUpgrade, refuseUpgrade, type UpgradeRequest } from './upgrade-request.js';
import type { Identity } from '../protocol/identity.js';

type ListenerName = 'main' | 'flat';

/** Concurrent token checks: enough to keep the identity service busy, few enough to leave it room for other calls. */
const CONCURRENT_CHECKS = 64;
/** Clients give up after a few rejected upgrades, so an upgrade waits a while for its check before it is rejected. */
const MAX_WAIT_MS = 5_000;

/** An open connection. The identity is absent if the token is to come in a frame. */
export interface OpenedSocket {
  connection: Connection;
  identity?: Identity;
}

/**
 * The two listeners. Each upgrade is checked before it is accepted: path, origin, dialect and token. An invalid token is
 * accepted all the same and reported in a frame, because a browser cannot read the HTTP status of an upgrade; only
 * repeated attempts with it are rejected with 401. Emits `opened` with an `OpenedSocket`.
 */
@Injectable()
export class SocketServer extends EventEmitter implements OnApplicationBootstrap {
  private readonly servers: Record<ListenerName, Server>;
  private readonly sockets: WebSocketServer;
  private readonly origins: AllowedOrigins;
  private readonly proxies: TrustedProxies;
  private readonly limit: ConcurrencyLimit;
  private draining = false;

  constructor(
    @Inject(CONFIG) private readonly config: ChatConfig,
    private readonly sessions: SessionVerifier,
    private readonly attempts: FailedAttempts,
    private readonly metrics: ChatMetrics,
    private readonly refusals: RefusalLog,
    private readonly logger: AppLogger,
    private readonly tls: ServiceTls,
    shutdown: Shutdown,
  ) {
    super();
    this.origins = new AllowedOrigins(config, logger);
    this.proxies = new TrustedProxies(config.TRUSTED_PROXIES);
    this.limit = new ConcurrencyLimit({
      concurrency: CONCURRENT_CHECKS,
      maxQueued: config.WS_PENDING_UPGRADES,
      maxWaitMs: MAX_WAIT_MS,
    });
    this.servers = { main: this.createListener('main'), flat: this.createListener('flat') };
    this.sockets = new WebSocketServer({
      noServer: true,
      maxPayload: config.WS_MAX_FRAME,
      handleProtocols: selectSubprotocol,
      // docs/protocol, Frames: "A frame MUST NOT be larger than 256 KiB (close 1009)": maxPayload.
      // Without context takeover one compressed frame serves every socket.
      perMessageDeflate: { serverNoContextTakeover: true, clientNoContextTakeover: true, threshold: 1_024, concurrencyLimit: 4 },
    });
    shutdown.register('stop-accepting', 'upgrades', () => (this.draining = true));
    shutdown.register('close-connections', 'listeners', () => Promise.all(Object.values(this.servers).map(closed)));
  }

  async onApplicationBootstrap(): Promise<void> {
    const { HOST, WS_PORT, WS_FLAT_PORT } = this.config;
    await Promise.all([listening(this.servers.main, WS_PORT, HOST), listening(this.servers.flat, WS_FLAT_PORT, HOST)]);
    this.logger.log('Listening for sockets', this.ports);
  }

  /** The ports it listens on, also if one was configured as 0. */
  get ports(): { main: number; flat: number } {
    return { main: portOf(this.servers.main), flat: portOf(this.servers.flat) };
  }

  private createListener(name: ListenerName): Server {
    const refuse: RequestListener = (_, response) =>
      void response.writeHead(426, { ...FIXED_HEADERS, connection: 'Upgrade', upgrade: 'websocket' }).end();
    // Clients of veza.flat connect to it themselves, without a certificate.
    const server = name === 'flat' ? createServer(REQUEST_HEAD_LIMITS, refuse) : this.tls.listener(REQUEST_HEAD_LIMITS, refuse);
    server.on('upgrade', (request: IncomingMessage, line: Duplex, head: Buffer) => {
      line.on('error', () => line.destroy());
      this.upgrade(name, request, line, head).catch((cause: unknown) => {
        this.logger.error('An upgrade failed', { cause });
        this.refuse(line, 503, 1);
      });
    });
    limitRequestHeads(server, this.proxies);
    refuseMalformed(server);
    return server;
  }

  private async upgrade(name: ListenerName, request: IncomingMessage, line: Duplex, head: Buffer): Promise<void> {
    const upgrade = readUpgrade(request, name, this.proxies);
    if (!upgrade.dialect) return this.refuse(line, 404);
    // docs/protocol, Connect: "`Origin`, if present, MUST be in the list `CORS_ORIGINS`; otherwise … 403."
    if (upgrade.origin !== undefined && !this.origins.includes(upgrade.origin)) return this.refuse(line, 403);
    if (this.draining) return this.refuse(line, 503, 1);
    const accept = (then: (connection: Connection) => void) => this.accept(upgrade, { request, stream: line, head }, then);
    const { credential } = upgrade;
    if (!credential) return accept((connection) => this.emit('opened', { connection } satisfies OpenedSocket));
    const identity = await this.identify(credential, upgrade.address, line);
    if (this.draining) return this.refuse(line, 503, 1);
    if (line.destroyed) return;
    if (!(identity instanceof DeclaredError))
      return accept((connection) => this.emit('opened', { connection, identity } satisfies OpenedSocket));
    if (identity.code !== 'UNAUTHENTICATED' && identity.code !== 'BANNED') return this.refuse(line, 503, 1);
    await this.refuseCredential(identity, credential, upgrade, accept, line);
  }

  private async refuseCredential(
    error: DeclaredError,
    credential: Credential,
    { address }: UpgradeRequest,
    accept: (then: (connection: Connection) => void) => void,
    line: Duplex,
  ): Promise<void> {
    this.metrics.errors.inc({ code: error.code });
    const secret = 'token' in credential ? credential.token : credential.ticket;
    const retryAfter = await this.attempts.count(secret, address);
    if (retryAfter !== undefined) return this.refuse(line, 401, retryAfter);
    this.refusals.credential(address, error);
    // docs/protocol, Authenticate: "accepts the upgrade, sends the failure frame … and closes with 4401".
    accept((connection) => refuseConnection(connection, 'The token is not valid or has expired', error));
  }

  /** The networks take turns, so that the upgrades of one do not queue before all others. */
  private async identify(credential: Credential, address: string, line: Duplex): Promise<Identity | DeclaredError> {
    try {
      return await this.limit.run(() => {
        if (line.destroyed) throw new DeclaredError('UNAVAILABLE'); // the client is gone: no check
        return this.sessions.identify(credential);
      }, countedAddress(address));
    } catch (error) {
      if (error instanceof DeclaredError) return error;
      throw error;
    }
  }

  private refuse(line: Duplex, status: number, retryAfterS?: number): void {
    this.metrics.refusedUpgrades.inc({ status });
    refuseUpgrade(line, status, retryAfterS);
  }

  private accept(
    upgrade: UpgradeRequest,
    raw: { request: IncomingMessage; stream: Duplex; head: Buffer },
    onAccepted: (connection: Connection) => void,
  ): void {
    const { dialect, address, cabinetId, since, resumeToken, language } = upgrade;
    const { WS_SEND_BUFFER: sendBuffer } = this.config;
    if (!dialect || raw.stream.destroyed) return;
    // The response to the upgrade and the first frame leave in one write if both are written in this tick.
    raw.stream.cork();
    setImmediate(() => raw.stream.uncork());
    this.sockets.handleUpgrade(raw.request, raw.stream, raw.head, (ws: WebSocket) => {
      const connection = new Connection({
        ws,
        line: raw.stream,
        dialect,
        address,
        cabinetId,
        since,
        resumeToken,
        language,
        sendBuffer,
      });
      connection.onEnd(() => this.metrics.closed(connection.end.code));
      onAccepted(connection);
    });
  }
}

function listening(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host, backlog: 4_096 }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

const isAddress = (address: string | AddressInfo | null): address is AddressInfo =>
  typeof address === 'object' && address !== null;

function portOf(server: Server): number {
  const address = server.address();
  return isAddress(address) ? address.port : 0;
}
