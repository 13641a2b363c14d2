import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { DeclaredError } from '@veza/contracts';
import { AppLogger, CONFIG, listsEntityTag } from '@veza/platform';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { GatewayConfig } from '../../config.js';
import { entityTagOf, exchangeOf, sendError } from '../../edge/index.js';
import { type Feed, feedXml } from './feed-xml.js';
import { Feeds } from './feeds.js';
import { LinkLimits } from './link-limits.js';

const HEADERS = { 'content-type': 'application/rss+xml; charset=utf-8', 'cache-control': 'public, max-age=60' };

type Named = FastifyRequest<{ Params: { name: string } }>;
type Send = (request: Named, reply: FastifyReply, requestId: string) => Promise<void>;

/** RSS of people, albums and playlists, where the installation has a web client. No part of the API. */
@Injectable()
export class FeedFiles implements OnModuleInit {
  constructor(
    @Inject(CONFIG) private readonly config: GatewayConfig,
    private readonly feeds: Feeds,
    private readonly host: HttpAdapterHost,
    private readonly limits: LinkLimits,
    private readonly logger: AppLogger,
  ) {}

  onModuleInit(): void {
    if (this.config.WEB_URL === undefined) return;
    this.serve('/people/:name/feed.xml', (request, reply, id) =>
      this.send(request, reply, this.feeds.person(request.params.name.slice(0, 200), id)),
    );
    this.serve('/albums/:name/feed.xml', (request, reply, id) => this.send(request, reply, this.feeds.album(idOf(request), id)));
    this.serve('/playlists/:name/feed.xml', (request, reply, id) =>
      this.send(request, reply, this.feeds.playlist(idOf(request), id)),
    );
    this.serve('/embed/tracks/:name/audio.m4a', async (request, reply, id) => {
      const address = await this.feeds.sound(idOf(request), id);
      reply.header('cache-control', HEADERS['cache-control']).redirect(address, 302);
    });
  }

  private serve(path: string, send: Send): void {
    const fastify: FastifyInstance = this.host.httpAdapter.getInstance();
    fastify.get(path, async (request: Named, reply) => {
      try {
        this.limits.take(request);
        await send(request, reply, exchangeOf(request).requestId);
      } catch (error) {
        sendError(request, reply, error, this.logger);
      }
      return reply;
    });
  }

  private async send(request: Named, reply: FastifyReply, feed: Promise<Feed>): Promise<void> {
    const bytes = Buffer.from(feedXml(await feed));
    const etag = entityTagOf(bytes);
    reply.headers({ ...HEADERS, etag });
    if (listsEntityTag(request.headers['if-none-match'], etag)) reply.code(304).send();
    else reply.send(bytes);
  }
}

function idOf({ params: { name } }: Named): number {
  if (!/^[1-9]\d{0,8}$/.test(name)) throw new DeclaredError('NOT_FOUND');
  return Number(name);
}
