import { createHash } from 'node:crypto';
import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { DeclaredError } from '@veza/contracts';
import { AppLogger, CONFIG, ConfigError, listsEntityTag } from '@veza/platform';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { GatewayConfig } from '../../config.js';
import { sendError } from '../../edge/error-response.js';
import { ShownPages } from '../links/shown-pages.js';
import { ASSETS, CACHE_CONTROL, clientHeaders } from './client-headers.js';
import { WebBuildsRepository } from './web-builds.repository.js';
import { type Files, formsOf, readFiles, type SentFile, tagged, toSend } from './web-files.js';

const PLACE = '/app';
const PAGE = 'index.html';
const HAS_EXTENSION = /\.\w+$/;
/** Assets are below one folder, without further ones. */
const ASSET = new RegExp(`^${ASSETS}([\\w.-]{1,200})$`);

/**
 * The built web client under `/app/`, where the gateway is the only front (decision 0198). A path without a file extension
 * that is no file is the page, whose router reads the address. The assets of other builds come from Postgres (decision 0218).
 */
@Injectable()
export class WebClient implements OnModuleInit, OnApplicationBootstrap {
  private files: Files = new Map();
  private page: string | undefined;

  constructor(
    @Inject(CONFIG) private readonly config: GatewayConfig,
    private readonly builds: WebBuildsRepository,
    private readonly shown: ShownPages,
    private readonly host: HttpAdapterHost,
    private readonly logger: AppLogger,
  ) {}

  onModuleInit(): void {
    const { WEB_DIR, MEDIA_PUBLIC_URL } = this.config;
    if (WEB_DIR === undefined) return;
    this.files = readBuild(WEB_DIR);
    this.page = this.files.get(PAGE)?.bytes.toString();
    const headers = clientHeaders(MEDIA_PUBLIC_URL);
    const fastify: FastifyInstance = this.host.httpAdapter.getInstance();
    fastify.get(PLACE, (_request, reply) => reply.redirect(`${PLACE}/`, 302));
    fastify.get<{ Params: { '*': string } }>(`${PLACE}/*`, async (request, reply) => {
      try {
        await this.send(request, reply, request.params['*'], headers);
      } catch (error) {
        sendError(request, reply, error, this.logger);
      }
      return reply;
    });
  }

  /** Without its assets in Postgres this build works as before; only pages of other builds miss them. */
  async onApplicationBootstrap(): Promise<void> {
    const page = this.files.get(PAGE);
    if (!page) return;
    const assets = [...this.files].filter(([path]) => ASSET.test(`/${path}`));
    await this.builds
      .store(createHash('sha256').update(page.bytes).digest('hex'), new Map(assets))
      .catch((cause: unknown) => this.logger.warn('The build of the web client could not be stored', { cause }));
  }

  private async send(request: FastifyRequest, reply: FastifyReply, path: string, headers: SentFile['headers']): Promise<void> {
    const page = this.page === undefined ? undefined : await this.shown.find(path, this.page, request);
    const file = page ?? (await this.find(path, request.headers['accept-encoding']));
    if (!file) throw new DeclaredError('NOT_FOUND');
    const caching = `/${path}`.startsWith(ASSETS) ? CACHE_CONTROL.asset : CACHE_CONTROL.page;
    reply.headers({ ...headers, 'cache-control': caching, ...file.headers });
    if (listsEntityTag(request.headers['if-none-match'], file.headers['etag'] ?? '')) reply.code(304).send();
    else reply.send(file.bytes);
  }

  private async find(path: string, acceptEncoding?: string): Promise<SentFile | undefined> {
    const own = this.own(path, acceptEncoding);
    if (own || !ASSET.test(`/${path}`)) return own;
    const forms = formsOf(path, acceptEncoding);
    const asset = await this.builds.find(forms.map((form) => form.path));
    return asset && toSend(path, tagged(asset.bytes), forms.find((form) => form.path === asset.path)?.encoding);
  }

  private own(path: string, acceptEncoding?: string): SentFile | undefined {
    for (const form of formsOf(path, acceptEncoding)) {
      const file = this.files.get(form.path);
      if (file) return toSend(path, file, form.encoding);
    }
    return HAS_EXTENSION.test(path) ? undefined : this.own(PAGE, acceptEncoding);
  }
}

function readBuild(folder: string): Files {
  const problem = new ConfigError(['WEB_DIR has no index.html: build the web client there']);
  try {
    const files = readFiles(folder);
    if (files.has(PAGE)) return files;
  } catch {
    throw problem;
  }
  throw problem;
}
