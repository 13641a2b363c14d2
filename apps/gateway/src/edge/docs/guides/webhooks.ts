import { type Guide, json, sh, ts } from './guide.js';

export const webhooks: Guide = {
  slug: 'webhooks',
  title: 'Receive a webhook',
  summary: 'Events are posted to an address of yours, signed by Standard Webhooks.',
  parts: [
    '## Make one',
    '[Create a webhook](/docs#createWebhook) in a session that authenticated a short time ago. The secret is shown once. A receiver is an https address on the internet. On a platform for development it may be `http://127.0.0.1:4000/hook`, so that an integration is tried on one machine.',
    ts(
      "const { data: hook } = await veza.createWebhook({ body: { url: receiver, events: ['track.ready', 'product.created'] } });",
      'const secret = hook.secret;',
    ),
    '## Verify',
    'A message has ids only; the receiver reads the rest through the API. `webhook-signature` is an HMAC-SHA256 with the secret over `id.timestamp.body`, with the bytes of the body as they came. Libraries of Standard Webhooks do this; it is ten lines without one. Refuse a timestamp of some minutes ago, and drop a `webhook-id` that you have seen.',
    json({ type: 'track.ready', timestamp: '2026-03-01T09:30:00.000Z', data: { track_id: 7 } }),
    ts(
      "import { createHmac, timingSafeEqual } from 'node:crypto';",
      '',
      'const verify = (secret, headers, body) => {',
      "  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');",
      "  const signed = headers['webhook-id'] + '.' + headers['webhook-timestamp'] + '.' + body;",
      "  const expected = createHmac('sha256', key).update(signed).digest();",
      "  return headers['webhook-signature'].split(' ').some((each) => {",
      "    const given = Buffer.from(each.replace('v1,', ''), 'base64');",
      '    return given.length === expected.length && timingSafeEqual(given, expected);',
      '  });',
      '};',
    ),
    '## Try it',
    '[A ping](/docs#pingWebhook) is sent at once, whatever the events of the webhook are.',
    ts('const { data: ping } = await veza.pingWebhook({ path: { id: hook.id } });', 'console.log(ping.state);'),
    sh("curl -X POST '{server}/api/v1/users/me/webhooks/$HOOK/ping' \\", '  -H "Authorization: Bearer $TOKEN"'),
    '## Respond',
    'A status of 2xx within ten seconds is a success; do the work afterwards. All others, redirects too, are tried again for a day, with pauses of 5 seconds to 9 hours. 410 switches the webhook off, and so does a day without a success. Messages may come twice and in another order. [The list of deliveries](/docs#listWebhookDeliveries) has seven days, and each can be [sent again](/docs#resendWebhookDelivery).',
    'The messages of all events are in [the reference](/docs/reference/webhooks), and as `webhooks` in [the OpenAPI document](/openapi.json).',
  ],
};
