import type { HttpRoute } from '../http/route.js';
import { TAGS } from '../http/tags.js';
import { HEADERS } from './headers.js';
import { operationOf, pathOf } from './operation.js';
import { refusalResponses, refusalsOf } from './refusals.js';
import { namedSchemas, type Json } from './schemas.js';

/** What holds for every call, said once. */
const DESCRIPTION = `
The HTTP side of the platform, in two editions over the same services: \`/api/v1\`, whose paths are also served without that prefix, and \`/api\`.
Talking is done over WebSocket: \`/asyncapi.json\`.

- **Who asks**: \`Authorization: Bearer <access token>\`. An access token lives for minutes; a refresh token is exchanged for a new pair. A refused
  refresh is 400, never 401.
- **Errors** have one body; \`Accept: application/problem+json\` gets RFC 9457. \`code\` never changes its meaning; \`message\` is English, or French by
  \`Accept-Language\`. 429 and 503 say \`Retry-After\`.
- **Lists** are bounded, and page by \`page\` and \`limit\` or by \`cursor\`. A list in a query is \`a=1&a=2\`, \`a[]=1\` or \`a=1,2\`.
- **Repeating**: a POST with an \`Idempotency-Key\` happens once, and its answer can be asked for again for 24 hours.
- **Changing**: what a GET answers has an \`ETag\`; \`If-None-Match\` gets 304, \`If-Match\` refuses to change what has changed.
- **Signed addresses** (of sounds, pictures and files) are given out by calls and opened as they are, without a token.
`.trim();

/**
 * The HTTP side as an OpenAPI 3.1 document, made from nothing but the routes: the schemas that validate and the codes that
 * refuse. Routes that only send a browser elsewhere are left out.
 *
 * @param server where the gateway is, without a path
 */
export function openApiDocument(routes: readonly HttpRoute[], server: string): Json {
  const calls = routes.filter(({ success }) => success.some(({ status }) => status < 300));
  const paths: Record<string, Json> = {};
  for (const route of calls) {
    const path = pathOf(route);
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route) };
  }
  const used = new Set(calls.map(({ tag }) => tag));
  return {
    openapi: '3.1.0',
    info: { title: 'Veza', version: '1.0.0', description: DESCRIPTION, license: { name: 'MIT', identifier: 'MIT' } },
    servers: [{ url: server }],
    tags: Object.entries(TAGS).flatMap(([name, description]) =>
      [...used].some((tag) => tag === name) ? [{ name, description }] : [],
    ),
    paths,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'An access token' } },
      headers: HEADERS,
      responses: refusalResponses([...new Set(calls.flatMap(refusalsOf))].sort((a, b) => a - b)),
      schemas: namedSchemas(calls),
    },
  };
}
