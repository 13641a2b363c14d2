import { createPublicKey, verify } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { UsersService } from '../src/identity/users/users.service.js';
import { newcomer, signUp, startGateways, type GatewaysUnderTest } from './gateway-under-test.js';

let gateways: GatewaysUnderTest;
const http = () => gateways.http();

beforeAll(async () => {
  gateways = await startGateways([{ LIMIT_GUESSES: '4', LIMIT_SIGNUPS: '40' }]);
});
afterAll(() => gateways.stop());

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

test('one account signs in through all three wire formats', async () => {
  const account = newcomer();
  await http()
    .post('/auth/register')
    .send({ ...account, first_name: 'Grace' })
    .expect(201);
  const { email, password } = account;
  const flat = await http().post('/api/v1/login').send({ email, password }).expect(200);
  expect(flat.body).toEqual({
    user: { id: expect.any(Number), email, username: account.username, role: 'user' },
    accessToken: expect.any(String),
    refreshToken: expect.any(String),
  });
  const enveloped = await http().post('/api/v1/auth/login').send({ email: email.toUpperCase(), password }).expect(200);
  expect(enveloped.body).toMatchObject({
    success: true,
    data: { expires_in: 900, user: { id: flat.body.user.id, first_name: 'Grace', email_verified: false } },
  });
  const nova = await http().post('/api/auth/login').send({ email, password, rememberMe: true }).expect(200);
  expect(nova.body).toMatchObject({
    id: String(flat.body.user.id),
    role: 'patient',
    tokenType: 'Bearer',
    preferences: { theme: 'auto' },
  });
  for (const path of ['/api/v1/users/me', '/auth/me', '/api/auth/me'])
    await http().get(path).set(bearer(nova.body.accessToken)).expect(200);
});

test('a wrong password and an unknown account get the same error: 400, or 401 in the enveloped format', async () => {
  const { email } = await signUp(http());
  for (const who of [email, 'unknown@example.test']) {
    const body = { email: who, password: 'not-the-password' };
    for (const path of ['/login', '/api/auth/login'])
      expect((await http().post(path).send(body).expect(400)).body.code).toBe('INVALID_CREDENTIALS');
  }
  const refused = await http().post('/auth/login').send({ email: 'nobody2@example.test', password: 'x' }).expect(401);
  expect(refused.body).toMatchObject({ error: 'Invalid credentials', code: 'BAD_CREDENTIALS' });
});

test('taken names and weak passwords are rejected by field', async () => {
  const { username, email } = await signUp(http());
  const fresh = newcomer();
  const refusals = [
    [{ ...fresh, email }, 409, 'email'],
    [{ ...fresh, username }, 409, 'username'],
    [{ ...fresh, password: 'short' }, 400, 'password'],
    [{ ...fresh, password: 'password123' }, 400, 'password'],
    [{ ...fresh, password: `${fresh.username}1` }, 400, 'password'],
    [{ ...fresh, email: 'not an address' }, 400, 'email'],
  ] as const;
  for (const [body, status, field] of refusals) {
    const answer = await http().post('/signup').send(body);
    expect([answer.status, answer.body.details.map((each: { field: string }) => each.field)]).toEqual([status, [field]]);
  }
});

test('guesses are limited by account and network, without effect on other networks', async () => {
  const [victim, other] = [await signUp(http()), await signUp(http())];
  const from = (address: string) => http().post('/login').set('x-forwarded-for', address);
  for (let guess = 0; guess < 4; guess++)
    await from('203.0.113.7')
      .send({ email: victim.email, password: `guess-${guess}` })
      .expect(400);
  const barred = await from('203.0.113.99').send({ email: victim.email, password: victim.password }).expect(429);
  expect(Number(barred.headers['retry-after'])).toBeGreaterThan(0);
  await from('198.51.100.1').send({ email: victim.email, password: victim.password }).expect(200);
  await from('203.0.113.7').send({ email: other.email, password: other.password }).expect(200);
});

