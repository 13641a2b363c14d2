import { createHash } from 'node:crypto';
import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { DeclaredError } from '@veza/contracts';
import { AppLogger, CONFIG, ConfigError, listsEntityTag } from '@veza/platform';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { GatewayConfig } from '../../config.js';
import { sendError } from '../../edge/error-response.js';
import { exchangeOf, GatewayCookie } from '../../edge/index.js';
import { chosenLanguage, ShownPages } from '../links/shown-pages.js';
import { ASSETS, CACHE_CONTROL, clientHeaders } from './client-headers.js';
import { SESSION_COOKIE } from '../../identity/auth/cookie-sessions.js';
import { FirstViews, type Viewing } from './first-views.js';
import { RoutePages } from './route-pages.js';
import { WebBuildsRepository } from './web-builds.repository.js';
import { compressed, type Files, formsOf, readFiles, type SentFile, tagged, toSend } from './web-files.js';

const PLACE = '/app';
const PAGE = 'index.html';
const FIRST_VIEWS = 'first-views.json';
/** The language that a person has chosen; written by the client, which is the only other reader. */
const LANGUAGE_COOKIE = /(?:^|;\s*)veza-language=(en|fr)(?:;|$)/;
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
  private pages: RoutePages | undefined;
  private readonly session: GatewayCookie;

  constructor(
    @Inject(CONFIG) private readonly config: GatewayConfig,
    private readonly builds: WebBuildsRepository,
    private readonly shown: ShownPages,
    private readonly host: HttpAdapterHost,
    private readonly logger: AppLogger,
  ) {
    this.session = new GatewayCookie(config.PUBLIC_URL, SESSION_COOKIE, { sameSite: 'Strict', seconds: 0 });
  }

  onModuleInit(): void {
    const { WEB_DIR, MEDIA_PUBLIC_URL } = this.config;
    if (WEB_DIR === undefined) return;
    this.files = readBuild(WEB_DIR);
    this.page = this.files.get(PAGE)?.bytes.toString();
    const views = FirstViews.of(this.files.get(FIRST_VIEWS)?.bytes);
    if (views && this.page !== undefined) this.pages = new RoutePages(this.page, views);
    const headers = clientHeaders(MEDIA_PUBLIC_URL, this.page ?? '');
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
    const plain = this.page;
    const template = (language: Viewing['language']) => this.pages?.text(path, { viewer: 'visitor', language }) ?? plain ?? '';
    const page =
      plain === undefined ? undefined : await this.shown.find(path, { template, viewing: this.viewing(request), request });
    const file =
      (page && compressed(page, request.headers['accept-encoding'])) ??
      this.routePage(path, request) ??
      (await this.find(path, request.headers['accept-encoding']));
    if (!file) throw new DeclaredError('NOT_FOUND');
    const caching = `/${path}`.startsWith(ASSETS) ? CACHE_CONTROL.asset : CACHE_CONTROL.page;
    reply.headers({ ...headers, 'cache-control': caching, ...file.headers });
    if (listsEntityTag(request.headers['if-none-match'], (page ?? file).headers['etag'] ?? '')) reply.code(304).send();
    else reply.send(file.bytes);
  }

  /** The page of an address, unless this is a file of the build. */
  private routePage(path: string, request: FastifyRequest): SentFile | undefined {
    if (!this.pages || this.files.has(path) || HAS_EXTENSION.test(path)) return undefined;
    return this.pages.send(path, this.viewing(request), request.headers['accept-encoding']);
  }

  private viewing(request: FastifyRequest): Viewing {
    const { headers, query } = request;
    const [, kept] = LANGUAGE_COOKIE.exec(headers.cookie ?? '') ?? [];
    const language = chosenLanguage(query) ?? chosenLanguage({ lang: kept }) ?? exchangeOf(request).language;
    // Only whether there is a session: its token is for the calls of the API.
    const viewer = this.session.read(request) === undefined ? 'visitor' : 'person';
    return { viewer, language };
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
