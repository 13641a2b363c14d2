import { z } from 'zod';
import { text } from '../text.js';
import { nullableTimestamp, timestamp } from '../timestamp.js';
import { http } from './route.js';
import { created, noContent, ok } from './successes.js';

/** The events that a webhook may receive, and the ids in their `data`. */
export const WEBHOOK_EVENTS = [
  'track.ready',
  'track.failed',
  'track.deleted',
  'product.created',
  'product.updated',
  'product.deleted',
  'resource.created',
  'resource.updated',
  'resource.deleted',
  'appointment.changed',
] as const;

export const WebhookEvent = z
  .enum(WEBHOOK_EVENTS)
  .describe(
    'What happened. `track.*`: to a track of the user, `data` is `{ track_id }`. `product.*`, `resource.*`: to objects of the user, `data` is `{ product_ids }` or `{ resource_ids }`, at most 500. Those in the trash are deleted, restored ones created. `appointment.changed`: in a cabinet of the user, `data` is `{ appointment_id, cabinet_id, change }`.',
  );
export type WebhookEvent = z.infer<typeof WebhookEvent>;

/** What is sent: the events, and the test that its owner asks for, which no webhook names. */
export const SentEvent = z
  .enum([...WEBHOOK_EVENTS, 'ping'])
  .describe('What happened: an event of the webhook, or `ping`, the test that its owner asked for, with `{ webhook_id }`.');
export type SentEvent = z.infer<typeof SentEvent>;

const Events = z.array(WebhookEvent).min(1).max(WEBHOOK_EVENTS.length);
const Secret = z.string().describe('The secret that verifies signatures, `whsec_` and base64. It is shown once.');

export const WireWebhook = z
  .object({
    id: z.string().describe('Id of the webhook, a UUID.'),
    url: z.string().describe('Address to which events are sent.'),
    events: Events.describe('The events that are sent.'),
    failing_since: nullableTimestamp('The first failure after the last success.'),
    disabled_at: nullableTimestamp(
      'When it was switched off, by its owner or after failures for a day; null for one that is on.',
    ),
    dropped: z
      .object({
        events: z.int().describe('Their number.'),
        from: timestamp('When the first of them happened.'),
        to: timestamp('When the last of them happened.'),
      })
      .nullable()
      .describe('Events of the last seven days that were not kept for it, while 10,000 others waited; null without any.'),
    created_at: timestamp('When the webhook was made.'),
  })
  .describe('A webhook by Standard Webhooks, without its secret.');
export type WireWebhook = z.infer<typeof WireWebhook>;

export const WireNewWebhook = WireWebhook.extend({ secret: Secret }).describe('A new webhook.');

export const WireWebhookSecret = z
  .object({ secret: Secret, earlier_until: timestamp('Until when messages are signed with the earlier secret as well.') })
  .describe('A new secret of a webhook.');

export const WireWebhookDelivery = z
  .object({
    id: z.string().describe('Id of the message, the same in each try: `webhook-id`.'),
    event: SentEvent,
    state: z
      .enum(['pending', 'delivered', 'failed', 'dropped'])
      .describe('`failed`: after the last try. `dropped`: the user may not read the object any more.'),
    tries: z.int().describe('Number of tries.'),
    status: z.int().nullable().describe('HTTP status of the last try; null without a response.'),
    fault: z
      .enum(['refused_address', 'unreachable'])
      .nullable()
      .describe(
        'Why the last try had no response; null with one. `refused_address`: the host has an address that is not of the internet.',
      ),
    next_try_at: nullableTimestamp('When it is tried again; null if it is not.'),
    created_at: timestamp('When the event happened.'),
  })
  .describe('A message of a webhook, and what became of it.');
export type WireWebhookDelivery = z.infer<typeof WireWebhookDelivery>;

// Responses with secrets are not stored: a repeated creation reads its webhook again, the others take no Idempotency-Key.
const own = { tag: 'Webhooks', access: 'user', idempotencyKey: false } as const;
const One = z.object({ id: z.uuid().describe('Id of the webhook, a UUID.') });