test('a password is compared as it was sent, to its last character, and stored with argon2id', async () => {
  const account = newcomer();
  const password = ` Été-${'x'.repeat(122)}-`;
  const { id } = (
    await http()
      .post('/signup')
      .send({ ...account, password })
      .expect(201)
  ).body.user;
  const others = [password.trim(), password.toLowerCase(), password.slice(0, -1), password.normalize('NFD'), `${password} `];
  for (const other of others.slice(0, 3)) await http().post('/login').send({ email: account.email, password: other }).expect(400);
  for (const other of others.slice(3))
    await http()
      .post('/login')
      .set('x-forwarded-for', '198.51.100.3')
      .send({ email: account.email, password: other })
      .expect(400);
  await http().post('/login').send({ email: account.email, password }).expect(200);
  const { rows } = await gateways.sql.query('SELECT password_hash AS hash FROM users WHERE id = $1', [id]);
  expect(rows[0].hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
});

test('a session ends at the time that its sign-in has set, however often it is refreshed', async () => {
  const { id, refreshToken } = await signUp(http());
  const end = async () =>
    (await gateways.sql.query<{ end: Date }>('SELECT expires_at AS end FROM sessions WHERE user_id = $1', [id])).rows[0]?.end;
  const before = await end();
  const { body } = await http().post('/refresh').send({ refreshToken }).expect(200);
  expect(await end()).toEqual(before);
  await gateways.sql.query('UPDATE sessions SET expires_at = now() WHERE user_id = $1', [id]);
  expect((await http().post('/refresh').send({ refreshToken: body.refreshToken }).expect(400)).body.code).toBe('INVALID_GRANT');
});

test('a session that is not refreshed for two weeks is not continued, nor listed; a repeated token counts as a use', async () => {
  const { id, email, password, refreshToken } = await signUp(http());
  const { accessToken } = (await http().post('/login').send({ email, password }).expect(200)).body;
  const listed = async () => (await http().get('/users/me/sessions').set(bearer(accessToken)).expect(200)).body.sessions.length;
  const rest = (time: string) =>
    gateways.sql.query('UPDATE sessions SET last_used_at = now() - $2::interval WHERE user_id = $1', [id, time]);
  const refresh = () => http().post('/refresh').send({ refreshToken });
  for (let round = 0; round < 2; round++) {
    await rest('13 days 23 hours');
    const next = (await refresh().expect(200)).body.refreshToken;
    expect((await refresh().expect(200)).body.refreshToken).toBe(next);
    const { rows } = await gateways.sql.query(
      `SELECT 1 FROM sessions WHERE user_id = $1 AND last_used_at > now() - interval '1 minute'`,
      [id],
    );
    expect(rows).toHaveLength(1);
  }
  expect(await listed()).toBe(2);
  await rest('14 days');
  expect((await refresh().expect(400)).body.code).toBe('INVALID_GRANT');
  expect(await listed()).toBe(0);
});

test('access tokens verify with the published keys, and tokens with other signatures are rejected', async () => {
  const { accessToken } = await signUp(http());
  const [head = '', claims = '', signature = ''] = accessToken.split('.');
  const { kid, alg } = JSON.parse(Buffer.from(head, 'base64url').toString());
  const { body } = await http().get('/.well-known/jwks.json').expect(200);
  const key = createPublicKey({ key: body.keys.find((each: { kid: string }) => each.kid === kid), format: 'jwk' });
  expect([alg, verify(null, Buffer.from(`${head}.${claims}`), key, Buffer.from(signature, 'base64url'))]).toEqual([
    'EdDSA',
    true,
  ]);
  const forged = [
    `${head}.${claims}.${'A'.repeat(signature.length)}`,
    `${head}.${Buffer.from('{"sub":"1"}').toString('base64url')}.${signature}`,
    'a.b',
    '',
  ];
  for (const token of forged)
    expect((await http().get('/users/me').set(bearer(token)).expect(401)).body.code).toBe('UNAUTHENTICATED');
});

test('a sign-out ends the tokens at once', async () => {
  const { accessToken, refreshToken } = await signUp(http());
  await http().post('/api/v1/logout').set(bearer(accessToken)).expect(204);
  await http().get('/users/me').set(bearer(accessToken)).expect(401);
  expect((await http().post('/refresh').send({ refreshToken }).expect(400)).body.code).toBe('INVALID_GRANT');
});

test('a waiting sign-in fails when its password is changed meanwhile', async () => {
  const { email, password, accessToken } = await signUp(http());
  const change = { currentPassword: password, newPassword: 'A-brand-new-one' };
  let changed = false;
  const changing = http()
    .put('/api/auth/change-password')
    .set(bearer(accessToken))
    .send(change)
    .expect(200)
    .then(() => (changed = true));
  // Passwords are hashed one at a time, so some sign-ins that wait behind the change have already read the old hash.
  const late: Promise<unknown>[] = [];
  for (; !changed; await pause(5)) late.push(http().post('/login').send({ email, password }).then());
  await Promise.all([changing, ...late]);
  const { body } = await http()
    .get('/users/me/sessions')
    .set(bearer(accessToken))
    .expect(200)
    .expect('cache-control', 'no-store');
  expect(body.sessions).toHaveLength(1);
});

test('sessions are listed, and ended one by one or all except the current one', async () => {
  const { email, password, accessToken } = await signUp(http());
  const login = async (device: string) =>
    String((await http().post('/login').set('user-agent', device).send({ email, password }).expect(200)).body.accessToken);
  const [phone, tablet] = [await login('phone'), await login('tablet')];
  const list = async () => (await http().get('/users/me/sessions').set(bearer(phone)).expect(200)).body.sessions;
  const sessions = await list();
  expect(sessions).toHaveLength(3);
  expect(sessions.find((each: { current: boolean }) => each.current)).toMatchObject({ device: 'phone', address: '127.0.0.1' });
  const { id } = sessions.find((each: { device: string }) => each.device === 'tablet');
  await http().delete(`/users/me/sessions/${id}`).set(bearer(phone)).expect(204);
  await http().delete(`/users/me/sessions/${id}`).set(bearer(phone)).expect(404);
  await http().get('/users/me').set(bearer(tablet)).expect(401);
  await http().delete('/users/me/sessions').set(bearer(phone)).expect(204);
  await http().get('/users/me').set(bearer(accessToken)).expect(401);
  expect(await list()).toHaveLength(1);
});

test('an erased account cannot sign in, and its profile has no name', async () => {
  const { id, username, email, password, accessToken } = await signUp(http());
  await http().delete('/users/me').set(bearer(accessToken)).expect(204);
  await http().get('/users/me').set(bearer(accessToken)).expect(401);
  await http().post('/login').send({ email, password }).expect(400);
  const profile = await http().get(`/users/${id}`).expect(200);
  expect(profile.body.username).toBe('deleted user');
  await http().post('/signup').send({ username, email, password }).expect(201);
});

test('a client cannot set its role', async () => {
  const claimed = await http()
    .post('/signup')
    .send({ ...newcomer(), confirmPassword: 'x', role: 'admin', emailVerified: true, id: 1 })
    .expect(201);
  const { accessToken, user } = claimed.body;
  expect(user.role).toBe('user');
  const own = await http().patch('/users/me').set(bearer(accessToken)).send({ role: 'admin', email_verified: true }).expect(200);
  expect(own.body).toMatchObject({ id: user.id, role: 'user', email_verified: false });
  const updated = await http()
    .put('/api/auth/profile')
    .set(bearer(accessToken))
    .send({ role: 'admin', permissions: ['*'], firstName: 'Zoé' })
    .expect(200);
  expect(updated.body).toMatchObject({ role: 'patient', permissions: [], firstName: 'Zoé' });
  const admin = await http().post('/login').send({ email: 'admin@veza.local', password: 'change-me-admin' }).expect(200);
  expect(admin.body.user.role).toBe('admin');
});

test('an account is found by its e-mail address only once that is verified, and by its user name always', async () => {
  const { email, username } = await signUp(http());
  const find = (by: { email: string } | { username: string }) =>
    gateways.app
      .get(UsersService)
      .find(by)
      .then(
        ({ username: found }) => found,
        (error: unknown) => Object(error).code,
      );
  expect([await find({ email }), await find({ username })]).toEqual(['USER_NOT_FOUND', username]);
  await gateways.sql.query('UPDATE users SET email_verified = true WHERE email = $1', [email]);
  expect(await find({ email: email.toUpperCase() })).toBe(username);
});
