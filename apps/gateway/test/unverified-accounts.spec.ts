import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { userEvents } from '@veza/contracts';
import { eventually } from '@veza/testing';
import { ErasureService } from '../src/accounts/personal-data/erasure.service.js';
import { type GatewaysUnderTest, signUp, signUpVerified, sharedGateways } from './gateway-under-test.js';
import { as } from './protected-account.js';

let gateways: GatewaysUnderTest;
const http = () => gateways.http();
const LINK = /token=([\w-]+)/;

beforeAll(async () => {
  gateways = await sharedGateways();
});
afterAll(() => gateways.stop());

interface Mail {
  subject: string;
  text: string;
}
const mails = async (to: string): Promise<Mail[]> => (await http().get('/dev/outbox').query({ to }).expect(200)).body;
const linkTo = async (to: string) => LINK.exec((await mails(to)).at(-1)?.text ?? '')?.[1] ?? '';
const profile = (token: string) => http().get('/users/me').set(as(token));
const verify = (body: object, token?: string) => {
  const call = http().post('/auth/verify-email').send(body);
  return token === undefined ? call : call.set(as(token));
};
const subjectsOf = async (table: string, id: number) =>
  (await gateways.sql.query(`SELECT 1 FROM ${table} WHERE user_id = $1`, [id])).rowCount;

/** What an earlier version let an account add before its address was verified. */
async function addedBefore(id: number) {
  const rows = [
    `INSERT INTO passkeys (user_id, credential_id, public_key, counter, transports, name, backed_up)
       VALUES ($1::integer, md5($1::text), '', 0, '{}', 'x', false)`,
    `INSERT INTO linked_accounts (user_id, issuer, subject) VALUES ($1::integer, 'https://id.test', $1::text)`,
    `INSERT INTO webhooks (id, user_id, url, events, secret) VALUES (gen_random_uuid(), $1, 'https://stranger.test/', '{track.ready}', '')`,
    `INSERT INTO api_tokens (id, user_id, name, prefix, digest, scopes, expires_at)
       VALUES (gen_random_uuid(), $1::integer, 'x', md5($1::text), '', '{}', now() + interval '1 day')`,
    `INSERT INTO users (username, bot_of) VALUES ('bot' || $1::text, $1::integer)`,
    `UPDATE users SET second_factor = true WHERE id = $1`,
  ];
  for (const row of rows) await gateways.sql.query(row, [id]);
}

async function expectCleared(id: number) {
  for (const table of ['passkeys', 'linked_accounts', 'webhooks', 'api_tokens']) expect(await subjectsOf(table, id)).toBe(0);
  const { rows } = await gateways.sql.query('SELECT second_factor FROM users WHERE id = $1', [id]);
  expect(rows).toEqual([{ second_factor: false }]);
  expect((await gateways.sql.query('SELECT 1 FROM users WHERE bot_of = $1 AND deleted_at IS NULL', [id])).rowCount).toBe(0);
  const cleared = `SELECT 1 FROM events WHERE name = '${userEvents.cleared.name}' AND payload->>'id' = $1`;
  expect((await gateways.sql.query(cleared, [String(id)])).rowCount).toBe(1);
}

test('the link alone verifies nothing: a session of the account or its password does', async () => {
  const [account, stranger] = [await signUp(http()), await signUp(http())];
  const token = await linkTo(account.email);
  for (const caller of [undefined, stranger.accessToken])
    expect((await verify({ token }, caller).expect(400)).body.details).toMatchObject([{ field: 'password' }]);
  expect((await verify({ token, password: 'not-the-password' }).expect(400)).body.code).toBe('INVALID_CREDENTIALS');
  expect((await verify({ token, password: stranger.password }, stranger.accessToken).expect(400)).body.code).toBe(
    'INVALID_CREDENTIALS',
  );
  expect((await profile(account.accessToken)).body.email_verified).toBe(false);
  await verify({ token, password: account.password }).expect(200);
  expect((await profile(account.accessToken)).body.email_verified).toBe(true);
  const link = await linkTo(stranger.email);
  await verify({ token: link }, stranger.accessToken).expect(200);
});

test('wrong passwords beside a link count as guesses', async () => {
  const { email, password } = await signUp(http());
  const token = await linkTo(email);
  const guess = () => verify({ token, password: 'not-the-password' }).set('x-forwarded-for', '203.0.113.50');
  for (let n = 0; n < 10; n += 1) await guess().expect(400);
  await guess().expect(429);
  await verify({ token, password }).expect(200);
});

