import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually, lookNow } from '@veza/testing';
import { Webhook as Verifier } from 'standardwebhooks';
import { type GatewaysUnderTest, signUpVerified, startGateways } from './gateway-under-test.js';

const HOOKS = '/api/v1/users/me/webhooks';

const received: { headers: Record<string, string>; body: string }[] = [];
/** What the receiver does with a request. */
let reply: (response: ServerResponse) => void = (response) => response.writeHead(204).end();
const receiver = createServer((request, response) => {
  void text(request).then((body) => {
    received.push({
      headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)])),
      body,
    });
    reply(response);
  });
});

let gateways: GatewaysUnderTest;
let origin: string;
beforeAll(async () => {
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
  gateways = await startGateways([{ WEBHOOK_TEST_ORIGINS: origin }]);
});
afterAll(async () => {
  receiver.closeAllConnections();
  await gateways?.stop();
  await new Promise((resolve) => receiver.close(resolve));
});

test('a test is sent to a webhook that is on, whatever its events, and one that waits is not doubled', async () => {
  const bearer = { authorization: `Bearer ${(await signUpVerified(gateways)).accessToken}` };
  const terms = { url: `${origin}/ping`, events: ['product.created'] };
  const { body: hook } = await gateways.http().post(HOOKS).set(bearer).send(terms).expect(201);
  const post = (act: string, status: number, as = bearer) =>
    gateways.http().post(`${HOOKS}/${hook.id}/${act}`).set(as).expect(status);

  reply = () => undefined; // the receiver is slow
  const { body: first } = await post('ping', 200);
  expect(first).toMatchObject({ event: 'ping', state: 'pending' });
  await eventually('the first request', () => received[0]);
  expect((await post('ping', 200)).body.id).toBe(first.id);

  reply = (response) => response.writeHead(204).end();
  await gateways.sql.query('UPDATE webhook_deliveries SET next_try_at = now(), leased_until = NULL WHERE webhook_id = $1', [
    hook.id,
  ]);
  lookNow();
  await eventually('the delivery', async () => {
    const { body } = await gateways.http().get(`${HOOKS}/${hook.id}/deliveries`).set(bearer).expect(200);
    return body.deliveries[0]?.state === 'delivered';
  });
  const { headers, body } = received.at(-1) ?? { headers: {}, body: '' };
  expect(new Verifier(hook.secret).verify(body, headers)).toMatchObject({ type: 'ping', data: { webhook_id: hook.id } });
  expect((await post('ping', 200)).body.id).not.toBe(first.id);

  await post('disable', 200);
  expect((await post('ping', 409)).body.code).toBe('INVALID_STATE');
  await post('ping', 404, { authorization: `Bearer ${(await signUpVerified(gateways)).accessToken}` });
});
