import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually, totpSecret } from '@veza/testing';
import { type GatewaysUnderTest, signUpVerified, sharedGateways } from './gateway-under-test.js';
import {
  type Account,
  as,
  codeNow,
  FACTORS,
  forgetSteps as forget,
  protectedAccount as newProtected,
} from './protected-account.js';

let gateways: GatewaysUnderTest;
const http = (index?: number) => gateways.http(index);

beforeAll(async () => {
  gateways = await sharedGateways();
});
afterAll(() => gateways.stop());

const protectedAccount = () => newProtected(gateways);
const forgetSteps = (account: Account) => forget(gateways, account);
const enrol = async ({ accessToken, password }: Account) =>
  (await http().post(`${FACTORS}/totp`).set(as(accessToken)).send({ password }).expect(201)).body;

async function ticketOf({ email, password }: Pick<Account, 'email' | 'password'>): Promise<string> {
  const { body } = await http().post('/login').send({ email, password }).expect(403);
  expect(body).toMatchObject({ code: 'SECOND_FACTOR_REQUIRED', details: [{ field: 'ticket' }] });
  return body.details[0].message;
}

const finish = (ticket: string, code: string, index = 0) => http(index).post('/login/second-factor').send({ ticket, code });
const subjects = async (to: string): Promise<string[]> =>
  (await http().get('/dev/outbox').query({ to }).expect(200)).body.map(({ subject }: { subject: string }) => subject);

test('an app is confirmed by a code, and ends the sessions that were opened without it', async () => {
  const account = await signUpVerified(gateways);
  const { email, password, accessToken } = account;
  const elsewhere = (await http().post('/login').send({ email, password }).expect(200)).body.accessToken;
  const { secret, uri } = await enrol(account);
  expect(uri).toContain(`secret=${secret}`);
  await http().post(`${FACTORS}/totp/confirm`).set(as(accessToken)).send({ code: '000000x' }).expect(400);
  await http().post('/login').send({ email, password }).expect(200);
  const confirmed = await http()
    .post(`${FACTORS}/totp/confirm`)
    .set(as(accessToken))
    .send({ code: codeNow(uri) })
    .expect(200);
  expect(new Set(confirmed.body.recovery_codes).size).toBe(10);
  expect(confirmed.headers['cache-control']).toBe('no-store');
  await http().get('/users/me').set(as(elsewhere)).expect(401);
  const { body } = await http().get(FACTORS).set(as(accessToken)).expect(200);
  expect(body).toEqual({ totp: { confirmed_at: expect.any(String) }, recovery_codes_left: 10 });
  const again = await http().post(`${FACTORS}/totp`).set(as(accessToken)).send({ password }).expect(409);
  expect([again.body.code, await subjects(email)]).toEqual([
    'INVALID_STATE',
    expect.arrayContaining(['Connexion en deux étapes activée']),
  ]);
});

test('a sign-in with password and code gives the same body as one without a factor, in every spelling', async () => {
  const account = await protectedAccount();
  const { email, password, uri } = account;
  const spellings = [
    ['/api/v1/login', '/api/v1/login/second-factor', 'accessToken'],
    ['/auth/login', '/auth/login/second-factor', 'data'],
    ['/api/auth/login', '/api/auth/login-second-factor', 'tokenType'],
  ] as const;
  for (const [first, second, field] of spellings) {
    const plain = await signUpVerified(gateways);
    const without = await http().post(first).send({ email: plain.email, password: plain.password }).expect(200);
    const refused = await http().post(first).send({ email, password }).expect(403);
    expect(refused.body).toMatchObject({ code: 'SECOND_FACTOR_REQUIRED' });
    expect(refused.text).not.toContain('accessToken');
    const ticket = refused.body.details[0].message;
    const { body } = await http()
      .post(second)
      .send({ ticket, code: codeNow(uri) })
      .expect(200);
    expect([Object.keys(body).sort(), body[field] === undefined]).toEqual([Object.keys(without.body).sort(), false]);
    await forgetSteps(account);
  }
});

test('a code works once, also when two gateways get it at once', async () => {
  const account = await protectedAccount();
  const tickets = [await ticketOf(account), await ticketOf(account), await ticketOf(account)];
  const code = codeNow(account.uri);
  const [first = '', second = '', third = ''] = tickets;
  const replies = await Promise.all([finish(first, code, 0), finish(second, code, 1)]);
  expect(replies.map(({ status }) => status).sort()).toEqual([200, 400]);
  expect((await finish(third, code).expect(400)).body.code).toBe('INVALID_CODE');
  expect((await finish(third, codeNow(account.uri, -1)).expect(400)).body.code).toBe('INVALID_CODE');
  await finish(third, codeNow(account.uri, 1)).expect(200);
});

test('a ticket survives a wrong code, works once, and expires', async () => {
  const account = await protectedAccount();
  const [ticket, late] = [await ticketOf(account), await ticketOf(account)];
  await finish(ticket, 'abcdef').expect(400);
  await finish(ticket, codeNow(account.uri)).expect(200);
  await forgetSteps(account);
  expect((await finish(ticket, codeNow(account.uri)).expect(400)).body.code).toBe('INVALID_TOKEN');
  await gateways.sql.query('UPDATE sign_in_tickets SET expires_at = now() WHERE user_id = $1', [account.id]);
  expect((await finish(late, codeNow(account.uri)).expect(400)).body.code).toBe('INVALID_TOKEN');
  expect((await finish('no-such-ticket', codeNow(account.uri)).expect(400)).body.code).toBe('INVALID_TOKEN');
});

