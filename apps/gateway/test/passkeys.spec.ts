import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually, type PasskeyFaults, SoftwarePasskey } from '@veza/testing';
import { type GatewaysUnderTest, signUpVerified, startGateways } from './gateway-under-test.js';
import { type Account, as, codeNow, FACTORS, protectedAccount, stale } from './protected-account.js';

let gateways: GatewaysUnderTest;
const http = (index?: number) => gateways.http(index);
const PLACE = { origin: 'https://app.veza.example', domain: 'veza.example' };
const environment = { PASSKEY_DOMAIN: PLACE.domain, PASSKEY_ORIGINS: PLACE.origin };
const PASSKEYS = '/api/v1/users/me/passkeys';
const REFUSED = { code: 'INVALID_PASSKEY' };

beforeAll(async () => {
  gateways = await startGateways([environment, environment]);
});
afterAll(() => gateways.stop());

type Token = Pick<Account, 'accessToken'>;
const post = ({ accessToken }: Token, path: string, body: object = {}, index = 0) =>
  http(index).post(path).set(as(accessToken)).send(body);

/** Adds a passkey to the account; returns the response as well. */
async function addTo(account: Token, name = 'Phone') {
  const passkey = new SoftwarePasskey();
  const { body } = await post(account, `${PASSKEYS}/options`).expect(200);
  const added = await post(account, PASSKEYS, {
    name,
    credential: passkey.create({ ...PLACE, challenge: body.challenge }),
  }).expect(201);
  return { passkey, added: added.body, handle: String(body.user.id) };
}

async function accountWithPasskey() {
  const account = await signUpVerified(gateways);
  return { ...account, ...(await addTo(account)) };
}

const options = async (ticket?: string): Promise<{ challenge: string; allowCredentials: { id: string }[] }> =>
  (await http().post('/login/passkey/options').send({ ticket }).expect(200)).body;
const enter = (body: object, index = 0) => http(index).post('/login/passkey').send(body);

async function assertion(passkey: SoftwarePasskey, { ticket, ...faults }: PasskeyFaults & { ticket?: string } = {}) {
  return passkey.get({ ...PLACE, challenge: (await options(ticket)).challenge }, faults);
}

async function ticketOf({ email, password }: Pick<Account, 'email' | 'password'>): Promise<string> {
  const { body } = await http().post('/login').send({ email, password }).expect(403);
  expect(body.code).toBe('SECOND_FACTOR_REQUIRED');
  return body.details[0].message;
}

const subjects = async (to: string): Promise<string[]> =>
  (await http().get('/dev/outbox').query({ to }).expect(200)).body.map(({ subject }: { subject: string }) => subject);

test('a first passkey makes recovery codes, ends the other sessions, and is asked for after a password', async () => {
  const account = await signUpVerified(gateways);
  const { email, password } = account;
  const elsewhere = (await http().post('/login').send({ email, password }).expect(200)).body.accessToken;
  const { passkey, added } = await addTo(account);
  expect(added.passkey).toMatchObject({ name: 'Phone', backed_up: false, last_used_at: null });
  expect(new Set(added.recovery_codes).size).toBe(10);
  await http().get('/users/me').set(as(elsewhere)).expect(401);
  await http().get('/users/me').set(as(account.accessToken)).expect(200);
  const second = await addTo(account, 'Laptop');
  expect(second.added.recovery_codes).toEqual([]);
  const ticket = await ticketOf(account);
  const { challenge, allowCredentials } = await options(ticket);
  expect(allowCredentials.map(({ id }) => id)).toEqual([passkey.id, second.passkey.id]);
  await enter({ ticket, credential: passkey.get({ ...PLACE, challenge }, { verified: false }) }).expect(200);
  expect(await subjects(email)).toEqual(expect.arrayContaining(["Une clé d'accès a été ajoutée"]));
});

test('a passkey alone signs in, in every spelling, and for a remembered session', async () => {
  const { passkey, handle, id } = await accountWithPasskey();
  const spellings = [
    ['/api/v1/login/passkey', 'accessToken'],
    ['/auth/login/passkey', 'data'],
    ['/api/auth/login-passkey', 'tokenType'],
  ] as const;
  for (const [path, field] of spellings) {
    const credential = await assertion(passkey, { userHandle: handle });
    const { body } = await http().post(path).send({ credential, rememberMe: true }).expect(200);
    expect(body[field]).toBeDefined();
  }
  const days = `SELECT 1 FROM sessions WHERE user_id = $1 AND expires_at > now() + interval '80 days'`;
  expect((await gateways.sql.query(days, [id])).rowCount).toBe(3);
});