export const webhookRoutes = {
  create: http('POST', '/users/me/webhooks', {
    ...own,
    idempotencyKey: true,
    replayedBy: 'service',
    verified: true,
    fresh: true,
    id: 'createWebhook',
    permission: 'identity.webhooks.create',
    summary: 'Create a webhook',
    description:
      'Events are sent as POST by Standard Webhooks: ids only, the receiver reads the rest through the API. A response other than 2xx within ten seconds is a failure, and tried again for a day. Redirects are failures. `INVALID_STATE` beside ten webhooks.',
    body: z.strictObject({
      url: text(1, 2_000)
        .refine((url) => URL.canParse(url), 'must be an absolute address')
        .describe(
          'An https address on the internet, without a port or a user name, at most 2,000 characters. On a platform for development also http and any port of this machine.',
        ),
      events: Events.refine((events) => new Set(events).size === events.length, 'must not name an event twice').describe(
        'The events that are sent.',
      ),
    }),
    success: created('The webhook.', WireNewWebhook),
    errors: ['INVALID_STATE'],
  }),
  list: http('GET', '/users/me/webhooks', {
    ...own,
    id: 'listWebhooks',
    permission: 'identity.webhooks.list',
    summary: 'List the own webhooks',
    success: ok('The webhooks.', z.object({ webhooks: z.array(WireWebhook).describe('The webhooks, oldest first.') })),
  }),
  remove: http('DELETE', '/users/me/webhooks/:id', {
    ...own,
    id: 'removeWebhook',
    permission: 'identity.webhooks.remove',
    summary: 'Delete a webhook',
    description: 'With its deliveries.',
    params: One,
    success: noContent('The webhook is deleted.'),
  }),
  rotate: http('POST', '/users/me/webhooks/:id/secret', {
    ...own,
    fresh: true,
    id: 'rotateWebhookSecret',
    permission: 'identity.webhooks.rotate',
    summary: 'Replace the secret of a webhook',
    description: 'For 24 hours messages carry the signatures of both secrets.',
    params: One,
    success: ok('The new secret.', WireWebhookSecret),
  }),
  enable: http('POST', '/users/me/webhooks/:id/enable', {
    ...own,
    id: 'enableWebhook',
    permission: 'identity.webhooks.enable',
    summary: 'Switch a webhook on again',
    description: 'Waiting messages are sent. Events that happened while it was off are not.',
    params: One,
    success: ok('The webhook.', WireWebhook),
  }),
  disable: http('POST', '/users/me/webhooks/:id/disable', {
    ...own,
    id: 'disableWebhook',
    permission: 'identity.webhooks.disable',
    summary: 'Switch a webhook off',
    description:
      'Nothing is sent to it until it is switched on again. Events that happen meanwhile are not sent later either. Messages of earlier events wait, for at most seven days.',
    params: One,
    success: ok('The webhook.', WireWebhook),
  }),
  ping: http('POST', '/users/me/webhooks/:id/ping', {
    ...own,
    id: 'pingWebhook',
    permission: 'identity.webhooks.ping',
    summary: 'Send a test to a webhook',
    description:
      'Sends a `ping`, whatever the events of the webhook are: signed, and tried again like every message. One that still waits is sent at once instead of a second one. `INVALID_STATE` for a webhook that is switched off.',
    params: One,
    success: ok('The delivery.', WireWebhookDelivery),
    errors: ['INVALID_STATE'],
  }),
  deliveries: http('GET', '/users/me/webhooks/:id/deliveries', {
    ...own,
    id: 'listWebhookDeliveries',
    permission: 'identity.webhooks.deliveries',
    summary: 'List the deliveries of a webhook',
    description: 'The newest 100 of the last seven days.',
    params: One,
    success: ok(
      'The deliveries, newest first.',
      z.object({ deliveries: z.array(WireWebhookDelivery).describe('The deliveries, newest first.') }),
    ),
  }),
  resend: http('POST', '/users/me/webhooks/:id/deliveries/:delivery/resend', {
    ...own,
    id: 'resendWebhookDelivery',
    permission: 'identity.webhooks.resend',
    summary: 'Send a message of a webhook again',
    description: 'With the same id, and with all its tries.',
    params: One.extend({ delivery: z.uuid().describe('Id of the message, a UUID.') }),
    success: ok('The delivery.', WireWebhookDelivery),
  }),
};
