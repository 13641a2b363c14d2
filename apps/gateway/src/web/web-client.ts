import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { DeclaredError } from '@veza/contracts';
import { AppLogger, CONFIG, ConfigError } from '@veza/platform';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import sirv from 'sirv';
import type { GatewayConfig } from '../config.js';
import { sendError } from '../edge/error-response.js';
import { ASSETS, CACHE_CONTROL, clientHeaders } from './client-headers.js';

const PLACE = '/app';

/**
 * The built web client under `/app/`, where the gateway is the only front (decision 0198). A path without a file extension
 * that is no file is the page, whose router reads the address.
 */
@Injectable()
export class WebClient implements OnModuleInit {
  constructor(
    @Inject(CONFIG) private readonly config: GatewayConfig,
    private readonly host: HttpAdapterHost,
    private readonly logger: AppLogger,
  ) {}

  onModuleInit(): void {
    const { WEB_DIR, MEDIA_PUBLIC_URL } = this.config;
    if (WEB_DIR === undefined) return;
    if (!existsSync(join(WEB_DIR, 'index.html')))
      throw new ConfigError(['WEB_DIR has no index.html: build the web client there']);
    const headers = clientHeaders(MEDIA_PUBLIC_URL);
    const files = sirv(WEB_DIR, {
      single: true,
      etag: true,
      brotli: true,
      gzip: true,
      setHeaders: (response, path) => {
        response.setHeader('cache-control', path.startsWith(ASSETS) ? CACHE_CONTROL.asset : CACHE_CONTROL.page);
        for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
      },
    });
    const fastify: FastifyInstance = this.host.httpAdapter.getInstance();
    fastify.get(PLACE, (_request, reply) => reply.redirect(`${PLACE}/`, 302));
    fastify.get(`${PLACE}/*`, async (request, reply) => {
      const { raw } = request;
      raw.url = raw.url?.slice(PLACE.length);
      const isServed = await new Promise<boolean>((resolve) => {
        reply.raw.once('close', () => resolve(true));
        files(raw, reply.raw, () => resolve(false));
      });
      if (!isServed) return this.refuse(request, reply);
      return reply.hijack();
    });
  }

  private refuse(request: FastifyRequest, reply: FastifyReply): FastifyReply {
    sendError(request, reply, new DeclaredError('NOT_FOUND'), this.logger);
    return reply;
  }
}
