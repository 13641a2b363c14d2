import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/**
 * Swagger UI sets styles from its script and draws its icons as data: images, and nothing more. Requests of "Try it
 * out" go to this origin. Its own validator and the online search of definitions are off: no other host is contacted.
 */
export const CONSOLE_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

export const CONSOLE_PAGE = `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Console · Veza API</title>
<link rel="icon" href="data:,"><link rel="stylesheet" href="/docs/assets/swagger-ui.css">
<main id="docs"></main>
<script src="/docs/assets/swagger-ui-bundle.js"></script>
<script src="/docs/console.js"></script></html>`;

export const CONSOLE_SCRIPT = `SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#docs',
  deepLinking: true,
  displayOperationId: true,
  displayRequestDuration: true,
  docExpansion: 'list',
  filter: true,
  persistAuthorization: false,
  requestSnippetsEnabled: true,
  tryItOutEnabled: true,
  validatorUrl: null,
});
`;

const TYPES = {
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'swagger-ui.css': 'text/css; charset=utf-8',
};

const from = createRequire(import.meta.url);

/** The two files of Swagger UI that the page loads, from the installed package. */
export const CONSOLE_ASSETS = Object.entries(TYPES).map(([name, type]) => ({
  path: `/docs/assets/${name}`,
  type,
  read: () => readFileSync(from.resolve(`swagger-ui-dist/${name}`)),
}));
