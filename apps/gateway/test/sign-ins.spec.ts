import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { WireGuessedAccount, WireSignIn } from '@veza/contracts';
import { eventually } from '@veza/testing';
import { GuessingService } from '../src/identity/guessing/guessing.service.js';
import { SignInEventsRepository } from '../src/identity/sign-ins/sign-in-events.repository.js';
import { newcomer, signUpVerified, startGateways, type GatewaysUnderTest } from './gateway-under-test.js';
import { as, codeNow, protectedAccount } from './protected-account.js';

const ADMIN = { email: 'root@veza.test', password: 'a-long-enough-password' };
let gateways: GatewaysUnderTest;
let admin: string;
const http = () => gateways.http();

beforeAll(async () => {
  gateways = await startGateways([{ ADMIN_EMAIL: ADMIN.email, ADMIN_PASSWORD: ADMIN.password, REFRESH_GRACE: '0s' }]);
});
afterAll(() => gateways?.stop());
beforeEach(async () => {
  admin = (await login(ADMIN).expect(200)).body.accessToken;
});

const login = ({ email, password }: { email: string; password: string }, device = 'a phone') =>
  http().post('/api/v1/login').set('user-agent', device).send({ email, password });
const page = async (token: string, query = ''): Promise<{ sign_ins: WireSignIn[]; next_cursor: string | null }> =>
  (await http().get(`/api/v1/users/me/sign-ins${query}`).set(as(token)).expect(200)).body;
const list = async (token: string) => (await page(token, '?limit=100')).sign_ins;
/** The list once it has so many entries. */
const listOf = (count: number, token: string) =>
  eventually(`${count} entries`, async () => {
    const entries = await list(token);
    return entries.length >= count && entries;
  });
const guessed = async (query = ''): Promise<WireGuessedAccount[]> =>
  (await http().get(`/api/v1/guessed-accounts${query}`).set(as(admin)).expect(200)).body;
const refusals = (id: number, count: number, { network = '198.51.100', hours = 0 } = {}) =>
  gateways.sql.query(
    `INSERT INTO sign_in_events (user_id, kind, method, detail, network, at)
     SELECT $1, 'refused', 'password', 'INVALID_CREDENTIALS', $3, now() - make_interval(hours => $4) FROM generate_series(1, $2)`,
    [id, count, network, hours],
  );

test('a person sees the own sign-ins and refusals with device, network and way, and those of no other account', async () => {
  const account = await signUpVerified(gateways);
  await signUpVerified(gateways);
  await login({ ...account, password: 'Wrong-Horse-9' }, 'a stranger').expect(400);
  await listOf(2, account.accessToken);
  await login(account).expect(200);
  expect(await listOf(3, account.accessToken)).toMatchObject([
    { kind: 'signed-in', method: 'password', detail: null, device: 'a phone', network: '127.0.0.0/24' },
    { kind: 'refused', method: 'password', detail: 'INVALID_CREDENTIALS', device: 'a stranger', network: '127.0.0.0/24' },
    { kind: 'signed-in', method: 'sign-up' },
  ]);
  expect(JSON.stringify(await list(account.accessToken))).not.toContain('Wrong-Horse');
});

test('an attempt on an address without an account is stored nowhere', async () => {
  const count = async () => (await gateways.sql.query('SELECT count(*)::integer AS count FROM sign_in_events')).rows[0].count;
  const account = await signUpVerified(gateways);
  const before = await count();
  await login(newcomer()).expect(400);
  // A refusal after it has waited in the same queue.
  await login({ ...account, password: 'Wrong-Horse-9' }).expect(400);
  await listOf(2, account.accessToken);
  expect(await count()).toBe(before + 1);
});

test('the first step, a wrong code, the session and the changes of factors are in the list', async () => {
  const { email, password, uri, accessToken } = await protectedAccount(gateways);
  const step = await login({ email, password }).expect(403);
  const ticket = step.body.details[0].message;
  const second = (code: string) => http().post('/api/v1/login/second-factor').send({ ticket, code });
  await second('not-a-code').expect(400);
  await second(codeNow(uri)).expect(200);
  const entries = await eventually('the steps', async () => {
    const found = (await list(accessToken)).map(({ kind, method, detail }) => [kind, method, detail].join(' '));
    return found.length === 5 && found;
  });
  expect(entries.sort()).toEqual([
    'changed  factor-on',
    'first-step password SECOND_FACTOR_REQUIRED',
    'refused second-factor INVALID_CODE',
    'signed-in second-factor ',
    'signed-in sign-up ',
  ]);
});

test('a stolen session, a new password and guesses of it in an open session are in the list', async () => {
  const { password, accessToken, refreshToken } = await signUpVerified(gateways);
  const change = (currentPassword: string) =>
    http().put('/api/auth/change-password').set(as(accessToken)).send({ currentPassword, newPassword: 'A-brand-new-one' });
  await change('Wrong-Horse-9').expect(400);
  await change(password).expect(200);
  const { body: next } = await http().post('/api/v1/refresh').send({ refreshToken }).expect(200);
  expect((await listOf(3, next.accessToken)).map(({ detail }) => detail).sort()).toEqual([
    'INVALID_CREDENTIALS',
    null,
    'password',
  ]);
  await http().post('/api/v1/refresh').send({ refreshToken: next.refreshToken }).expect(200);
  await http().post('/api/v1/refresh').send({ refreshToken }).expect(400);
  const { rows } = await gateways.sql.query(`SELECT detail FROM sign_in_events WHERE detail = 'theft'`);
  expect(rows).toHaveLength(1);
});

