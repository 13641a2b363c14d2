import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { CabinetRole } from '@veza/contracts';
import { eventually, SoftwarePasskey } from '@veza/testing';
import { type GatewaysUnderTest, signUpVerified, startGateways } from './gateway-under-test.js';
import { startBooking } from './memberships-of-the-test.js';
import { type Account, as, codeNow, FACTORS } from './protected-account.js';

let gateways: GatewaysUnderTest;
const http = (index?: number) => gateways.http(index);
const PLACE = { origin: 'https://app.veza.example', domain: 'veza.example' };
const environment = { PASSKEY_DOMAIN: PLACE.domain, PASSKEY_ORIGINS: PLACE.origin, SECOND_FACTOR_ROLES: 'admin,moderator' };

beforeAll(async () => {
  gateways = await startGateways([environment, environment, { SECOND_FACTOR_ROLES: 'practitioner' }]);
});
afterAll(() => gateways.stop());

const promote = ({ id }: Pick<Account, 'id'>, role = 'admin') =>
  gateways.sql.query('UPDATE users SET role = $2 WHERE id = $1', [id, role]);
const login = ({ email, password }: Pick<Account, 'email' | 'password'>) => http().post('/login').send({ email, password });

async function setUpTicket(account: Account): Promise<string> {
  const { body } = await login(account).expect(403);
  expect(body).toMatchObject({ code: 'SECOND_FACTOR_SETUP_REQUIRED', details: [{ field: 'ticket' }] });
  return body.details[0].message;
}

async function promoted(role?: string) {
  const account = await signUpVerified(gateways);
  await promote(account, role);
  return { ...account, ticket: await setUpTicket(account) };
}

const totp = async (ticket: string): Promise<string> =>
  (await http().post('/login/setup/totp').send({ ticket }).expect(201)).body.uri;
const finish = (body: object, index = 0) => http(index).post('/login/setup').send(body);
const newPasskey = async (ticket: string) => {
  const { body } = await http().post('/login/setup/passkey/options').send({ ticket }).expect(200);
  return { name: 'Key', credential: new SoftwarePasskey().create({ ...PLACE, challenge: body.challenge }) };
};

test('an administrator without a factor sets up an app, which ends the other sessions and goes on with the sign-in', async () => {
  const { ticket, ...account } = await promoted();
  const uri = await totp(ticket);
  expect((await finish({ ticket, code: '000000' }).expect(400)).body.code).toBe('INVALID_CODE');
  const { body } = await finish({ ticket, code: codeNow(uri) }).expect(200);
  expect([body.user.role, new Set(body.recovery_codes).size]).toEqual(['admin', 10]);
  await http().get('/roles').set(as(body.accessToken)).expect(200);
  await http().get('/users/me').set(as(account.accessToken)).expect(401);
  expect((await login(account).expect(403)).body.code).toBe('SECOND_FACTOR_REQUIRED');
  expect((await finish({ ticket, code: codeNow(uri, 1) }).expect(400)).body.code).toBe('INVALID_TOKEN');
});

test('a client of the nova edition goes on in its own spelling', async () => {
  const account = await signUpVerified(gateways);
  await promote(account);
  const { email, password } = account;
  const { body: refused } = await http().post('/api/auth/login').send({ email, password }).expect(403);
  const ticket = refused.details[0].message;
  const uri = await totp(ticket);
  const { body } = await http()
    .post('/api/auth/login-setup')
    .send({ ticket, code: codeNow(uri) })
    .expect(200);
  expect(body).toMatchObject({ id: String(account.id), email, expiresIn: expect.any(Number) });
  expect(body.recoveryCodes).toHaveLength(10);
  await http().get('/api/auth/me').set(as(body.accessToken)).expect(200);
});

test('a passkey is set up as well, and users are entered as ever', async () => {
  const { ticket } = await promoted('moderator');
  const { body } = await finish({ ticket, passkey: await newPasskey(ticket) }).expect(200);
  expect(body.recovery_codes).toHaveLength(10);
  await login(await signUpVerified(gateways)).expect(200);
});

test('a session from before the role is refreshed no more, and no pathway opens another one', async () => {
  const account = await signUpVerified(gateways);
  await promote(account);
  const { body } = await http().post('/refresh').send({ refreshToken: account.refreshToken }).expect(400);
  expect(body.code).toBe('INVALID_GRANT');
  await http().get('/users/me').set(as(account.accessToken)).expect(401);
  for (const path of ['/auth/login', '/api/auth/login']) {
    const { email, password } = account;
    const refused = await http().post(path).send({ email, password }).expect(403);
    expect(refused.body.code).toBe('SECOND_FACTOR_SETUP_REQUIRED');
  }
});

