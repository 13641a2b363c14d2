import { z } from 'zod';
import { NoticeKind, NoticeThing } from '../community/index.js';
import { text } from '../text.js';
import { timestamp } from '../timestamp.js';
import { http } from './route.js';
import { created, noContent, ok } from './successes.js';

const PublicKey = z.string().describe('Public key of the platform (VAPID), base64url: the `applicationServerKey`.');
const wanted = (what: string) => z.boolean().describe(`Whether the browsers of the user are notified of ${what}.`);

export const WirePushPreferences = z
  .strictObject({
    mentions: wanted('messages of rooms that mention the user'),
    direct_messages: wanted('direct messages'),
    bookings: wanted('booked and changed appointments'),
  })
  .describe('Of what the browsers of a user are notified. The default is everything.');
export type WirePushPreferences = z.infer<typeof WirePushPreferences>;

export const WirePushSubscription = z
  .object({
    id: z.uuid().describe('Id of the subscription, a UUID.'),
    host: z.string().describe('Host of the push service of the browser.'),
    session_id: z.uuid().describe('The session of the browser, with which the subscription ends.'),
    created_at: timestamp('When the browser subscribed.'),
  })
  .describe('A browser that receives pushes. Its secret address is not returned.');
export type WirePushSubscription = z.infer<typeof WirePushSubscription>;

export const WirePush = z
  .object({
    public_key: PublicKey,
    preferences: WirePushPreferences,
    subscriptions: z.array(WirePushSubscription).max(20).describe('The subscribed browsers, newest first.'),
  })
  .describe('The pushes of a user.');
export type WirePush = z.infer<typeof WirePush>;

const id = z.uuid().describe('Id, a UUID: a push that arrives twice has the same one.');

/** Notices that are pushed by their event; those of the chat and of cabinets have their own. */
export const PushedNotice = NoticeKind.exclude(['mention', 'direct_message', 'appointment']);
export type PushedNotice = z.infer<typeof PushedNotice>;

/** What a service worker decrypts (RFC 8291). Names and ids only: the page reads the rest through the API. */
export const PushPayload = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.enum(['mention', 'direct_message']),
      id,
      at: timestamp('When the message was sent.'),
      path: z.string().describe('Path in the web client.'),
      author: z.object({ id: z.int(), username: z.string() }).describe('Author of the message.'),
      room: z.object({ id: z.string(), name: z.string() }).nullable().describe('Room of a mention; else null.'),
      message_id: z.int(),
    }),
    z.object({
      kind: PushedNotice,
      id,
      at: timestamp('When it happened.'),
      path: z.string().describe('Path in the web client.'),
      author: z.object({ id: z.int(), username: z.string() }).nullable().describe('Whose act it was; null for the platform.'),
      thing: z.object({ kind: NoticeThing, id: z.string(), title: z.string().nullable() }).describe('What it is about.'),
    }),
    z.object({
      kind: z.literal('booking'),
      id,
      at: timestamp('When the appointment changed.'),
      path: z.string().describe('Path in the web client.'),
      appointment: z
        .object({ id: z.uuid(), cabinet_id: z.uuid(), change: z.string() })
        .describe('The appointment, and its change.'),
    }),
  ])
  .describe('A decrypted push.');
export type PushPayload = z.infer<typeof PushPayload>;

const own = { tag: 'Push', access: 'user', idempotencyKey: false } as const;

export const pushRoutes = {
  get: http('GET', '/users/me/push', {
    ...own,
    id: 'getPush',
    permission: 'identity.push.get',
    summary: 'Get the key, the preferences and the subscribed browsers',
    description:
      'A browser whose subscription has another `applicationServerKey` than `public_key` subscribes again: the key changes with the secret of the platform.',
    success: ok('The pushes of the caller.', WirePush),
  }),
  subscribe: http('POST', '/users/me/push/subscriptions', {
    ...own,
    idempotencyKey: true,
    verified: true,
    id: 'subscribePush',
    permission: 'identity.push.subscribe',
    summary: 'Subscribe this browser to pushes',
    description:
      'The body is that of `PushSubscription.toJSON()`, with the key that the browser used. The subscription ends with the session. An address that is subscribed already is replaced. Of 20 subscriptions the oldest one ends.',
    body: z.object({
      public_key: text(1, 100).describe('The `applicationServerKey` of the subscription, base64url.'),
      endpoint: text(1, 1_000)
        .refine((url) => URL.canParse(url), 'must be an absolute address')
        .describe('Address of the push service: https, public, without a port.'),
      keys: z
        .object({
          p256dh: z
            .string()
            .regex(/^[A-Za-z0-9_-]{87}=?$/, 'must be 65 bytes in base64url')
            .describe('Public key of the browser, a point of P-256, base64url.'),
          auth: z
            .string()
            .regex(/^[A-Za-z0-9_-]{22}(==)?$/, 'must be 16 bytes in base64url')
            .describe('Secret of the browser, base64url.'),
        })
        .describe('Keys of the browser.'),
    }),
    success: created('The subscription.', WirePushSubscription),
    errors: ['FORBIDDEN'],
  }),
  unsubscribe: http('DELETE', '/users/me/push/subscriptions/:id', {
    ...own,
    id: 'unsubscribePush',
    permission: 'identity.push.unsubscribe',
    summary: 'End a subscription to pushes',
    params: z.object({ id: z.uuid().describe('Id of the subscription, a UUID.') }),
    success: noContent('The subscription has ended.'),
  }),
  prefer: http('PUT', '/users/me/push/preferences', {
    ...own,
    id: 'preferPush',
    permission: 'identity.push.prefer',
    summary: 'Choose of what the own browsers are notified',
    body: WirePushPreferences,
    success: ok('The preferences.', WirePushPreferences),
  }),
};