test('a passkey that did not verify its user is no sign-in by itself', async () => {
  const { passkey } = await accountWithPasskey();
  const credential = await assertion(passkey, { verified: false });
  expect((await enter({ credential }).expect(400)).body).toMatchObject(REFUSED);
});

test('an assertion works once, also when two gateways get it at once', async () => {
  const { passkey } = await accountWithPasskey();
  const credential = await assertion(passkey);
  const replies = await Promise.all([enter({ credential }, 0), enter({ credential }, 1)]);
  expect(replies.map(({ status }) => status).sort()).toEqual([200, 400]);
  await enter({ credential }).expect(400);
});

test('assertions of another origin, domain, type, challenge, account or key are refused', async () => {
  const [mine, other] = [await accountWithPasskey(), await accountWithPasskey()];
  const { passkey } = mine;
  const at = async (place: object, faults: PasskeyFaults = {}) =>
    passkey.get({ ...PLACE, ...place, challenge: (await options()).challenge }, faults);
  const forged = { ...(await assertion(other.passkey)), id: passkey.id, rawId: passkey.id };
  const wrong = [
    await at({ origin: 'https://veza.example.evil.test' }),
    await at({ domain: 'evil.test' }),
    await at({}, { type: 'webauthn.create' }),
    await at({}, { userHandle: other.handle }),
    passkey.get({ ...PLACE, challenge: 'AAAA' }),
    await assertion(new SoftwarePasskey()),
    forged,
  ];
  for (const credential of wrong) expect((await enter({ credential }).expect(400)).body).toMatchObject(REFUSED);
  await enter({ credential: await at({}) }).expect(200);
});

test('a challenge belongs to its purpose and account, and expires', async () => {
  const [mine, other] = [await accountWithPasskey(), await accountWithPasskey()];
  const ticket = await ticketOf(mine);
  // The challenge of a passkey alone is not that of a second factor, and the other way round.
  const alone = await assertion(mine.passkey);
  expect((await enter({ ticket, credential: alone }).expect(400)).body).toMatchObject(REFUSED);
  const second = await assertion(mine.passkey, { ticket });
  expect((await enter({ credential: second }).expect(400)).body).toMatchObject(REFUSED);
  // The passkey of another account is no second factor of this one.
  const foreign = await assertion(other.passkey, { ticket });
  expect((await enter({ ticket, credential: foreign }).expect(400)).body).toMatchObject(REFUSED);
  const late = await assertion(mine.passkey, { ticket });
  await gateways.sql.query('UPDATE passkey_challenges SET expires_at = now()');
  await enter({ ticket, credential: late }).expect(400);
  await enter({ ticket, credential: await assertion(mine.passkey, { ticket }) }).expect(200);
});

test('a counter that goes back is refused, on every gateway', async () => {
  const { passkey } = await accountWithPasskey();
  await enter({ credential: await assertion(passkey, { counter: 10 }) }).expect(200);
  for (const counter of [10, 9, 0])
    expect((await enter({ credential: await assertion(passkey, { counter }) }, 1).expect(400)).body).toMatchObject(REFUSED);
  const twins = await Promise.all([assertion(passkey, { counter: 11 }), assertion(passkey, { counter: 11 })]);
  const replies = await Promise.all(twins.map((credential, i) => enter({ credential }, i)));
  expect(replies.map(({ status }) => status).sort()).toEqual([200, 400]);
});

test('an authenticator that does not count is accepted again', async () => {
  const { passkey } = await accountWithPasskey();
  for (let i = 0; i < 2; i++) await enter({ credential: await assertion(passkey, { counter: 0 }) }).expect(200);
});

test('a stolen access token without a fresh authentication adds, renames and removes no passkey', async () => {
  const account = await accountWithPasskey();
  const { accessToken, passkey, added } = account;
  await stale(gateways, account);
  const path = `${PASSKEYS}/${added.passkey.id}`;
  const calls = [
    post(account, `${PASSKEYS}/options`),
    post(account, PASSKEYS, { name: 'Thief', credential: new SoftwarePasskey().create({ ...PLACE, challenge: 'AAAA' }) }),
    http().patch(path).set(as(accessToken)).send({ name: 'Thief' }),
    http().delete(path).set(as(accessToken)),
  ];
  for (const call of calls) expect((await call.expect(403)).body.code).toBe('FRESH_SIGN_IN_REQUIRED');
  const renewing = '/api/v1/users/me/sessions/current/authentication';
  await post(account, renewing, { password: account.password }).expect(403);
  const { body } = await post(account, `${renewing}/options`).expect(200);
  const proof = { passkey: passkey.get({ ...PLACE, challenge: body.challenge }) };
  await post(account, renewing, proof).expect(200);
  await post(account, renewing, proof).expect(400);
  await http().patch(path).set(as(accessToken)).send({ name: 'Old phone' }).expect(200);
  const listed = await http().get(PASSKEYS).set(as(accessToken)).expect(200);
  expect(listed.body.passkeys).toMatchObject([{ name: 'Old phone', last_used_at: expect.any(String) }]);
});

