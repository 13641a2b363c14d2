import { z } from 'zod';
import { PublicKey } from '../identity/sessions.js';
import { text } from '../text.js';
import { timestamp } from '../timestamp.js';
import { http } from './route.js';
import { ok } from './successes.js';

const root = { edition: 'root', access: 'none', tag: 'Platform' } as const;

const AnyDocument = z.record(z.string(), z.unknown());

/** The routes that the gateway serves from its own process. */
export const edgeRoutes = {
  keys: http('GET', '/.well-known/jwks.json', {
    ...root,
    id: 'getKeys',
    permission: 'identity.keys.list',
    summary: 'List the public keys that verify access tokens',
    description:
      'Includes the current signing key, earlier keys that valid tokens still need, and the next key. Fetch the set again on an unknown `kid`.',
    success: ok(
      'A JSON Web Key Set (RFC 7517).',
      z.object({ keys: z.array(PublicKey).describe('The keys, in no particular order.') }),
    ),
  }),
  securityText: http('GET', '/.well-known/security.txt', {
    ...root,
    id: 'getSecurityText',
    permission: 'identity.documents.get',
    summary: 'Get the address for reports of vulnerabilities',
    description: 'By RFC 9116. `NOT_FOUND` unless the installation has a `SECURITY_CONTACT`.',
    success: [{ status: 200, description: 'The contact, and when the file is to be read again.', contentType: 'text/plain' }],
    errors: ['NOT_FOUND'],
    etag: false,
  }),
  changePassword: http('GET', '/.well-known/change-password', {
    ...root,
    id: 'getChangePassword',
    permission: 'identity.documents.get',
    summary: 'Redirect a password manager to the page that changes the password',
    success: [{ status: 302, description: 'Redirect to the settings of the web client, or to the front end.' }],
    errors: ['NOT_FOUND'],
  }),
  openapi: http('GET', '/openapi.json', {
    ...root,
    id: 'getOpenApi',
    permission: 'identity.documents.get',
    summary: 'Get the OpenAPI description of the HTTP API',
    success: ok('This document, OpenAPI 3.1.', AnyDocument),
  }),
  asyncapi: http('GET', '/asyncapi.json', {
    ...root,
    id: 'getAsyncApi',
    permission: 'identity.documents.get',
    summary: 'Get the AsyncAPI description of the WebSocket API',
    success: ok('An AsyncAPI 3 document.', AnyDocument),
  }),
  home: http('GET', '/', {
    ...root,
    id: 'getHome',
    permission: 'identity.documents.get',
    summary: 'Redirect a browser to the web client',
    success: [{ status: 302, description: 'Redirect to `/app/`, or to `/docs` of a gateway that serves no web client.' }],
  }),
  docs: http('GET', '/docs', {
    ...root,
    id: 'getDocs',
    permission: 'identity.documents.get',
    summary: 'Get the API reference as a web page',
    success: [{ status: 200, description: 'An HTML page.', contentType: 'text/html' }],
  }),
  docsScript: http('GET', '/docs/script.js', {
    ...root,
    id: 'getDocsScript',
    permission: 'identity.documents.get',
    summary: 'Get the script of the API reference page',
    success: [{ status: 200, description: 'A JavaScript file.', contentType: 'text/javascript' }],
  }),
  health: http('GET', '/healthz', {
    ...root,
    id: 'getHealth',
    permission: 'identity.health.get',
    summary: 'Check that the gateway is alive',
    success: ok('The process is running.', z.object({ status: z.literal('ok').describe('Always `ok`.') })),
    etag: false,
  }),
};

const OutboxMail = z.object({
  id: z.string().describe('Id of the mail.'),
  to: z.string().describe('Address of the recipient.'),
  subject: z.string().describe('Subject line.'),
  text: z.string().describe('Body of the mail as plain text.'),
  at: timestamp('When the mail was written.'),
});

const OutboxSms = z.object({
  id: z.string().describe('Id of the text.'),
  to: z.string().describe('Number of the recipient, E.164.'),
  text: z.string().describe('The text.'),
  at: timestamp('When the text was written.'),
});

/** Only served when mail is not sent and the environment is not production. */
export const outboxRoutes = {
  outbox: http('GET', '/dev/outbox', {
    ...root,
    id: 'getOutbox',
    permission: 'identity.outbox.list',
    tag: 'Development',
    summary: 'List the mails of the development outbox',
    description: 'Returns at most 500 mails, oldest first. With `Accept: text/html` the response is a page.',
    query: z.object({ to: text(0, 254).optional().describe('Only mails to this address.') }),
    success: ok('The mails, oldest first.', z.array(OutboxMail)),
    etag: false,
  }),
  sms: http('GET', '/dev/sms', {
    ...root,
    id: 'getSmsOutbox',
    permission: 'identity.outbox.listSms',
    tag: 'Development',
    summary: 'List the texts to phones of the development outbox',
    description: 'Returns at most 500 texts, oldest first.',
    query: z.object({ to: text(0, 20).optional().describe('Only texts to this number, E.164.') }),
    success: ok('The texts, oldest first.', z.array(OutboxSms)),
    etag: false,
  }),
};
