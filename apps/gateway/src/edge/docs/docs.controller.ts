import { Controller, Inject } from '@nestjs/common';
import { edgeRoutes } from '@veza/contracts';
import { CONFIG } from '@veza/platform';
import type { GatewayConfig } from '../../config.js';
import { Answer } from '../answer.js';
import { Routes } from '../routes.js';
import { Route } from '../route.decorator.js';
import { DOCS_PAGE, DOCS_SCRIPT } from './docs-page.js';
import { openApiOf } from './openapi.js';

const PAGE_POLICY = "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; connect-src 'self'; frame-ancestors 'none'";

@Controller()
export class DocsController {
  private document?: string;

  constructor(
    @Inject(CONFIG) private readonly config: GatewayConfig,
    private readonly routes: Routes,
  ) {}

  @Route(edgeRoutes.openapi)
  openapi() {
    this.document ??= JSON.stringify(openApiOf(this.routes.all, this.config.PUBLIC_URL));
    return new Answer(this.document);
  }

  @Route(edgeRoutes.docs)
  docs() {
    return new Answer(DOCS_PAGE, { contentType: 'text/html; charset=utf-8', headers: { 'content-security-policy': PAGE_POLICY } });
  }

  @Route(edgeRoutes.docsScript)
  script() {
    return new Answer(DOCS_SCRIPT, { contentType: 'text/javascript; charset=utf-8' });
  }

  @Route(edgeRoutes.health)
  health() {
    return { status: 'ok' };
  }
}
