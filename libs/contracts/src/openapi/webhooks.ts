import { z } from 'zod';
import { WEBHOOK_MESSAGES, type WebhookMessage } from '../http/webhook-messages.js';
import type { Json } from './schemas.js';

/** By Standard Webhooks (standardwebhooks.com). */
const HEADERS = [
  ['webhook-id', 'Id of the message, the same in each try. A receiver that knows it already drops the message.'],
  ['webhook-timestamp', 'When this try was signed, in seconds since 1970. A receiver refuses one of some minutes ago.'],
  [
    'webhook-signature',
    '`v1,` and the base64 of HMAC-SHA256 over `id.timestamp.body` with the secret; several, divided by spaces, after a change of the secret.',
  ],
] as const;

const parameters = HEADERS.map(([name, description]) => ({
  name,
  in: 'header',
  required: true,
  description,
  schema: { type: 'string' },
}));

/** `webhooks` of the document: what receivers get. */
export const webhooksOf = (): Json =>
  Object.fromEntries(WEBHOOK_MESSAGES.map((message) => [message.event, { post: received(message) }]));

function received({ event, summary, body, example }: WebhookMessage): Json {
  const { $schema: _, ...schema } = z.toJSONSchema(body, { target: 'draft-2020-12', io: 'output' });
  return {
    operationId: `receive${event.replace(/(^|\.)(\w)/g, (_match, _dot, letter: string) => letter.toUpperCase())}`,
    summary,
    description:
      'Verify the signature, respond within ten seconds, and do the work afterwards. Messages may come twice and in another order.',
    tags: ['Webhooks'],
    security: [],
    parameters,
    requestBody: { required: true, content: { 'application/json': { schema, example } } },
    responses: {
      '2XX': { description: 'The message is delivered.' },
      '410': { description: 'The receiver is gone: the webhook is switched off.' },
      default: { description: 'Also redirects: it is tried again for a day.' },
    },
  };
}
