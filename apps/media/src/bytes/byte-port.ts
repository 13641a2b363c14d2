import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DeclaredError, SYSTEM } from '@veza/contracts';
import {
  AppLogger,
  CONFIG,
  FIXED_HEADERS,
  limitRequestHeads,
  refuseMalformed,
  refusePlainly,
  REQUEST_HEAD_LIMITS,
  ServiceTls,
  Shutdown,
  toErrorBody,
  Tracing,
  TrustedProxies,
} from '@veza/platform';
import { requestContext } from '@veza/transport';
import type { MediaConfig } from '../config.js';
import { StoreAway } from '../store/store-away.js';
import { BytesController } from './bytes.controller.js';
import { SignedFiles } from './signed-files.js';
import { StreamSockets } from './stream-sockets.js';

const REQUEST_ID = /^[\w.:-]{1,100}$/;
/** How long the rest of a rejected upload is still read, so that the client can read the response. */
const LINGER_MS = 5_000;

/**
 * The HTTP server for uploads, downloads and streams. Plain node:http, because the gateway is its only client and every
 * layer would cost time per chunk.
 */
@Injectable()
export class BytePort implements OnApplicationBootstrap {
  private readonly server: Server;
  private closed: Promise<void> = Promise.resolve();

  constructor(
    @Inject(CONFIG) private readonly config: MediaConfig,
    private readonly controller: BytesController,
    private readonly files: SignedFiles,
    private readonly sockets: StreamSockets,
    private readonly logger: AppLogger,
    private readonly tracing: Tracing,
    tls: ServiceTls,
    shutdown: Shutdown,
  ) {
    // No limit on the whole request: an upload ends after UPLOAD_IDLE without a byte.
    const limits = { ...REQUEST_HEAD_LIMITS, requestTimeout: 0, keepAliveTimeout: 60_000 };
    this.server = tls.listener(limits, (request, response) => this.serve(request, response));
    this.server.on('upgrade', (request, socket, head) => void this.upgrade(request, socket, head));
    limitRequestHeads(this.server, new TrustedProxies(config.TRUSTED_PROXIES));
    refuseMalformed(this.server);
    shutdown.register('stop-accepting', 'byte port', () => this.stop());
    shutdown.register('drain', 'byte port', () => this.drain());
  }

  async onApplicationBootstrap(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(this.config.BYTES_PORT, this.config.HOST, resolve);
    });
  }

  /** The actual port, also when the configured one is 0. */
  get port(): number {
    const address = this.server.address();
    return typeof address === 'object' && address ? address.port : 0;
  }

  private serve(request: IncomingMessage, response: ServerResponse): void {
    const taken = this.files.take(request, response);
    if (taken === false) return void this.handle(request, response);
    taken.catch((error: unknown) => {
      // What is wrong is found, logged and sent as of any other request.
      if (response.headersSent || response.destroyed) this.reject(error, randomUUID(), request, response);
      else void this.handle(request, response);
    });
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const header = request.headers['x-request-id'];
    const requestId = typeof header === 'string' && REQUEST_ID.test(header) ? header : randomUUID();
    for (const [name, value] of Object.entries(FIXED_HEADERS)) response.setHeader(name, value);
    try {
      const context = { requestId, caller: SYSTEM, ...this.tracing.traceOf(request.headers) };
      // The first segment of the path only: the whole path may be a signed address.
      const name = `${request.method} /${request.url?.split(/[/?]/, 2)[1] ?? ''}`;
      await requestContext.run(context, () =>
        this.tracing.span(name, 'server', {}, () => this.controller.handle(request, response)),
      );
    } catch (error) {
      this.reject(error, requestId, request, response);
    }
  }

  private reject(error: unknown, requestId: string, request: IncomingMessage, response: ServerResponse): void {
    if (error instanceof StoreAway) this.logger.warn('The object store does not answer', { requestId, cause: error.cause });
    if (response.headersSent || response.destroyed) return void response.destroy();
    const { status, body, headers } = toErrorBody(error, { requestId, logger: this.logger });
    const text = JSON.stringify(body);
    const length = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) };
    response.writeHead(status, { ...headers, ...length, ...(!request.complete && { connection: 'close' }) });
    response.write(text);
    if (request.complete) return void response.end();
    // The response is complete by its length. Ending it would close the connection, and a client that still writes would
    // get a reset before it reads the response; so it ends after the whole request, or after a time limit.
    const limit = setTimeout(() => request.destroy(), LINGER_MS);
    request
      .on('error', () => undefined)
      .once('end', () => response.end())
      .once('close', () => clearTimeout(limit))
      .resume();
  }

  private async upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    socket.on('error', () => socket.destroy());
    try {
      await this.sockets.accept(request, socket, head);
    } catch (error) {
      const rejection = error instanceof DeclaredError ? error : new DeclaredError('INTERNAL');
      if (rejection.code === 'INTERNAL') this.logger.error('An upgrade failed', { cause: error });
      refusePlainly(socket, `${rejection.status} ${rejection.code}`);
    }
  }

  private stop(): void {
    this.closed = new Promise((resolve) => {
      this.server.close(() => resolve());
    });
    this.sockets.closeAll();
    this.controller.endStreams();
  }

  /** Running uploads and downloads get 60 % of the time for the shutdown. */
  private async drain(): Promise<void> {
    const cut = setTimeout(() => this.server.closeAllConnections(), this.config.SHUTDOWN_TIMEOUT_MS * 0.6);
    const idle = setInterval(() => this.server.closeIdleConnections(), 100);
    await this.closed;
    clearTimeout(cut);
    clearInterval(idle);
  }
}
