import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually, startPostgres, type RunningServer } from '@veza/testing';
import { signUp, startGateways, type GatewaysUnderTest } from './gateway-under-test.js';

let postgres: RunningServer;
let gateways: GatewaysUnderTest;
const http = () => gateways.http();

beforeAll(async () => {
  postgres = await startPostgres();
  gateways = await startGateways([{}], [], postgres);
});
afterAll(() => gateways.stop());

test('without Postgres a request gets 503 with Retry-After and no internals, tokens stay valid, and service resumes', async () => {
  const { accessToken, refreshToken, email, password } = await signUp(http());
  await postgres.stop();
  const away = await http().post('/login').send({ email, password }).expect(503);
  expect(away.body).toMatchObject({ code: 'UNAVAILABLE', retryable: true });
  expect(Number(away.headers['retry-after'])).toBeGreaterThan(0);
  expect(away.text).not.toMatch(/postgres|ECONN|SELECT|node_modules/i);
  await http().get('/users/me').set('authorization', `Bearer ${accessToken}`).expect(503); // the token is valid, but the profile cannot be read
  await http().get('/.well-known/jwks.json').expect(200);
  await http().post('/refresh').send({ refreshToken }).expect(503); // not 400: the client would sign out
  await postgres.start();
  await eventually(
    'signing in to work again',
    async () => (await http().post('/login').send({ email, password })).status === 200,
  );
  await http().post('/refresh').send({ refreshToken }).expect(200);
});

test('users sign in and out without Redis, and a wiped Redis neither revives nor ends a session', async () => {
  const [dead, alive] = [await signUp(http()), await signUp(http())];
  const me = async ({ accessToken }: { accessToken: string }) =>
    (await http().get('/users/me').set('authorization', `Bearer ${accessToken}`)).status;
  await gateways.redis.stop();
  await http().post('/logout').set('authorization', `Bearer ${dead.accessToken}`).expect(204);
  await http().post('/login').send({ email: alive.email, password: alive.password }).expect(200);
  await http().get('/products/1').expect(503);
  await gateways.redis.start();
  await gateways.redis.restart({ wipe: true });
  expect([await me(dead), await me(alive)]).toEqual([401, 200]);
  await http().post('/refresh').send({ refreshToken: dead.refreshToken }).expect(400);
  await http().post('/refresh').send({ refreshToken: alive.refreshToken }).expect(200);
});