test('API tokens that are made and revoked, also those of an own bot, are in the list of the person', async () => {
  const owner = await signUpVerified(gateways);
  const own = as(owner.accessToken);
  const bot = (
    await http()
      .post('/api/v1/users/me/bots')
      .set(own)
      .send({ username: `${owner.username}_bot` })
      .expect(201)
  ).body;
  for (const tokens of ['/api/v1/users/me/api-tokens', `/api/v1/users/me/bots/${bot.id}/api-tokens`]) {
    const made = await http()
      .post(tokens)
      .set(own)
      .send({ name: 'x', scopes: ['identity.accounts:read'] })
      .expect(201);
    await http().delete(`${tokens}/${made.body.id}`).set(own).expect(204);
    await http().delete(`${tokens}/${made.body.id}`).set(own).expect(404); // is no second entry
  }
  const changes = (await list(owner.accessToken)).filter(({ kind }) => kind === 'changed').map(({ detail }) => detail);
  expect(changes).toEqual(['api-token-revoked', 'api-token', 'api-token-revoked', 'api-token']);
});

test('the list has pages, and a cursor of another list is refused', async () => {
  const { id, accessToken } = await signUpVerified(gateways);
  await refusals(id, 4);
  const first = await page(accessToken, '?limit=3');
  const second = await page(accessToken, `?limit=3&cursor=${first.next_cursor}`);
  expect([first.sign_ins.length, second.sign_ins.map(({ kind }) => kind), second.next_cursor]).toEqual([
    3,
    ['refused', 'signed-in'],
    null,
  ]);
  const elsewhere = Buffer.from('["x"]').toString('base64url');
  await http().get(`/api/v1/users/me/sign-ins?cursor=${elsewhere}`).set(as(accessToken)).expect(400);
});

test('guessers fill neither the table nor the list: refusals have bounds of their own', async () => {
  const account = await signUpVerified(gateways);
  await refusals(account.id, 199);
  const events = gateways.app.get(SignInEventsRepository);
  const attempt = { userId: account.id, method: 'password', detail: 'RATE_LIMITED', device: 'x', network: '192.0.2' } as const;
  for (const kind of ['refused', 'refused', 'first-step'] as const) await events.addAttempts([{ ...attempt, kind }]);
  const kinds = async () =>
    (
      await gateways.sql.query(
        'SELECT kind, count(*)::integer AS count FROM sign_in_events WHERE user_id = $1 GROUP BY kind ORDER BY kind',
        [account.id],
      )
    ).rows.map(({ kind, count }) => `${kind} ${count}`);
  expect(await kinds()).toEqual(['first-step 1', 'refused 200', 'signed-in 1']);
  await refusals(account.id, 50, { hours: 5 });
  await refusals(account.id, 7, { hours: 24 * 181 });
  await events.sweep();
  expect(await kinds()).toEqual(['first-step 1', 'refused 200', 'signed-in 1']);
});

test('administrators see accounts under guessing, and others do not', async () => {
  const [victim, other] = [await signUpVerified(gateways), await signUpVerified(gateways)];
  await refusals(victim.id, 6);
  await refusals(victim.id, 4, { network: '203.0.113' });
  await refusals(other.id, 9);
  await refusals(other.id, 5, { hours: 2 });
  const of = (accounts: WireGuessedAccount[], id: number) => accounts.find(({ user_id }) => user_id === id);
  const now = await guessed();
  expect(of(now, victim.id)).toMatchObject({ username: victim.username, refusals: 10, networks: 2 });
  expect(of(now, other.id)).toBeUndefined();
  expect(of(await guessed('?hours=24'), other.id)).toMatchObject({ refusals: 14, networks: 1 });
  await http().get('/api/v1/guessed-accounts').set(as(victim.accessToken)).expect(403);
  await http().get('/api/v1/guessed-accounts?hours=25').set(as(admin)).expect(400);
});

test('an account under guessing gets one mail a day', async () => {
  const victim = await signUpVerified(gateways);
  await refusals(victim.id, 12);
  const guessing = gateways.app.get(GuessingService);
  await Promise.all([guessing.watch(), guessing.watch()]);
  await guessing.watch();
  const { body } = await http().get('/dev/outbox').query({ to: victim.email }).expect(200);
  const subjects = body.map(({ subject }: { subject: string }) => subject);
  expect(subjects.filter((subject: string) => subject === 'De nombreuses connexions refusées')).toHaveLength(1);
  expect((await list(victim.accessToken))[0]).toMatchObject({ kind: 'changed', detail: 'guessing' });
});

test('the erasure deletes the list', async () => {
  const { id, accessToken } = await signUpVerified(gateways);
  const rows = async () => (await gateways.sql.query('SELECT 1 FROM sign_in_events WHERE user_id = $1', [id])).rows.length;
  expect(await rows()).toBe(1);
  await http().delete('/api/v1/users/me').set(as(accessToken)).expect(204);
  expect(await rows()).toBe(0);
});
