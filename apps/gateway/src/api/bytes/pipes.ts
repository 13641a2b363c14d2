import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { DeclaredError, isOfSharedBytes, SHARED_BYTES } from '@veza/contracts';
import { AppLogger, CONFIG, refusePlainly, ServiceTls, Shutdown, TrustedProxies } from '@veza/platform';
import type { FastifyInstance } from 'fastify';
import type { GatewayConfig } from '../../config.js';
import { bypassFastify } from '../../edge/bypass.js';
import { hostCheck } from '../../edge/development-host.js';
import { sendError } from '../../edge/error-response.js';
import { BytesService } from './bytes.service.js';
import { Replicas } from './replicas.js';
import { SignedPipe } from './signed-pipe.js';

const CHAT_PATHS = new Set(['/', '/ws', '/ws/chat', '/ws/nova', '/ws/flat']);
/** Headers that only the gateway may set. */
const DROPPED = /^(x-forwarded-|x-veza-|forwarded$|x-real-ip$)/i;

/**
 * Traffic that the gateway forwards unread: WebSocket upgrades to chat and media, and media's signed addresses. Of an
 * upgrade only the head is parsed; then two sockets are piped into each other, and the end of one ends the other.
 */
@Injectable()
export class Pipes implements OnModuleInit {
  private readonly chat: Replicas;
  private readonly media: Replicas;
  private readonly proxies: TrustedProxies;
  private readonly signed: SignedPipe;
  private readonly isForeign: (host: string | undefined) => boolean;
  private readonly open = new Set<Duplex>();

  constructor(
    @Inject(CONFIG) config: GatewayConfig,
    private readonly host: HttpAdapterHost,
    private readonly bytes: BytesService,
    private readonly logger: AppLogger,
    tls: ServiceTls,
    shutdown: Shutdown,
  ) {
    this.chat = new Replicas(config.CHAT_URL, tls);
    this.media = new Replicas(config.MEDIA_URL, tls);
    this.proxies = new TrustedProxies(config.TRUSTED_PROXIES);
    this.signed = new SignedPipe(config.MEDIA_URL, tls, logger);
    this.isForeign = hostCheck(config);
    shutdown.register('close-connections', 'signed files', () => this.signed.end());
    shutdown.register('stop-accepting', 'byte pipes', () => {
      for (const socket of this.open) socket.destroy();
    });
  }

  onModuleInit(): void {
    const server: Server = this.host.httpAdapter.getHttpServer();
    server.on('upgrade', (request, socket, head) => void this.upgrade(request, socket, head));
    bypassFastify(server, (request, response, handle) => {
      return !this.isForeign(request.headers.host) && this.signed.take(request, response, handle);
    });
    const fastify: FastifyInstance = this.host.httpAdapter.getInstance();
    fastify.get('/media/*', async (request, reply) => {
      if (isOfSharedBytes(request.url)) reply.removeHeader('vary'); // the same bytes for all who have the address
      try {
        await this.bytes.forward(reply, { method: request.method, path: request.url });
      } catch (error) {
        if (reply.raw.headersSent) reply.raw.destroy();
        else sendError(request, reply, error, this.logger);
      }
      return reply;
    });
    fastify.route({
      method: ['POST', 'PUT', 'PATCH', 'DELETE'],
      url: '/media/*',
      onRequest: ({ url }, reply, done) => {
        if (!isOfSharedBytes(url)) return done(new DeclaredError('NOT_FOUND'));
        reply.header('allow', SHARED_BYTES.methods.join(', '));
        done(new DeclaredError('METHOD_NOT_ALLOWED'));
      },
      handler: () => Promise.resolve(), // never reached
    });
  }

  private async upgrade(request: IncomingMessage, client: Duplex, head: Buffer): Promise<void> {
    client.on('error', () => client.destroy());
    const path = request.url?.split('?')[0] ?? '';
    const replicas = CHAT_PATHS.has(path) ? this.chat : path.startsWith('/media/') ? this.media : undefined;
    if (!replicas) return refusePlainly(client, '404 Not Found');
    try {
      const { socket: server, host } = await replicas.open();
      server.on('error', () => server.destroy());
      if (client.destroyed) return void server.destroy();
      this.tie(client, server);
      server.write(this.headOf(request, host));
      if (head.length > 0) server.write(head);
      client.pipe(server);
      server.pipe(client);
    } catch (cause) {
      this.logger.warn('No replica took an upgrade', { path, cause });
      refusePlainly(client, '503 Service Unavailable', { 'retry-after': '1' });
    }
  }

  private tie(client: Duplex, server: Duplex): void {
    this.open.add(client);
    client.once('close', () => {
      this.open.delete(client);
      server.destroy();
    });
    server.once('close', () => client.destroy());
  }

  private headOf(request: IncomingMessage, host: string): string {
    const lines = [`${request.method} ${request.url} HTTP/1.1`];
    for (let i = 0; i < request.rawHeaders.length; i += 2) {
      const name = request.rawHeaders[i] ?? '';
      if (!DROPPED.test(name)) lines.push(`${name}: ${name.toLowerCase() === 'host' ? host : request.rawHeaders[i + 1]}`);
    }
    const client = this.proxies.clientOf(request);
    return `${lines.join('\r\n')}\r\nX-Forwarded-For: ${client}\r\n\r\n`;
  }
}
