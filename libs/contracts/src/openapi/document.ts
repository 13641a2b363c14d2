import { HOLDERS } from '../permissions/holders.js';
import type { HttpRoute } from '../http/route.js';
import { TAGS } from '../http/tags.js';
import { VERSION } from '../version.js';
import { headersOf } from './headers.js';
import { operationOf, pathOf } from './operation.js';
import { errorResponses, errorStatusesOf } from './error-responses.js';
import { schemasOf, type Json } from './schemas.js';
import { webhooksOf } from './webhooks.js';

const HOLDER_LIST = Object.entries(HOLDERS).map(([name, description]) => `  - \`${name}\`: ${description}`);

// No client of another language is generated from the document: of the generators that npm and Debian have, none reads 3.1
// and makes more than types. Redocly checks that it is valid; journeys and fuzzing compare every response with it.

/** The introduction of the reference: the rules that all calls share. */
const DESCRIPTION = `
HTTP API of the Veza platform. Two editions share the same services: \`/api/v1\` (its paths also work without the prefix), and \`/api\` for booking.
Chat messages are sent over WebSocket; see \`/asyncapi.json\`.

- **Authentication**: send \`Authorization: Bearer <access token>\`. Access tokens expire after minutes; exchange the refresh token for a new pair.
  A failed refresh is 400, never 401.
- **Permissions**: \`x-permission\` of a call names the permission that it requires, and its holders.
  For private objects they are \`privateHolders\` where given; with \`visibleTo\`, a private object is 404 for all other callers:
${HOLDER_LIST.join('\n')}
- **API tokens** (\`/users/me/api-tokens\`) are sent in the place of access tokens. Such a call needs the scope in its \`x-scope\`, otherwise it is 403
  \`SCOPE_MISSING\`; no token makes calls where it is null.
- **Errors** share one body; with \`Accept: application/problem+json\` they follow RFC 9457. The meaning of a \`code\` never changes. \`message\` is in
  English, or in French by \`Accept-Language\`. Responses with 429 and 503 carry \`Retry-After\`.
- **Pagination**: lists are bounded. Use \`page\` and \`limit\`, or \`cursor\`. A list in a query is written \`a=1&a=2\`, \`a[]=1\` or \`a=1,2\`.
- **Idempotency**: a POST with an \`Idempotency-Key\` runs once. For 24 hours a repetition returns the first response.
- **Conditional requests**: GET responses carry an \`ETag\`. \`If-None-Match\` yields 304; \`If-Match\` rejects a write with 412 if the resource has
  changed.
- **Versions**: \`x-since\` names the version that added a call, \`next\` the one after this. A call that ends is \`deprecated\`; its responses carry
  \`Deprecation\` (RFC 9745) and \`Sunset\` (RFC 8594), the day from which it may be 404.
- **Spellings**: some calls exist in several, for clients that were written before. \`x-same-as\` of a call names the one that new programs use. Of
  fields with two names, such as \`name\` and \`nom\`, new programs use the English one.
- **Signed URLs** of audio, pictures and files work without a token until they expire.
`.trim();

/**
 * The HTTP API as an OpenAPI 3.1 document, generated from the routes alone: their schemas and their error codes. Routes that
 * only redirect are left out.
 *
 * @param server base URL of the gateway, without a path
 */
export function openApiDocument(routes: readonly HttpRoute[], server: string): Json {
  const calls = routes.filter(({ success }) => success.some(({ status }) => status < 300));
  const schemas = schemasOf(calls);
  const paths: Record<string, Json> = {};
  for (const route of calls) {
    const path = pathOf(route);
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route, schemas) };
  }
  const used = new Set(calls.map(({ tag }) => tag));
  return {
    openapi: '3.1.0',
    info: { title: 'Veza', version: VERSION, description: DESCRIPTION, license: { name: 'MIT', identifier: 'MIT' } },
    servers: [{ url: server }],
    tags: Object.entries(TAGS).flatMap(([name, description]) =>
      [...used].some((tag) => tag === name) ? [{ name, description }] : [],
    ),
    paths,
    ...(used.has('Webhooks') && { webhooks: webhooksOf() }),
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', description: 'An access token or an API token.' } },
      headers: headersOf(calls),
      responses: errorResponses([...new Set(calls.flatMap(errorStatusesOf))].sort((a, b) => a - b)),
      schemas: schemas.components,
    },
  };
}
