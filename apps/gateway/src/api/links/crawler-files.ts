import { Readable } from 'node:stream';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { DeclaredError } from '@veza/contracts';
import { AppLogger, CONFIG } from '@veza/platform';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { GatewayConfig } from '../../config.js';
import { sendError } from '../../edge/index.js';
import { LinkLimits } from './link-limits.js';
import { MOST_PAGES, SitemapPages } from './sitemap-pages.js';

const HEADERS = { 'cache-control': 'public, max-age=3600', vary: 'Accept-Encoding' };
const XML = 'application/xml; charset=utf-8';
/** Sitemaps that are sent at once: each holds a connection and asks another service again and again. */
const MOST_AT_ONCE = 8;

/** What search engines ask for at fixed places, where the installation has a web client. No part of the API. */
@Injectable()
export class CrawlerFiles implements OnModuleInit {
  private open = 0;

  constructor(
    @Inject(CONFIG) private readonly config: GatewayConfig,
    private readonly pages: SitemapPages,
    private readonly host: HttpAdapterHost,
    private readonly limits: LinkLimits,
    private readonly logger: AppLogger,
  ) {}

  onModuleInit(): void {
    if (this.config.WEB_URL === undefined) return;
    const fastify: FastifyInstance = this.host.httpAdapter.getInstance();
    const robots = `User-agent: *\nDisallow: /api/\nSitemap: ${this.config.PUBLIC_URL}/sitemap.xml\n`;
    fastify.get('/robots.txt', (_request, reply) => reply.headers(HEADERS).type('text/plain; charset=utf-8').send(robots));
    fastify.get('/sitemap.xml', (request, reply) => this.reply(request, reply, () => this.pages.index()));
    fastify.get<{ Params: { kind: string; file: string } }>('/sitemaps/:kind/:file', (request, reply) => {
      const { kind, file } = request.params;
      return this.reply(request, reply, () => this.stream(reply, kind, file));
    });
  }

  private async reply(
    request: FastifyRequest,
    reply: FastifyReply,
    make: () => Promise<string | Readable>,
  ): Promise<FastifyReply> {
    try {
      this.limits.take(request);
      const body = await make();
      return reply.headers(HEADERS).type(XML).send(body);
    } catch (error) {
      sendError(request, reply, error, this.logger);
      return reply;
    }
  }

  /** The first part decides about the status; a failure after it ends the connection. */
  private async stream(reply: FastifyReply, kind: string, file: string): Promise<Readable> {
    const page = Number(/^([1-9]\d{0,4})\.xml$/.exec(file)?.[1]);
    if (!(page <= MOST_PAGES)) throw new DeclaredError('NOT_FOUND');
    if (this.open >= MOST_AT_ONCE) throw new DeclaredError('OVERLOADED', { retryAfter: 5 });
    this.open += 1;
    reply.raw.once('close', () => (this.open -= 1));
    reply.raw.setTimeout(this.config.BYTES_IDLE, () => reply.raw.destroy());
    const parts = this.pages.page(kind, page);
    const first = await parts.next();
    return Readable.from(chained(String(first.value), parts));
  }
}

async function* chained(first: string, rest: AsyncGenerator<string>): AsyncGenerator<string> {
  yield first;
  yield* rest;
}
