import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { HTTP_ROUTES } from '../http/all.js';
import { WEBHOOK_MESSAGES } from '../http/webhook-messages.js';
import { SentEvent } from '../http/webhooks.js';
import { openApiDocument } from './document.js';

const Received = z.object({
  post: z.object({
    operationId: z.string(),
    parameters: z.array(z.object({ name: z.string() })),
    requestBody: z.object({ content: z.object({ 'application/json': z.object({ schema: z.unknown() }) }) }),
  }),
});

test('the document has every message of webhooks, and the contracts accept its example', () => {
  const { webhooks } = openApiDocument(HTTP_ROUTES, '/');
  const received = z.record(z.string(), Received).parse(JSON.parse(JSON.stringify(webhooks)));
  expect(Object.keys(received)).toEqual(SentEvent.options);
  expect(received['track.ready']?.post).toMatchObject({
    operationId: 'receiveTrackReady',
    parameters: [{ name: 'webhook-id' }, { name: 'webhook-timestamp' }, { name: 'webhook-signature' }],
  });
  for (const { event, body, example } of WEBHOOK_MESSAGES)
    expect([event, body.safeParse(example).error?.message]).toEqual([event, undefined]);
});

test('a document without webhooks has none of their messages', () => {
  expect(
    openApiDocument(
      HTTP_ROUTES.filter(({ tag }) => tag !== 'Webhooks'),
      '/',
    ),
  ).not.toHaveProperty('webhooks');
});
