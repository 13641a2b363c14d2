import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually, silentConnections } from '@veza/testing';
import { newcomer, signUp, startGateways, type GatewaysUnderTest } from './gateway-under-test.js';

let gateways: GatewaysUnderTest;
const GUESSES = 4;
const SIGNINS = 24;
/** All sign-ups of this file come from one address. */
const SIGNUPS = 7;

/** Two gateways trust a proxy, which is this test. The third trusts none, and is one of a developer. */
beforeAll(async () => {
  const limits = { LIMIT_GUESSES: String(GUESSES), LIMIT_SIGNINS: String(SIGNINS), LIMIT_SIGNUPS: String(SIGNUPS) };
  gateways = await startGateways([limits, limits, { ...limits, TRUSTED_PROXIES: '192.0.2.1', NODE_ENV: 'development' }]);
});
afterAll(() => gateways.stop());

interface Account {
  email: string;
  password: string;
}
const login = ({ email, password }: Account, address: string, index = 0) =>
  gateways.http(index).post('/login').set('x-forwarded-for', address).send({ email, password });
const guess = ({ email }: Account, address: string, index = 0) => login({ email, password: 'not-the-password' }, address, index);

test('guesses are counted over all gateways by network, and the account signs in from another network meanwhile', async () => {
  const victim = await signUp(gateways.http());
  for (let n = 0; n < GUESSES; n++) await guess(victim, `203.0.113.${n}`, n % 2).expect(400);
  for (const index of [0, 1]) {
    const barred = await login(victim, '203.0.113.77', index).expect(429);
    expect(barred.body).toMatchObject({ code: 'RATE_LIMITED', retryable: true });
    expect(Number(barred.headers['retry-after'])).toBeGreaterThan(0);
  }
  await login(victim, '198.51.100.1').expect(200);
  for (let n = 0; n < GUESSES; n++) await guess(victim, `2001:db8::${n}`).expect(400);
  await login(victim, '2001:db8:0:0:ffff::1').expect(429);
  await login(victim, '2001:db8:0:1::1').expect(200);
});

test('concurrent guesses are counted one after the other', async () => {
  const victim = await signUp(gateways.http());
  const answers = await Promise.all(Array.from({ length: 20 }, () => guess(victim, '203.0.113.8')));
  const statuses = answers.map(({ status }) => status);
  expect(statuses.filter((status) => status === 400)).toHaveLength(GUESSES);
  expect(statuses.filter((status) => status === 429)).toHaveLength(20 - GUESSES);
});

test('a client without a trusted proxy cannot choose the counted address', async () => {
  const victim = await signUp(gateways.http());
  for (let n = 0; n < GUESSES; n++) await guess(victim, `203.0.${n}.1`, 2).expect(400);
  await guess(victim, '198.51.100.9', 2).expect(429);
});

test('sign-ups and sign-ins are limited per address, without effect on other addresses', async () => {
  const signUpFrom = (address: string) => gateways.http().post('/signup').set('x-forwarded-for', address).send(newcomer());
  const account = await signUp(gateways.http());
  const [ups, ins] = await Promise.all([
    Promise.all(Array.from({ length: SIGNUPS + 2 }, () => signUpFrom('198.51.100.7'))),
    Promise.all(Array.from({ length: SIGNINS + 3 }, () => login(account, '198.51.100.7', 1))),
  ]);
  for (const [answers, over] of [
    [ups, 2],
    [ins, 3],
  ] as const) {
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(over);
    expect(Number(refused[0]?.headers['retry-after'])).toBeGreaterThan(60);
  }
  await signUpFrom('198.51.100.8').expect(201);
  await login(account, '198.51.100.8').expect(200);
});

test('the addresses of one IPv6 network share the limits of sign-ups and sign-ins', async () => {
  const from = (n: number) => `2001:db8:5:5::${n}`;
  const signUpFrom = (address: string) => gateways.http().post('/signup').set('x-forwarded-for', address).send(newcomer());
  const account = await signUp(gateways.http());
  for (let n = 0; n < SIGNUPS; n++) await signUpFrom(from(n)).expect(201);
  await signUpFrom(from(SIGNUPS)).expect(429);
  await signUpFrom('2001:db8:5:6::1').expect(201);
  const ins = await Promise.all(Array.from({ length: SIGNINS + 1 }, (_, n) => login(account, from(n), n % 2)));
  expect(ins.filter(({ status }) => status === 429)).toHaveLength(1);
});

test('the limits that protect an account hold without Redis', async () => {
  const victim = await signUp(gateways.http(1));
  for (let n = 0; n < GUESSES - 1; n++) await guess(victim, '203.0.113.9').expect(400);
  await gateways.redis.stop();
  await guess(victim, '203.0.113.9').expect(400);
  await login(victim, '203.0.113.9').expect(429);
  await login(victim, '198.51.100.2').expect(200);
  await gateways.redis.start();
  await gateways.redis.restart({ wipe: true });
  await login(victim, '203.0.113.9').expect(429);
});

test('of too many incomplete request heads of one network the oldest is closed, and other requests are served', async () => {
  const silent = await silentConnections(Number(new URL(gateways.url(2)).port), 201, 'GET / HTTP/1.1\r\n');
  await eventually('the oldest to be closed', () => silent[0]?.closed === true);
  await gateways.http(2).get('/.well-known/jwks.json').expect(200);
  silent.forEach((socket) => socket.destroy());
});

test.each<[number, string, number]>([
  [2, 'attacker.example', 403],
  [2, 'localhost.attacker.example:8080', 403],
  [2, 'localhost:8080', 200],
  [2, '127.0.0.1', 200],
  [0, 'attacker.example', 200],
])('gateway %i returns for a request to the host %s the status %i', async (index, host, status) => {
  for (const path of ['/.well-known/jwks.json', ...(status === 403 ? ['/dev/outbox'] : [])])
    await gateways.http(index).get(path).set('host', host).expect(status);
});
