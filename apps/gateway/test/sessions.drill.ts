// covers: apps/gateway/src/identity, libs/sdk/src
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually } from '@veza/testing';
import { FrontEnd } from './front-end.js';
import { signUp, startGateways, type GatewaysUnderTest } from './gateway-under-test.js';

const REPLICAS = 2;
const LIFE_MS = 5_000;
const LIVES = 20;
/** Tabs of one browser, which share their tokens. */
const TABS = 3;

let gateways: GatewaysUnderTest;

/** The signing keys rotate every few seconds. Without a grace period only the refresh rule accepts the first token again. */
beforeAll(async () => {
  const settings = {
    ACCESS_TOKEN_TTL: `${LIFE_MS}ms`,
    REFRESH_GRACE: '0s',
    SIGNING_KEY_LIFE: '3s',
    SIGNING_KEY_LEAD: '2s',
  };
  gateways = await startGateways(Array<Record<string, string>>(REPLICAS).fill(settings));
});
afterAll(() => gateways.stop());

test(`a client that always presents its first token outlives ${LIVES} access tokens, with one refresh for each`, async () => {
  const [patient, sleeper] = await Promise.all([signUp(gateways.http(0)), signUp(gateways.http(1))]);
  const client = new FrontEnd(gateways, REPLICAS, patient.refreshToken, patient.accessToken);
  const begun = Date.now();
  const published = new Set<string>();
  const tab = async () => {
    while (client.refreshes.length < LIVES) {
      expect(await client.read()).toBe(200);
      await pause(50);
    }
  };
  const watch = async () => {
    while (client.refreshes.length < LIVES) {
      for (const { kid } of (await gateways.http().get('/.well-known/jwks.json').expect(200)).body.keys) published.add(kid);
      await pause(500);
    }
  };
  await Promise.all([watch(), ...Array.from({ length: TABS }, tab)]);

  expect(client.refreshes.map(({ status }) => status)).toEqual(Array(LIVES).fill(200));
  // The lifetime is rounded to whole seconds, so it may be up to a second shorter. A duplicate refresh would follow at once.
  const times = [begun, ...client.refreshes.map(({ at }) => at)];
  const shortest = Math.min(...times.slice(1).map((at, i) => at - (times[i] ?? 0)));
  expect(shortest).toBeGreaterThan(LIFE_MS - 1_500);
  expect(published.size).toBeGreaterThan(10);

  // A key is removed when none of its tokens can be valid: a token lifetime and a minute after the next key began to sign.
  const { body } = await gateways.http().get('/.well-known/jwks.json').expect(200);
  const kept = body.keys.map(({ kid }: { kid: string }) => kid);
  expect(kept.length).toBeLessThan(published.size);

  const other = new FrontEnd(gateways, REPLICAS, sleeper.refreshToken, sleeper.accessToken);
  expect(await other.read()).toBe(200);
});

test('a client whose session was revoked stops after one request', async () => {
  const { email, password, refreshToken, accessToken } = await signUp(gateways.http());
  const client = new FrontEnd(gateways, REPLICAS, refreshToken, accessToken);
  expect(await client.read()).toBe(200);
  const elsewhere = String((await gateways.http().post('/login').send({ email, password }).expect(200)).body.accessToken);
  await gateways.http().delete('/users/me/sessions').set('authorization', `Bearer ${elsewhere}`).expect(204);
  // At most a second later the other gateway rejects the token too. The client refreshes once in vain and sends no more.
  await eventually('the client to sign out', async () => (await client.read()) === undefined, { ms: 2_000 });
  expect([client.rejected, client.refreshes.map(({ status }) => status)]).toEqual([1, [400]]);
});