test('a code by mail is no way around the set-up', async () => {
  const account = await signUpVerified(gateways);
  await promote(account);
  await http().post('/api/auth/otp-request').send({ email: account.email }).expect(202);
  const otp = await newestCode(account.email);
  const refused = await http().post('/api/auth/login-otp').send({ email: account.email, otp }).expect(403);
  expect(refused.body.code).toBe('SECOND_FACTOR_SETUP_REQUIRED');
});

test('a thief whose ticket is older than the factor of the owner adds none', async () => {
  const { ticket: stolen, ...account } = await promoted();
  const prepared = await newPasskey(stolen);
  const ticket = await setUpTicket(account);
  const uri = await totp(ticket);
  const { body } = await finish({ ticket, code: codeNow(uri) }).expect(200);
  for (const attempt of [{ passkey: prepared }, { code: codeNow(uri, 1) }])
    expect((await finish({ ticket: stolen, ...attempt }).expect(400)).body.code).toBe('INVALID_TOKEN');
  await http().post('/login/setup/totp').send({ ticket: stolen }).expect(400);
  await http()
    .post('/login/second-factor')
    .send({ ticket: stolen, code: codeNow(uri, 1) })
    .expect(400);
  const listed = await http().get('/users/me/passkeys').set(as(body.accessToken)).expect(200);
  expect(listed.body.passkeys).toEqual([]);
});

test('of two set-ups on two gateways at once one signs in', async () => {
  const { ticket, ...account } = await promoted();
  const other = await setUpTicket(account);
  const [mine, uri] = [await newPasskey(ticket), await totp(other)];
  const replies = await Promise.all([finish({ ticket, passkey: mine }, 0), finish({ ticket: other, code: codeNow(uri) }, 1)]);
  expect(replies.map(({ status }) => status).sort()).toEqual([200, 400]);
  const token = replies.find(({ status }) => status === 200)?.body.accessToken;
  const factors = (await http().get(FACTORS).set(as(token)).expect(200)).body.totp === null ? 0 : 1;
  const { passkeys } = (await http().get('/users/me/passkeys').set(as(token)).expect(200)).body;
  expect(factors + passkeys.length).toBe(1);
});

test('a sign-in that runs while the role is given opens no session', async () => {
  const account = await signUpVerified(gateways);
  const giving = await gateways.sql.connect();
  await giving.query('BEGIN');
  await giving.query(`UPDATE users SET role = 'admin' WHERE id = $1`, [account.id]);
  const signingIn = login(account).then();
  await eventually('the sign-in waits for the account', async () => {
    const waiting = `SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%last_login_at = now()%'`;
    return (await gateways.sql.query(waiting)).rowCount === 1;
  });
  await giving.query('COMMIT');
  giving.release();
  expect((await signingIn).status).toBe(400);
  await setUpTicket(account);
});

test('staff of a cabinet sets up a factor, patients need none, and an unknown membership opens no session', async () => {
  const [staff, patient, unknown] = [
    await signUpVerified(gateways),
    await signUpVerified(gateways),
    await signUpVerified(gateways),
  ];
  const memberships = new Map<number, CabinetRole>([
    [staff.id, 'practitioner'],
    [patient.id, 'patient'],
  ]);
  const services = await startBooking(gateways.redis.url, memberships);
  const enter = ({ email, password }: Account) => http(2).post('/login').send({ email, password });
  const refresh = ({ refreshToken }: Account) => http(2).post('/refresh').send({ refreshToken });
  expect((await enter(staff).expect(403)).body.code).toBe('SECOND_FACTOR_SETUP_REQUIRED');
  await enter(patient).expect(200);
  await refresh(staff).expect(400);
  await refresh(patient).expect(200);
  await services.stop();
  await enter(unknown).expect(503);
  await refresh(unknown).expect(200);
});

const newestCode = (to: string): Promise<string> =>
  eventually('the code', async () => {
    const { body } = await http().get('/dev/outbox').query({ to }).expect(200);
    const found = body.map(({ text }: { text: string }) => /\b(\d{6})\b/.exec(text)?.[1]);
    return found.find(Boolean);
  });
