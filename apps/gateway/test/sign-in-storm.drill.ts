// covers: apps/gateway/src/identity
// drill: measure
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually } from '@veza/testing';
import { signUp, startGateways, type GatewaysUnderTest } from './gateway-under-test.js';

const STORM = 200;
const WAITING = 1_000;
const TIMED = 9;

let gateways: GatewaysUnderTest;

/** The second gateway rejects sign-ins that would wait longer than 500 ms. */
beforeAll(async () => {
  gateways = await startGateways([{}, { PASSWORD_HASH_WAIT: '500ms' }]);
});
afterAll(() => gateways.stop());

/** Signs in concurrently while a signed-in client reads and refreshes. Returns the successful sign-ins and the number of reads. */
async function storm(index: number) {
  const http = gateways.http(index);
  const [{ email, password }, reader] = [await signUp(http), await signUp(http)];
  let over = false;
  const signingIn = Promise.all(Array.from({ length: STORM }, () => http.post('/login').send({ email, password }))).finally(
    () => (over = true),
  );
  let reads = 0;
  for (let { refreshToken, accessToken } = reader; !over; await pause(20), reads += 1) {
    await http.get('/users/me').set('authorization', `Bearer ${accessToken}`).expect(200);
    ({ refreshToken, accessToken } = (await http.post('/refresh').send({ refreshToken }).expect(200)).body);
  }
  const answers = await signingIn;
  for (const { status, headers, body } of answers.filter(({ status }) => status !== 200)) {
    expect([status, body.code]).toEqual([503, 'OVERLOADED']);
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
  }
  return { succeeded: answers.filter(({ status }) => status === 200), reads };
}

test(`${STORM} concurrent sign-ins all end, and other requests are served meanwhile`, async () => {
  const { succeeded, reads } = await storm(0);
  expect(succeeded.length).toBeGreaterThan(STORM / 10);
  expect(reads).toBeGreaterThan(10);
  const tokens = succeeded.map(({ body }) => String(body.accessToken));
  expect(new Set(tokens).size).toBe(tokens.length);
});

test('a sign-in that would wait too long gets 503 with Retry-After, and the next one succeeds', async () => {
  const { succeeded } = await storm(1);
  expect(succeeded.length).toBeGreaterThan(0);
  expect(succeeded.length).toBeLessThan(STORM);
  const { email, password } = await signUp(gateways.http(1));
  await gateways.http(1).post('/login').send({ email, password }).expect(200);
});

test(`right sign-ins succeed while ${WAITING} wrong ones of another network wait, most of which end later`, async () => {
  const { email, password } = await signUp(gateways.http());
  const timed = async () => {
    const startedAt = performance.now();
    await gateways.http().post('/login').set('x-forwarded-for', '198.51.100.1').send({ email, password }).expect(200);
    return performance.now() - startedAt;
  };
  const times = async () => {
    const sorted: number[] = [];
    for (let n = 0; n < TIMED; n++) sorted.push(await timed());
    return sorted.sort((a, b) => a - b);
  };
  await times();
  const alone = await times();
  let answered = 0;
  const wrong = (n: number) =>
    gateways
      .http()
      .post('/login')
      .set('x-forwarded-for', `2001:db8:66:66::${n.toString(16)}`)
      .send({ email: `${n}@example.test`, password });
  const storm = Promise.all(
    Array.from({ length: WAITING }, async (_, n) => {
      // The listen queue of a busy process may be full: that connection is reset.
      const status = await wrong(n).then(
        (response) => response.status,
        () => 'reset',
      );
      answered += 1;
      return status;
    }),
  );
  await eventually('the whole storm has arrived', () => answered > WAITING / 20);
  const meanwhile = await times();
  expect(answered).toBeLessThan(WAITING / 2);
  const spread = (sorted: number[]) => [0, TIMED >> 1, TIMED - 1].map((n) => `${sorted[n]?.toFixed(0)} ms`).join(', ');
  console.log(`alone (least, median, most): ${spread(alone)}; meanwhile: ${spread(meanwhile)}; ${answered} of the storm ended`);
  for (const status of await storm) expect([400, 503, 'reset']).toContain(status);
});