test('a recovery code works once in any spelling, and a new set retires the old one', async () => {
  const account = await protectedAccount();
  const [code = '', other = ''] = account.codes;
  expect(code).toMatch(/^([a-z2-9]{4}-){5}[a-z2-9]{4}$/);
  const tickets = [await ticketOf(account), await ticketOf(account)];
  const spelled = code.toUpperCase().replaceAll('-', ' ');
  const replies = await Promise.all(tickets.map((ticket, i) => finish(ticket, spelled, i)));
  expect(replies.map(({ status }) => status).sort()).toEqual([200, 400]);
  const token = replies.find(({ status }) => status === 200)?.body.accessToken;
  expect((await http().get(FACTORS).set(as(token)).expect(200)).body.recovery_codes_left).toBe(9);
  const renewed = await http().post(`${FACTORS}/recovery-codes`).set(as(token)).send({ password: account.password }).expect(200);
  const ticket = await ticketOf(account);
  await finish(ticket, other).expect(400);
  await finish(ticket, renewed.body.recovery_codes[9]).expect(200);
  const expected = ['Connexion avec un code de secours', 'Nouveaux codes de secours'];
  expect(await subjects(account.email)).toEqual(expect.arrayContaining(expected));
});

test('a code by mail and a new password do not bypass the factor', async () => {
  const account = await protectedAccount();
  const { email } = account;
  const mailed = async (path: string, pattern: RegExp) => {
    const { length } = await subjects(email);
    await http().post(path).send({ email }).expect(202);
    return eventually(`a mail of ${path}`, async () => {
      const [mail] = (await http().get('/dev/outbox').query({ to: email })).body.slice(length);
      return mail && (pattern.exec(mail.text)?.[1] ?? '');
    });
  };
  const otp = await mailed('/api/auth/otp-request', /\b(\d{6})\b/);
  const refused = await http().post('/api/auth/login-otp').send({ email, otp }).expect(403);
  expect(refused.body.code).toBe('SECOND_FACTOR_REQUIRED');
  const finished = await http()
    .post('/api/auth/login-second-factor')
    .send({ ticket: refused.body.details[0].message, code: codeNow(account.uri) })
    .expect(200);
  expect(finished.body).toMatchObject({ id: String(account.id), tokenType: 'Bearer' });
  await forgetSteps(account);

  const before = await ticketOf(account);
  const token = await mailed('/forgot-password', /token=([\w-]+)/);
  await http().post('/reset-password').send({ token, password: 'A-brand-new-one' }).expect(204);
  // The first factor of that ticket is the old password.
  expect((await finish(before, codeNow(account.uri)).expect(400)).body.code).toBe('INVALID_CREDENTIALS');
  await forgetSteps(account);
  await finish(await ticketOf({ email, password: 'A-brand-new-one' }), codeNow(account.uri)).expect(200);
});

test('wrong codes are limited over all gateways and networks, and the limit ends no other account', async () => {
  const [account, other] = [await protectedAccount(), await protectedAccount()];
  const ticket = await ticketOf(account);
  const guess = (i: number) =>
    finish(ticket, String(i).padStart(6, '9'), i % 2)
      .set('x-forwarded-for', `203.0.${i}.7`)
      .then(({ status }) => status);
  const statuses = await Promise.all(Array.from({ length: 14 }, (_, i) => guess(i)));
  expect([400, 429].map((each) => statuses.filter((status) => status === each).length)).toEqual([10, 4]);
  await finish(ticket, codeNow(account.uri)).expect(429);
  await finish(await ticketOf(other), codeNow(other.uri)).expect(200);
});

test('a sign-in that runs while the factor is confirmed opens no session', async () => {
  const { email, password, id } = await signUpVerified(gateways);
  const confirming = await gateways.sql.connect();
  await confirming.query('BEGIN');
  await confirming.query('UPDATE users SET second_factor = true WHERE id = $1', [id]);
  const signingIn = http().post('/login').send({ email, password }).then();
  await eventually('the sign-in waits for the account', async () => {
    const waiting = `SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%last_login_at = now()%'`;
    return (await gateways.sql.query(waiting)).rowCount === 1;
  });
  await confirming.query('COMMIT');
  confirming.release();
  expect((await signingIn).status).toBe(400);
  await ticketOf({ email, password });
});

test('the app is removed with the password only', async () => {
  const account = await protectedAccount();
  const remove = (password: string) => http().post(`${FACTORS}/totp/remove`).set(as(account.accessToken)).send({ password });
  expect((await remove('not-the-password').expect(400)).body.code).toBe('INVALID_CREDENTIALS');
  await ticketOf(account);
  await remove(account.password).expect(204);
  const { email, password } = account;
  await http().post('/login').send({ email, password }).expect(200);
  expect(await subjects(email)).toEqual(expect.arrayContaining(['Connexion en deux étapes désactivée']));
  for (const table of ['totp_factors', 'recovery_codes', 'sign_in_tickets'])
    expect((await gateways.sql.query(`SELECT 1 FROM ${table} WHERE user_id = $1`, [account.id])).rowCount).toBe(0);
});

test('a stored secret is sealed for its account, and an erased account leaves none', async () => {
  const [account, thief] = [await protectedAccount(), await protectedAccount()];
  const stored = async () => (await gateways.sql.query('SELECT secret FROM totp_factors WHERE user_id = $1', [account.id])).rows;
  const [{ secret }] = await stored();
  expect(secret.includes(totpSecret(account.uri))).toBe(false);
  await gateways.sql.query('UPDATE totp_factors SET secret = $2 WHERE user_id = $1', [thief.id, secret]);
  await finish(await ticketOf(thief), codeNow(account.uri)).expect(400);
  await http().delete('/api/v1/users/me').set(as(account.accessToken)).expect(204);
  expect(await stored()).toEqual([]);
});