test('the passkeys of another account are not found', async () => {
  const [mine, other] = [await accountWithPasskey(), await accountWithPasskey()];
  const path = `${PASSKEYS}/${other.added.passkey.id}`;
  await http().patch(path).set(as(mine.accessToken)).send({ name: 'Mine' }).expect(404);
  await http().delete(path).set(as(mine.accessToken)).expect(404);
  await enter({ credential: await assertion(other.passkey) }).expect(200);
});

test('a credential is added once, by the account that began, in time', async () => {
  const [mine, other] = [await signUpVerified(gateways), await signUpVerified(gateways)];
  const { body } = await post(mine, `${PASSKEYS}/options`).expect(200);
  const passkey = new SoftwarePasskey();
  const begun = passkey.create({ ...PLACE, challenge: body.challenge });
  expect((await post(other, PASSKEYS, { name: 'x', credential: begun }).expect(400)).body).toMatchObject(REFUSED);
  await post(mine, PASSKEYS, { name: 'x', credential: begun }).expect(400); // the challenge is used up
  const again = async (account: Token) => {
    const { challenge } = (await post(account, `${PASSKEYS}/options`).expect(200)).body;
    return passkey.create({ ...PLACE, challenge });
  };
  await post(mine, PASSKEYS, { name: 'x', credential: await again(mine) }).expect(201);
  await post(other, PASSKEYS, { name: 'x', credential: await again(other) }).expect(400);
  await ticketOf(mine);
  const { email, password } = other;
  await http().post('/login').send({ email, password }).expect(200);
});

test('the last factor that is removed turns the second step off, in every order and on two gateways at once', async () => {
  const both = async () => {
    const account = await protectedAccount(gateways);
    return { ...account, ...(await addTo(account)) };
  };
  const removeTotp = ({ password, ...account }: Account, index = 0) =>
    post(account, `${FACTORS}/totp/remove`, { password }, index);
  const removePasskey = ({ accessToken, added }: Account & { added: { passkey: { id: string } } }, index = 0) =>
    http(index).delete(`${PASSKEYS}/${added.passkey.id}`).set(as(accessToken));
  const codes = async ({ accessToken }: Token) =>
    (await http().get(FACTORS).set(as(accessToken)).expect(200)).body.recovery_codes_left;

  const one = await both();
  await removePasskey(one).expect(204);
  await enter({ credential: await assertion(one.passkey) }).expect(400);
  const ticket = await ticketOf(one);
  expect([await codes(one), (await options(ticket)).allowCredentials]).toEqual([10, []]);
  await http()
    .post('/login/second-factor')
    .send({ ticket, code: codeNow(one.uri) })
    .expect(200);

  const two = await both();
  await removeTotp(two).expect(204);
  await ticketOf(two);
  const three = await both();
  await Promise.all([removeTotp(three, 0).expect(204), removePasskey(three, 1).expect(204)]);
  const { email, password } = three;
  await http().post('/login').send({ email, password }).expect(200);
  expect(await codes(three)).toBe(0);
  expect(await subjects(email)).toEqual(expect.arrayContaining(["Une clé d'accès a été supprimée"]));
});

test('a banned or erased account is not entered with its passkey, and leaves none', async () => {
  const account = await accountWithPasskey();
  const ban = (until: string | null) =>
    gateways.sql.query('UPDATE users SET banned_until = $2 WHERE id = $1', [account.id, until]);
  await ban('infinity');
  expect((await enter({ credential: await assertion(account.passkey) }).expect(403)).body.code).toBe('BANNED');
  await ban(null);
  await http().delete('/users/me').set(as(account.accessToken)).expect(204);
  await enter({ credential: await assertion(account.passkey) }).expect(400);
  await eventually('no passkey is left', async () => {
    const { rowCount } = await gateways.sql.query('SELECT 1 FROM passkeys WHERE user_id = $1', [account.id]);
    return rowCount === 0;
  });
});

test('an account has at most 20 passkeys', async () => {
  const account = await accountWithPasskey();
  await gateways.sql.query(
    `INSERT INTO passkeys (user_id, credential_id, public_key, counter, transports, name, backed_up)
     SELECT $1::integer, 'filler-' || $1::integer || '-' || n, '', 0, '{}', 'filler', false FROM generate_series(1, 19) n`,
    [account.id],
  );
  expect((await post(account, `${PASSKEYS}/options`).expect(409)).body.code).toBe('INVALID_STATE');
});
