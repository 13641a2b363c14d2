import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { openApiDocument } from '@veza/contracts';
import { CONFIG } from '@veza/platform';
import type { FastifyInstance } from 'fastify';
import type { GatewayConfig } from '../../config.js';
import { Routes } from '../routes.js';
import { CONSOLE_ASSETS, CONSOLE_PAGE, CONSOLE_POLICY, CONSOLE_SCRIPT } from './console-page.js';
import { DOCS_POLICY } from './docs-page.js';
import { readApi } from './reference/api-document.js';
import { referencePages } from './reference/reference-pages.js';
import { DOCS_STYLE } from './reference/style.js';

interface File {
  path: string;
  type: string;
  read: () => Buffer | string;
}

const JAVASCRIPT = 'text/javascript; charset=utf-8';
const FILES: readonly File[] = [
  ...CONSOLE_ASSETS,
  { path: '/docs/console.js', type: JAVASCRIPT, read: () => CONSOLE_SCRIPT },
  { path: '/docs/style.css', type: 'text/css; charset=utf-8', read: () => DOCS_STYLE },
];
const HTML = 'text/html; charset=utf-8';

/**
 * Serves the pages of the API reference and their files. They are no part of the API, so no route of the contracts
 * describes them. A page is made once: the contracts do not change while a process runs.
 */
@Injectable()
export class DocsAssets implements OnModuleInit {
  private pages: ReturnType<typeof referencePages> | undefined;
  private readonly made = new Map<string, string>();

  constructor(
    private readonly host: HttpAdapterHost,
    private readonly routes: Routes,
    @Inject(CONFIG) private readonly config: GatewayConfig,
  ) {}

  onModuleInit(): void {
    const fastify: FastifyInstance = this.host.httpAdapter.getInstance();
    for (const { path, type, read } of FILES) {
      let content: Buffer | string | undefined;
      fastify.get(path, (_request, reply) => {
        content ??= read();
        return reply.type(type).header('cache-control', 'public, max-age=86400').send(content);
      });
    }
    fastify.get('/docs/console', (_request, reply) =>
      reply.type(HTML).header('content-security-policy', CONSOLE_POLICY).send(CONSOLE_PAGE),
    );
    for (const folder of ['reference', 'guides'])
      fastify.get<{ Params: { page: string } }>(`/docs/${folder}/:page`, ({ params }, reply) => {
        const page = this.page(`/docs/${folder}/${params.page}`);
        if (page === undefined) return reply.callNotFound();
        return reply.type(HTML).header('content-security-policy', DOCS_POLICY).send(page);
      });
  }

  /** The page of a path. */
  page(path: string): string | undefined {
    this.pages ??= referencePages(readApi(JSON.parse(JSON.stringify(openApiDocument(this.routes.all, this.config.PUBLIC_URL)))));
    const make = this.pages.get(path);
    if (!make) return undefined;
    const page = this.made.get(path) ?? make();
    this.made.set(path, page);
    return page;
  }
}