test('an account without a verified address adds nothing that gives access', async () => {
  const { accessToken, password } = await signUp(http());
  const calls: [path: string, body: object][] = [
    ['/users/me/api-tokens', { name: 'x', scopes: ['chat.rooms:read'], expires_in_days: 1 }],
    ['/users/me/bots', { username: 'unverified_bot' }],
    ['/users/me/webhooks', { url: 'https://example.org/', events: ['product.created'] }],
    ['/users/me/passkeys/options', {}],
    ['/users/me/second-factors/totp', { password }],
    ['/users/me/second-factors/totp/confirm', { code: '123456' }],
    ['/api/my/calendar-feeds', {}],
  ];
  for (const [path, body] of calls) {
    const answer = await http().post(path).set(as(accessToken)).send(body).expect(403);
    expect([path, answer.body.code]).toEqual([path, 'EMAIL_UNVERIFIED']);
  }
  const french = await http()
    .post('/users/me/bots')
    .set(as(accessToken))
    .set('accept-language', 'fr')
    .send({ username: 'b_o_t' });
  expect(french.body.message).toMatch(/^Confirmez d'abord l'adresse/);
});

test('the first verification removes what was added before, and keeps the session', async () => {
  const { id, email, accessToken } = await signUp(http());
  await addedBefore(id);
  await verify({ token: await linkTo(email) }, accessToken).expect(200);
  await expectCleared(id);
  await profile(accessToken).expect(200);
});

test('the reset of an account without a verified address removes what was added before', async () => {
  const { id, email, password } = await signUp(http());
  await addedBefore(id);
  await http().post('/forgot-password').send({ email }).expect(202);
  const token = await untilLink(email, 2);
  await http().post('/reset-password').send({ token, password: 'A-brand-new-one' }).expect(204);
  await expectCleared(id);
  await http().post('/login').send({ email, password: 'A-brand-new-one' }).expect(200);
  await http().post('/login').send({ email, password }).expect(400);
});

test('the reset of a verified account ends its webhooks, and the mail names what stays', async () => {
  const { id, email } = await signUpVerified(gateways);
  await addedBefore(id);
  await http().post('/forgot-password').send({ email }).expect(202);
  const token = await untilLink(email, 2);
  await http().post('/reset-password').send({ token, password: 'A-brand-new-one' }).expect(204);
  expect([await subjectsOf('webhooks', id), await subjectsOf('api_tokens', id), await subjectsOf('passkeys', id)]).toEqual([
    0, 0, 1,
  ]);
  expect((await mails(email)).at(-1)?.text).toContain("clés d'accès et comptes liés sont restés");
});

test('"this is not my account" names the account, ends it, and frees the address', async () => {
  const { email, username, accessToken, password } = await signUp(http());
  const token = await linkTo(email);
  const { body } = await http().post('/auth/verify-email/account').send({ token }).expect(200);
  expect(body.data).toEqual({ username, email });
  await http().post('/auth/verify-email/disown').send({ token }).expect(200);
  await profile(accessToken).expect(401);
  await http().post('/login').send({ email, password }).expect(400);
  await http()
    .post('/signup')
    .send({ email, username: `${username}_own`, password })
    .expect(201);
  await http().post('/auth/verify-email/disown').send({ token }).expect(400);
});

test('"this is not my account" for a new address ends the change, and the verified account stays', async () => {
  const { email, password, accessToken } = await signUpVerified(gateways);
  const wanted = `wanted-${email}`;
  await http().put('/api/auth/profile').set(as(accessToken)).send({ email: wanted, currentPassword: password }).expect(200);
  const token = await linkTo(wanted);
  await http().post('/auth/verify-email/disown').send({ token }).expect(200);
  await verify({ token }, accessToken).expect(400);
  expect((await profile(accessToken).expect(200)).body).toMatchObject({ email, email_verified: true });
});

test('an account ends 14 days after its sign-up without a verified address; staff and verified accounts stay', async () => {
  const [late, early, verified, staff] = [
    await signUp(http()),
    await signUp(http()),
    await signUpVerified(gateways),
    await signUp(http()),
  ];
  const age = (id: number, days: number) =>
    gateways.sql.query('UPDATE users SET unverified_since = now() - make_interval(days => $2) WHERE id = $1', [id, days]);
  for (const { id } of [late, verified, staff]) await age(id, 14);
  await age(early.id, 13);
  await gateways.sql.query(`UPDATE users SET role = 'moderator' WHERE id = $1`, [staff.id]);
  await gateways.app.get(ErasureService, { strict: false }).endUnverified();
  const { rows } = await gateways.sql.query('SELECT id FROM users WHERE deleted_at IS NOT NULL AND id = ANY($1)', [
    [late.id, early.id, verified.id, staff.id],
  ]);
  expect(rows).toEqual([{ id: late.id }]);
  await http()
    .post('/signup')
    .send({ email: late.email, username: `${late.username}_2`, password: late.password })
    .expect(201);
});

async function untilLink(to: string, count: number): Promise<string> {
  return eventually('the mail', async () => (await mails(to)).length === count && linkTo(to));
}
