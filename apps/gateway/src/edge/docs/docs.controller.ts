import { Controller, Inject } from '@nestjs/common';
import { asyncApiDocument, edgeRoutes, openApiDocument } from '@veza/contracts';
import { CONFIG } from '@veza/platform';
import type { GatewayConfig } from '../../config.js';
import { RouteResponse } from '../routes/route-response.js';
import { Routes } from '../routes.js';
import { Route } from '../routes/route.decorator.js';
import { DocsAssets } from './docs-assets.js';
import { DOCS_POLICY } from './docs-page.js';
import { DOCS_SCRIPT } from './reference/script.js';

@Controller()
export class DocsController {
  private readonly documents = new Map<string, string>();

  constructor(
    @Inject(CONFIG) private readonly config: GatewayConfig,
    private readonly routes: Routes,
    private readonly pages: DocsAssets,
  ) {}

  @Route(edgeRoutes.openapi)
  openapi() {
    return this.written('openapi', () => openApiDocument(this.routes.all, this.config.PUBLIC_URL));
  }

  @Route(edgeRoutes.asyncapi)
  asyncapi() {
    const { host, hostname } = new URL(this.config.PUBLIC_URL);
    return this.written('asyncapi', () =>
      asyncApiDocument({ gateway: host, chat: `${hostname}:3001`, flat: `${hostname}:9001` }),
    );
  }

  @Route(edgeRoutes.home)
  home() {
    const { WEB_URL } = this.config;
    return new RouteResponse(undefined, { headers: { location: WEB_URL === undefined ? '/docs' : `${WEB_URL}/` } });
  }

  @Route(edgeRoutes.docs)
  docs() {
    return new RouteResponse(this.pages.page('/docs'), {
      contentType: 'text/html; charset=utf-8',
      headers: { 'content-security-policy': DOCS_POLICY },
    });
  }

  @Route(edgeRoutes.docsScript)
  script() {
    return new RouteResponse(DOCS_SCRIPT, { contentType: 'text/javascript; charset=utf-8' });
  }

  @Route(edgeRoutes.health)
  health() {
    return { status: 'ok' };
  }

  /** Built at the first request: contracts do not change while a process runs. */
  private written(name: string, make: () => object): RouteResponse {
    const text = this.documents.get(name) ?? JSON.stringify(make());
    this.documents.set(name, text);
    return new RouteResponse(text);
  }
}
