import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { DeclaredError, type TrackBody, type WireOpenAlbum } from '@veza/contracts';
import { AppLogger, CONFIG, listsEntityTag } from '@veza/platform';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { GatewayConfig } from '../../config.js';
import { entityTagOf, exchangeOf, sendError } from '../../edge/index.js';
import { embedWith } from './embed-html.js';
import { LinkLimits } from './link-limits.js';
import { ShownPages, chosenLanguage } from './shown-pages.js';
import { ShownThings } from './shown-things.js';
import { wordsOf } from './shown.js';

type OneThing = { Params: { id: string } };

const CACHE_CONTROL = 'public, max-age=60';

/** Framed anywhere; the page itself loads its own files, the sound and the cover, and nothing else. */
function embedPolicy(mediaUrl: string | undefined): string {
  const media = mediaUrl === undefined ? '' : ` ${new URL(mediaUrl).origin}`;
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `img-src 'self'${media}`,
    `media-src 'self'${media}`,
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    'frame-ancestors *',
    "require-trusted-types-for 'script'",
    'trusted-types',
  ].join('; ');
}

/** The player that other sites frame, and the stable address of a cover (decision 254). No part of the API. */
@Injectable()
export class EmbedPages implements OnModuleInit {
  constructor(
    @Inject(CONFIG) private readonly config: GatewayConfig,
    private readonly things: ShownThings,
    private readonly pages: ShownPages,
    private readonly host: HttpAdapterHost,
    private readonly limits: LinkLimits,
    private readonly logger: AppLogger,
  ) {}

  onModuleInit(): void {
    const { WEB_DIR, MEDIA_PUBLIC_URL } = this.config;
    const file = WEB_DIR === undefined ? undefined : join(WEB_DIR, 'embed.html');
    if (file === undefined || !existsSync(file)) return;
    const template = readFileSync(file, 'utf8');
    const policy = embedPolicy(MEDIA_PUBLIC_URL);
    const fastify: FastifyInstance = this.host.httpAdapter.getInstance();
    const guarded =
      (send: (request: FastifyRequest<OneThing>, reply: FastifyReply) => Promise<void>) =>
      async (request: FastifyRequest<OneThing>, reply: FastifyReply) => {
        try {
          this.limits.take(request);
          await send(request, reply);
        } catch (error) {
          sendError(request, reply, error, this.logger);
        }
        return reply;
      };
    for (const things of ['tracks', 'albums']) {
      const pathOf = ({ params }: FastifyRequest<OneThing>) => `${things}/${params.id}`;
      fastify.get<OneThing>(
        `/embed/${things}/:id`,
        guarded((request, reply) => this.sendPlayer(pathOf(request), request, reply, { template, policy })),
      );
      fastify.get<OneThing>(
        `/embed/${things}/:id/cover.jpg`,
        guarded((request, reply) => this.sendCover(pathOf(request), request, reply)),
      );
    }
  }

  private async sendPlayer(
    path: string,
    request: FastifyRequest,
    reply: FastifyReply,
    { template, policy }: { template: string; policy: string },
  ): Promise<void> {
    const { requestId, language } = exchangeOf(request);
    const words = wordsOf(chosenLanguage(request.query) ?? language);
    const shown = await this.things.find(path, requestId, words);
    const bytes = Buffer.from(embedWith(template, shown, this.pages.addresses.client, words));
    const etag = entityTagOf(bytes);
    reply.removeHeader('x-frame-options');
    reply.headers({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      'cache-control': shown ? CACHE_CONTROL : 'no-store',
      'permissions-policy': 'camera=(), geolocation=(), microphone=()',
      vary: 'Accept-Language',
      etag,
    });
    if (shown && listsEntityTag(request.headers['if-none-match'], etag)) reply.code(304).send();
    else reply.code(shown ? 200 : 404).send(bytes);
  }

  /** The address of a cover is signed and ends; previews of links are kept for longer. */
  private async sendCover(path: string, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const shown = await this.things.find(path, exchangeOf(request).requestId, wordsOf('en'));
    const cover = shown && coverOf(shown.read.value);
    if (cover === undefined) throw new DeclaredError('NOT_FOUND');
    reply.header('cache-control', CACHE_CONTROL).redirect(cover, 302);
  }
}

type Covered = Partial<Pick<TrackBody, 'cover_urls'> & Pick<WireOpenAlbum, 'album'>>;

const coverOf = ({ cover_urls: urls, album }: Covered): string | undefined => (album?.cover_urls ?? urls)?.large;
