import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually } from '@veza/testing';
import { type GatewaysUnderTest, signUpVerified, sharedGateways } from './gateway-under-test.js';
import { type Account, as, codeNow, FACTORS, forgetSteps, protectedAccount, stale } from './protected-account.js';

let gateways: GatewaysUnderTest;
const http = (index?: number) => gateways.http(index);

beforeAll(async () => {
  gateways = await sharedGateways();
});
afterAll(() => gateways.stop());

type Token = Pick<Account, 'accessToken'>;
const prove = ({ accessToken }: Token, proof: object, index = 0) =>
  http(index).post('/users/me/sessions/current/authentication').set(as(accessToken)).send(proof);
const erase = ({ accessToken }: Token, index = 0) => http(index).delete('/users/me').set(as(accessToken));
const FRESH = { code: 'FRESH_SIGN_IN_REQUIRED' };

async function staleAccount(): Promise<Account> {
  const account = await signUpVerified(gateways);
  await stale(gateways, account);
  return account;
}

async function staleProtected() {
  const account = await protectedAccount(gateways);
  await stale(gateways, account);
  return account;
}

test('a session authenticates again on one gateway and is fresh on the other; a refresh does not make it fresh', async () => {
  const account = await staleAccount();
  expect((await erase(account).expect(403)).body).toMatchObject(FRESH);
  const { body } = await http().post('/refresh').send({ refreshToken: account.refreshToken }).expect(200);
  await erase(body).expect(403);
  const before = Date.now();
  const renewed = await prove(account, { password: account.password }, 1).expect(200);
  const seconds = (Date.parse(renewed.body.fresh_until) - before) / 1000;
  expect(seconds).toBeGreaterThan(800);
  expect(seconds).toBeLessThan(1000);
  await erase(account).expect(204);
});

test('roles are changed in a fresh session only', async () => {
  const [admin, other] = [await signUpVerified(gateways), await signUpVerified(gateways)];
  await gateways.sql.query(`UPDATE users SET role = 'admin' WHERE id = $1`, [admin.id]);
  const { email, password } = admin;
  const { accessToken } = (await http().post('/login').send({ email, password }).expect(200)).body;
  const set = () => http().put(`/users/${other.id}/role`).set(as(accessToken)).send({ role: 'moderator' });
  await stale(gateways, admin);
  expect((await set().expect(403)).body).toMatchObject(FRESH);
  await prove({ accessToken }, { password }).expect(200);
  await set().expect(200);
});

test('each session is fresh by itself', async () => {
  const account = await signUpVerified(gateways);
  const { email, password } = account;
  const other = (await http().post('/login').send({ email, password }).expect(200)).body;
  await stale(gateways, account);
  await prove(other, { password }).expect(200);
  await erase(account).expect(403);
  await http().post('/logout').set(as(other.accessToken)).expect(204);
  await prove(other, { password }).expect(401);
});

test('a thief with an access token guesses no password, and gets nothing for other proofs', async () => {
  const account = await staleAccount();
  const guess = (i: number) => prove(account, { password: `wrong-${i}` }, i % 2).then(({ status }) => status);
  const statuses = await Promise.all(Array.from({ length: 14 }, (_, i) => guess(i)));
  expect(new Set(statuses)).toEqual(new Set([400, 429]));
  await prove(account, { password: account.password }).expect(429);
  expect((await prove(account, { code: '123456' }).expect(400)).body.code).toBe('INVALID_CODE');
  for (const body of [{}, { password: 'a', code: 'b' }, { otp: '123456' }]) await prove(account, body).expect(400);
  await erase(account).expect(403);
});

test('a password in the body is enough for an account without a factor, as published clients send it', async () => {
  const { accessToken, password } = await staleAccount();
  const newPassword = 'A-brand-new-one';
  await http().put('/api/auth/change-password').set(as(accessToken)).send({ currentPassword: password, newPassword }).expect(200);
  const profile = { email: `new.${Date.now()}@example.test`, currentPassword: newPassword };
  await http().put('/api/auth/profile').set(as(accessToken)).send(profile).expect(200);
  await http().post(`${FACTORS}/totp`).set(as(accessToken)).send({ password: newPassword }).expect(201);
});

test('of an account with a factor, a stolen token and the password change nothing', async () => {
  const account = await staleProtected();
  const { accessToken, password } = account;
  const calls = [
    http().put('/api/auth/change-password').send({ currentPassword: password, newPassword: 'A-brand-new-one' }),
    http().put('/api/auth/profile').send({ email: 'thief@example.test', currentPassword: password }),
    http().post(`${FACTORS}/totp/remove`).send({ password }),
    http().post(`${FACTORS}/recovery-codes`).send({ password }),
    http().delete('/users/me'),
  ];
  for (const call of calls) expect((await call.set(as(accessToken)).expect(403)).body).toMatchObject(FRESH);
  expect((await prove(account, { password }).expect(403)).body.code).toBe('SECOND_FACTOR_REQUIRED');
  expect((await http().get(FACTORS).set(as(accessToken)).expect(200)).body.recovery_codes_left).toBe(10);
});

test('a code renews such a session once, also when two gateways get it at once', async () => {
  const account = await staleProtected();
  const code = codeNow(account.uri);
  const replies = await Promise.all([prove(account, { code }, 0), prove(account, { code }, 1)]);
  expect(replies.map(({ status }) => status).sort()).toEqual([200, 400]);
  const remove = () => http().post(`${FACTORS}/totp/remove`).set(as(account.accessToken)).send({ password: account.password });
  await stale(gateways, account);
  await remove().expect(403);
  await prove(account, { code: account.codes[0] }).expect(200);
  await remove().expect(204);
});

test('the code that renewed a session opens no other one', async () => {
  const account = await staleProtected();
  const { email, password, uri } = account;
  const code = codeNow(uri);
  await prove(account, { code }).expect(200);
  const { body } = await http().post('/login').send({ email, password }).expect(403);
  await http().post('/login/second-factor').send({ ticket: body.details[0].message, code }).expect(400);
  await forgetSteps(gateways, account);
});

test('a password that is compared while a factor is confirmed renews no session', async () => {
  const account = await staleAccount();
  const confirming = await gateways.sql.connect();
  await confirming.query('BEGIN');
  await confirming.query('UPDATE users SET second_factor = true WHERE id = $1', [account.id]);
  const proving = prove(account, { password: account.password }).then();
  await eventually('the renewal waits for the account', async () => {
    const waiting = `SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%authenticated_at = now()%'`;
    return (await gateways.sql.query(waiting)).rowCount === 1;
  });
  await confirming.query('COMMIT');
  confirming.release();
  expect((await proving).status).toBe(400);
  await erase(account).expect(403);
});
