import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type GatewaysUnderTest, signUp, startGateways } from './gateway-under-test.js';

const ORIGIN = 'https://veza.example';
const MODE = { 'x-veza-session': 'cookie' };

let gateways: GatewaysUnderTest;
let person: Awaited<ReturnType<typeof signUp>>;
const http = (index?: number) => gateways.http(index);

beforeAll(async () => {
  const away = { id: 'away', label: 'Away', issuer: 'http://127.0.0.1:9', clientId: 'x', clientSecret: 'x' };
  gateways = await startGateways([{}, { PUBLIC_URL: ORIGIN, OIDC_PROVIDERS: JSON.stringify([away]) }]);
  person = await signUp(http());
});
afterAll(() => gateways.stop());

const signIn = (headers: Record<string, string> = {}, index?: number) =>
  http(index)
    .post('/login')
    .set({ ...MODE, ...headers })
    .send({ email: person.email, password: person.password });
const refresh = (cookie: string, headers: Record<string, string> = MODE) =>
  http()
    .post('/refresh')
    .set({ cookie, ...headers })
    .send({});
const cookieOf = ({ headers }: { headers: Record<string, unknown> }) => String([headers['set-cookie']].flat()[0]);
const pairOf = (answer: { headers: Record<string, unknown> }) => cookieOf(answer).split(';')[0] ?? '';

test('the refresh token is in an HttpOnly cookie of the own site, and not in the body', async () => {
  const answer = await signIn().expect(200);
  expect(answer.body).toMatchObject({ accessToken: expect.any(String), user: { id: person.id } });
  expect(answer.body).not.toHaveProperty('refreshToken');
  expect(cookieOf(answer)).toMatch(/^veza-session-\d+=[^;]{20,}; Max-Age=7776000; Path=\/; HttpOnly; SameSite=Strict$/);
});

test('behind https the cookie is bound to the host and to https', async () => {
  const answer = await signIn({}, 1).expect(200);
  expect(cookieOf(answer)).toMatch(/^__Host-veza-session=[^;]{20,}; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Strict; Secure$/);
});

test('behind https so is the cookie of a visit to a provider, which comes back by a link of another site', async () => {
  const query = { return_to: `${ORIGIN}/`, challenge: 'A'.repeat(43) };
  const answer = await http(1).get('/api/v1/oidc/away/start').query(query).expect(302);
  expect(cookieOf(answer)).toMatch(/^__Host-veza-oidc=[\w-]{43}; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax; Secure$/);
});

test('the cookie renews the session, and its token rotates', async () => {
  const first = pairOf(await signIn().expect(200));
  const renewed = await refresh(first).expect(200);
  expect(renewed.body).not.toHaveProperty('refreshToken');
  const second = pairOf(renewed);
  expect(second).not.toBe(first);
  await refresh(`other=1; ${second}`).expect(200);
});

test('a rejected cookie is cleared, and so is that of a session that was signed out', async () => {
  const rejected = await refresh('veza-session-80=rubbish').expect(400);
  expect(rejected.body.code).toBe('INVALID_GRANT');
  expect(cookieOf(rejected)).toMatch(/^veza-session-\d+=; Max-Age=0; /);
  const session = await signIn().expect(200);
  const out = await http()
    .post('/logout')
    .set({ ...MODE, authorization: `Bearer ${session.body.accessToken}` })
    .expect(204);
  expect(cookieOf(out)).toMatch(/^veza-session-\d+=; Max-Age=0; /);
  expect((await refresh(pairOf(session)).expect(400)).body.code).toBe('INVALID_GRANT');
});

test('without the header a cookie is no credential', async () => {
  const pair = pairOf(await signIn().expect(200));
  const bare = await refresh(pair, {}).expect(400);
  expect(bare.body.code).toBe('INVALID_GRANT');
  expect(bare.headers['set-cookie']).toBeUndefined();
  await http()
    .get('/users/me')
    .set({ cookie: pair, ...MODE })
    .expect(401);
  await refresh(pair).expect(200);
});

test('a page of another origin neither opens nor renews a session in a cookie', async () => {
  const pair = pairOf(await signIn().expect(200));
  const foreign: Record<string, string>[] = [
    { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
    { 'sec-fetch-site': 'same-site', origin: ORIGIN },
    { origin: 'https://evil.example' },
    { origin: 'null' },
  ];
  for (const headers of foreign) {
    for (const answer of [await signIn(headers).expect(403), await refresh(pair, { ...MODE, ...headers }).expect(403)]) {
      expect(answer.body.code).toBe('FORBIDDEN');
      expect(answer.headers['set-cookie']).toBeUndefined();
    }
  }
  const preflight = { origin: 'https://evil.example', 'access-control-request-method': 'POST' };
  const asked = await http()
    .options('/login')
    .set({ ...preflight, 'access-control-request-headers': 'x-veza-session' });
  expect(String(asked.headers['access-control-allow-headers']).toLowerCase()).not.toContain('x-veza-session');
  await refresh(pair, { ...MODE, 'sec-fetch-site': 'same-origin', origin: 'http://localhost:5173' }).expect(200);
});

test('the nova spelling, which has sign-ins by a mailed code, opens a session in a cookie as well', async () => {
  const { email, password } = person;
  const answer = await http().post('/api/auth/login').set(MODE).send({ email, password });
  expect([answer.status, answer.body.refreshToken]).toEqual([200, undefined]);
  expect(cookieOf(answer)).toContain('HttpOnly');
});
