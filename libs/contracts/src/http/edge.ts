import { z } from 'zod';
import { PublicKey } from '../identity/sessions.js';
import { text } from '../text.js';
import { http } from './route.js';

const root = { edition: 'root', access: 'none', tag: 'Platform' } as const;

/** What the gateway itself says. */
export const edgeRoutes = {
  keys: http('GET', '/.well-known/jwks.json', {
    ...root,
    id: 'getKeys',
    summary: 'The public keys that verify access tokens',
    success: [{ status: 200, description: 'A JSON Web Key Set', body: z.object({ keys: z.array(PublicKey) }) }],
  }),
  openapi: http('GET', '/openapi.json', {
    ...root,
    id: 'getOpenApi',
    summary: 'This description',
    success: [{ status: 200, description: 'OpenAPI 3.1', body: z.record(z.string(), z.unknown()) }],
  }),
  asyncapi: http('GET', '/asyncapi.json', {
    ...root,
    id: 'getAsyncApi',
    summary: 'The description of the WebSocket side',
    success: [{ status: 200, description: 'AsyncAPI 3', body: z.record(z.string(), z.unknown()) }],
  }),
  home: http('GET', '/', {
    ...root,
    id: 'getHome',
    summary: 'Sends a browser to the description',
    success: [{ status: 302, description: 'To /docs' }],
  }),
  docs: http('GET', '/docs', {
    ...root,
    id: 'getDocs',
    summary: 'This description as a page',
    success: [{ status: 200, description: 'A page', contentType: 'text/html' }],
  }),
  docsScript: http('GET', '/docs/script.js', {
    ...root,
    id: 'getDocsScript',
    summary: 'What makes that page',
    success: [{ status: 200, description: 'A script', contentType: 'text/javascript' }],
  }),
  health: http('GET', '/healthz', {
    ...root,
    id: 'getHealth',
    summary: 'Whether the gateway runs',
    success: [{ status: 200, description: 'It does', body: z.object({ status: z.literal('ok') }) }],
    etag: false,
  }),
};

/** Only where mail is not sent and the environment is not production. */
export const outboxRoutes = {
  outbox: http('GET', '/dev/outbox', {
    ...root,
    id: 'getOutbox',
    tag: 'Development',
    summary: 'The mails that were written, oldest first: JSON, or a page to who accepts HTML',
    query: z.object({ to: text(0, 254).optional() }),
    success: [
      {
        status: 200,
        description: 'At most 500 mails',
        body: z.array(z.object({ id: z.string(), to: z.string(), subject: z.string(), text: z.string(), at: z.string() })),
      },
    ],
    etag: false,
  }),
};
