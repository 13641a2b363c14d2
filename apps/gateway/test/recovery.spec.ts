import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually } from '@veza/testing';
import { newcomer, signUp, startGateways, type GatewaysUnderTest } from './gateway-under-test.js';

let gateways: GatewaysUnderTest;
const http = () => gateways.http();

beforeAll(async () => {
  gateways = await startGateways([{ LIMIT_MAILS: '3' }, { LIMIT_MAILS: '3', LIMIT_MAIL_REQUESTS: '4' }]);
});
afterAll(() => gateways.stop());

interface Mail {
  subject: string;
  text: string;
}
const mails = async (to: string): Promise<Mail[]> => (await http().get('/dev/outbox').query({ to }).expect(200)).body;
const latest = async (to: string, pattern: RegExp) => pattern.exec((await mails(to)).at(-1)?.text ?? '')?.[1] ?? '';
/** Returns the match of the pattern in the mail that the request causes. */
async function fromMail(to: string, pattern: RegExp, ask: () => PromiseLike<unknown>): Promise<string> {
  const { length } = await mails(to);
  await ask();
  return eventually(`a mail to ${to}`, async () => {
    const [fresh] = (await mails(to)).slice(length);
    return fresh && pattern.exec(fresh.text)?.[1];
  });
}
const LINK = /token=([\w-]+)/;
const CODE = /\b(\d{6})\b/;

test('a reset link sets a password once and ends every session', async () => {
  const { email, accessToken } = await signUp(http());
  const token = await fromMail(email, LINK, () => http().post('/forgot-password').send({ email }).expect(202));
  const refused = await http().post('/reset-password').send({ token, password: 'password123' }).expect(400);
  expect(refused.body.details).toMatchObject([{ field: 'password' }]);
  await http().post('/reset-password').send({ token, password: 'A-brand-new-one' }).expect(204);
  await http().get('/users/me').set('authorization', `Bearer ${accessToken}`).expect(401);
  await http().post('/login').send({ email, password: 'A-brand-new-one' }).expect(200);
  expect((await http().post('/reset-password').send({ token, password: 'Another-new-one' }).expect(400)).body.code).toBe(
    'INVALID_TOKEN',
  );
});

test('every call that sets a password refuses short, common and named ones, and the earlier one stays', async () => {
  const { email, password, accessToken } = await signUp(http());
  const token = await fromMail(email, LINK, () => http().post('/forgot-password').send({ email }).expect(202));
  const fresh = newcomer();
  const change = () => http().put('/api/auth/change-password').set('authorization', `Bearer ${accessToken}`);
  for (const weak of ['short', 'password123', 'Veza2026Veza!'])
    for (const [field, call] of [
      [
        'password',
        http()
          .post('/signup')
          .send({ ...fresh, password: weak }),
      ],
      [
        'password',
        http()
          .post('/auth/register')
          .send({ ...fresh, password: weak }),
      ],
      ['newPassword', change().send({ currentPassword: password, newPassword: weak })],
      ['password', http().post('/reset-password').send({ token, password: weak })],
      ['newPassword', http().post('/api/auth/password-reset').send({ token, newPassword: weak })],
    ] as const) {
      const { status, body } = await call;
      expect([status, body.code, body.details]).toEqual([400, 'VALIDATION_FAILED', [expect.objectContaining({ field })]]);
    }
  await http().post('/login').send({ email, password }).expect(200);
});

test('a reset request does not show whether an account exists, and mails are limited', async () => {
  const { email } = await signUp(http());
  const unknown = 'unknown@example.test';
  for (const address of [email, unknown]) {
    const [reset, code] = [
      await http().post('/forgot-password').send({ email: address }),
      await http().post('/api/auth/otp-request').send({ email: address }),
    ];
    expect([reset.status, reset.text, code.status, code.body]).toEqual([202, '', 202, { success: true }]);
  }
  for (let i = 0; i < 4; i++) await http().post('/forgot-password').send({ email }).expect(202);
  await eventually('all to be done', async () => (await gateways.sql.query('SELECT 1 FROM mail_requests')).rowCount === 0);
  expect(await mails(unknown)).toEqual([]);
  expect(await mails(email)).toHaveLength(1 + 3);
});

test('the link of the sign-up mail verifies the address, and the mail names the account', async () => {
  const { email, username, accessToken } = await signUp(http());
  const verified = async () =>
    (await http().get('/users/me').set('authorization', `Bearer ${accessToken}`).expect(200)).body.email_verified;
  expect(await verified()).toBe(false);
  // Its reader need not be the owner of the account.
  expect((await mails(email)).at(-1)?.text).toContain(username);
  await http()
    .post('/auth/verify-email')
    .set('authorization', `Bearer ${accessToken}`)
    .send({ token: await latest(email, LINK) })
    .expect(200);
  expect(await verified()).toBe(true);
  await http().post('/auth/verify-email').send({ token: 'no-such-token' }).expect(400);
});

test('a code signs in once, ends after five wrong tries, and is replaced by a new one', async () => {
  const { email } = await signUp(http());
  const ask = () => fromMail(email, CODE, () => http().post('/api/auth/otp-request').send({ email }).expect(202));
  const enter = (otp: string) => http().post('/api/auth/login-otp').send({ email, otp });
  const wrong = (otp: string, by: number) => String((Number(otp) + by) % 1_000_000).padStart(6, '0');
  const first = await ask();
  for (let i = 1; i <= 4; i++) expect((await enter(wrong(first, i)).expect(400)).body.code).toBe('INVALID_CODE');
  await enter(first).expect(200);
  await enter(first).expect(400);
  const second = await ask();
  for (let i = 1; i <= 5; i++) await enter(wrong(second, i)).expect(400);
  await enter(second).expect(400);
  await enter(await ask()).expect(200);
});

test('a new address needs the password, and counts when its link is used', async () => {
  const { email, password, accessToken } = await signUp(http());
  const change = (body: object) => http().put('/api/auth/profile').set('authorization', `Bearer ${accessToken}`).send(body);
  const wanted = `new-${email}`;
  await change({ email: wanted }).expect(400);
  await change({ email: wanted, currentPassword: 'not-the-password' }).expect(400);
  expect((await change({ email: wanted, currentPassword: password }).expect(200)).body.email).toBe(email);
  await http()
    .post('/auth/verify-email')
    .send({ token: await latest(wanted, LINK), password })
    .expect(200);
  await http().post('/login').send({ email: wanted, password }).expect(200);
});

test('a password change needs the current password and ends the other sessions', async () => {
  const { email, password, accessToken } = await signUp(http());
  const other = (await http().post('/login').send({ email, password }).expect(200)).body.accessToken;
  const change = (currentPassword: string) =>
    http()
      .put('/api/auth/change-password')
      .set('authorization', `Bearer ${accessToken}`)
      .send({ currentPassword, newPassword: 'A-brand-new-one' });
  expect((await change('not-the-password').expect(400)).body.code).toBe('INVALID_CREDENTIALS');
  await change(password).expect(200);
  await http().get('/users/me').set('authorization', `Bearer ${other}`).expect(401);
  await http().get('/users/me').set('authorization', `Bearer ${accessToken}`).expect(200);
});

test('a mail request gets its response before the account is looked up', async () => {
  const { email } = await signUp(http());
  const client = await gateways.sql.connect();
  try {
    await client.query('BEGIN; LOCK TABLE users IN ACCESS EXCLUSIVE MODE'); // every lookup of an account waits for this lock
    for (const address of [email, 'unknown@example.test']) {
      await http().post('/forgot-password').send({ email: address }).expect(202);
      await http().post('/api/auth/otp-request').send({ email: address }).expect(202);
      await http().post('/api/auth/password-reset-request').send({ email: address }).expect(202);
    }
  } finally {
    await client.query('ROLLBACK');
    client.release();
  }
  await eventually('the mails', async () => (await mails(email)).length === 1 + 3);
  expect(await mails('unknown@example.test')).toEqual([]);
});

test('a mail request of a killed gateway is fulfilled by another', async () => {
  const { email } = await signUp(http());
  await gateways.sql.query(`INSERT INTO mail_requests (kind, email) VALUES ('reset', $1)`, [email.toUpperCase()]);
  await eventually('the mail', async () => (await mails(email)).length === 2);
});

/** The parts of a response that a client can compare, without those that change every time. */
const shapeOf = ({ status, body, headers }: { status: number; body: object; headers: Record<string, string> }) => {
  const changing = ['x-request-id', 'date', 'ratelimit', 'keep-alive'];
  const kept = Object.entries(headers).filter(([name]) => !changing.includes(name));
  return { status, body: { ...body, requestId: '' }, headers: Object.fromEntries(kept) };
};

test('status, body and headers are the same with and without an account', async () => {
  const { email } = await signUp(http());
  const calls: [path: string, body: object][] = [
    ['/login', { password: 'not-the-password' }],
    ['/auth/login', { password: 'not-the-password' }],
    ['/api/auth/login', { password: 'not-the-password' }],
    ['/api/auth/login-otp', { otp: '000000' }],
    ['/forgot-password', {}],
    ['/api/auth/password-reset-request', {}],
    ['/api/auth/otp-request', {}],
  ];
  for (const [path, body] of calls) {
    const [known, unknown] = [
      await http()
        .post(path)
        .send({ email, ...body }),
      await http()
        .post(path)
        .send({ email: email.replace('user', 'unknown'), ...body }),
    ];
    expect({ path, ...shapeOf(known) }).toEqual({ path, ...shapeOf(unknown) });
  }
  // A change of address does not show either whether an address is taken. Only the use of the mailed link does.
  const [me, other] = [await signUp(http()), await signUp(http())];
  const change = (wanted: string) =>
    http()
      .put('/api/auth/profile')
      .set('authorization', `Bearer ${me.accessToken}`)
      .send({ email: wanted, currentPassword: me.password });
  expect(shapeOf(await change(`free-${other.email}`))).toEqual(shapeOf(await change(other.email)));
  const token = await latest(other.email, LINK);
  const late = await http().post('/auth/verify-email').send({ token, password: me.password }).expect(409);
  expect(late.body.code).toBe('EMAIL_TAKEN');
});

test('of many concurrent uses of a code one signs in, and of many guesses five count', async () => {
  const { email } = await signUp(http());
  const ask = () => fromMail(email, CODE, () => http().post('/api/auth/otp-request').send({ email }).expect(202));
  const enter = async (otp: string) => (await http().post('/api/auth/login-otp').send({ email, otp })).status;
  const code = await ask();
  const right = await Promise.all(Array.from({ length: 20 }, () => enter(code)));
  expect(right.sort()).toEqual([200, ...Array.from({ length: 19 }, () => 400)]);

  const next = await ask();
  const guesses = Array.from({ length: 20 }, (_, i) => String((Number(next) + i + 1) % 1_000_000).padStart(6, '0'));
  expect(new Set(await Promise.all(guesses.map(enter)))).toEqual(new Set([400]));
  expect(await enter(next)).toBe(400);
});

test('requests and wrong codes from another network end neither a code nor a link', async () => {
  const { email } = await signUp(http());
  const [owner, stranger] = [{ 'x-forwarded-for': '198.51.100.1' }, { 'x-forwarded-for': '203.0.113.1' }];
  const enter = (otp: string, from: Record<string, string>) => http().post('/api/auth/login-otp').set(from).send({ email, otp });
  const requestCode = (from: Record<string, string>) =>
    http().post('/api/auth/otp-request').set(from).send({ email }).expect(202);
  const requestLink = (from: Record<string, string>) => http().post('/forgot-password').set(from).send({ email }).expect(202);
  const code = await fromMail(email, CODE, () => requestCode(owner));
  const token = await fromMail(email, LINK, () => requestLink(owner));
  const strangers = await fromMail(email, CODE, () => requestCode(stranger));
  await fromMail(email, LINK, () => requestLink(stranger));
  const wrong = String((Number(code) + Number(strangers) + 1) % 1_000_000).padStart(6, '0');
  for (let n = 0; n < 6; n++) await enter(wrong, stranger).expect(400);
  // The tries of the network are used up, and so are those of all networks for a code of another one.
  await enter(strangers, stranger).expect(400);
  await enter(code, stranger).expect(400);
  await enter(code, owner).expect(200);
  await http().post('/reset-password').set(owner).send({ token, password: 'A-brand-new-one' }).expect(204);
});

test('mails that a stranger requests do not count against the owner in another network or session', async () => {
  const { email, accessToken } = await signUp(http());
  for (let n = 0; n < 5; n++)
    await http().post('/forgot-password').set('x-forwarded-for', `203.0.113.${n}`).send({ email }).expect(202);
  await fromMail(email, LINK, () => http().post('/forgot-password').set('x-forwarded-for', '198.51.100.1').send({ email }));
  await eventually('all to be done', async () => (await gateways.sql.query('SELECT 1 FROM mail_requests')).rowCount === 0);
  expect(await mails(email)).toHaveLength(1 + 3 + 1);
  const bearer = { authorization: `Bearer ${accessToken}` };
  await http().post('/auth/verify-email/resend').set(bearer).expect(202);
});

test('a client gets 429 above its limit of mail requests, for any recipients', async () => {
  const request = (n: number) =>
    gateways
      .http(1)
      .post('/forgot-password')
      .set('x-forwarded-for', `2001:db8::${n}`)
      .send({ email: `${n}@example.test` });
  for (let n = 0; n < 4; n++) await request(n).expect(202);
  expect(Number((await request(4).expect(429)).headers['retry-after'])).toBeGreaterThan(60);
});

test('a code works in another network than the one that requested it', async () => {
  const { email } = await signUp(http());
  const request = () => http().post('/api/auth/otp-request').set('x-forwarded-for', '198.51.100.7').send({ email });
  const otp = await fromMail(email, CODE, request);
  await http().post('/api/auth/login-otp').set('x-forwarded-for', '2001:db8:7::1').send({ email, otp }).expect(200);
});

test('networks without a session of the account share a limit of codes and links; those of its sessions do not', async () => {
  const { email } = await signUp(http());
  const request = (address: string) => http().post('/api/auth/otp-request').set('x-forwarded-for', address).send({ email });
  for (let n = 0; n < 5; n++) {
    await request(`192.0.${n}.1`).expect(202);
    await http().post('/forgot-password').set('x-forwarded-for', `2001:db8:${n}::1`).send({ email }).expect(202);
  }
  await eventually('all to be done', async () => (await gateways.sql.query('SELECT 1 FROM mail_requests')).rowCount === 0);
  expect(await mails(email)).toHaveLength(1 + 5);
  await fromMail(email, CODE, () => http().post('/api/auth/otp-request').send({ email }).expect(202));
});

test('addresses with tags are one mailbox, whose confirmations are limited, and its owner still signs up', async () => {
  const { username, password } = newcomer();
  for (let n = 0; n < 12; n++) {
    const account = { email: `${username}+${n}@example.test`, username: `${username}_${n}`, password };
    await http().post('/signup').send(account).expect(201);
    expect(await mails(account.email)).toHaveLength(n < 10 ? 1 : 0);
  }
});

test('an IPv6 client with many networks of one site gets 429 above ten times the limit', async () => {
  const request = (n: number) =>
    gateways
      .http(1)
      .post('/forgot-password')
      .set('x-forwarded-for', `2001:db8:77:${n}::1`)
      .send({ email: `${n}@example.test` });
  for (let n = 0; n < 40; n++) await request(n).expect(202);
  await request(40).expect(429);
});

test('a wrong code writes the same rows with and without an account', async () => {
  const { email } = await signUp(http());
  const absent = email.replace('@', '-too@');
  const counted = async (address: string) => {
    await http().post('/api/auth/otp-request').send({ email: address }).expect(202);
    await eventually('all to be done', async () => (await gateways.sql.query('SELECT 1 FROM mail_requests')).rowCount === 0);
    for (let n = 0; n < 2; n++) await http().post('/api/auth/login-otp').send({ email: address, otp: '000000' }).expect(400);
    const { rows } = await gateways.sql.query(
      `SELECT kind, count FROM attempts WHERE (subject = $1 OR starts_with(subject, $1 || ' ')) AND kind <> 'mailbox-named' ORDER BY kind`,
      [address],
    );
    return rows;
  };
  const [known, unknown] = [await counted(email), await counted(absent)];
  expect(known).toEqual(unknown);
  expect(known).toEqual([
    { kind: 'code', count: 2 },
    { kind: 'code-elsewhere', count: 2 },
    { kind: 'mail', count: 1 },
  ]);
});

test('a code is valid for five minutes and a reset link for an hour', async () => {
  const { email } = await signUp(http());
  const code = await fromMail(email, CODE, () => http().post('/api/auth/otp-request').send({ email }).expect(202));
  const token = await fromMail(email, LINK, () => http().post('/forgot-password').send({ email }).expect(202));
  const age = (purpose: string, by: string) =>
    gateways.sql.query(
      `UPDATE mailed_tokens SET expires_at = expires_at - $3::interval WHERE purpose = $2 AND user_id = (SELECT id FROM users WHERE email = $1)`,
      [email, purpose, by],
    );
  const reset = (password: string) => http().post('/reset-password').send({ token, password });
  const enter = () => http().post('/api/auth/login-otp').send({ email, otp: code });
  await age('reset', '59 minutes');
  await reset('short').expect(400); // rejected for its length, the link stays valid
  await age('otp', '5 minutes');
  expect((await enter().expect(400)).body.code).toBe('INVALID_CODE');
  await age('reset', '1 minute');
  expect((await reset('A-brand-new-one').expect(400)).body.code).toBe('INVALID_TOKEN');
});

test('a new password ends earlier codes and a pending change of address', async () => {
  const { email, password, accessToken } = await signUp(http());
  const wanted = `stolen-${email}`;
  await http()
    .put('/api/auth/profile')
    .set('authorization', `Bearer ${accessToken}`)
    .send({ email: wanted, currentPassword: password })
    .expect(200);
  const code = await fromMail(email, CODE, () => http().post('/api/auth/otp-request').send({ email }).expect(202));
  const token = await fromMail(email, LINK, () => http().post('/forgot-password').send({ email }).expect(202));
  await http().post('/reset-password').send({ token, password: 'A-brand-new-one' }).expect(204);
  const change = await http()
    .post('/auth/verify-email')
    .send({ token: await latest(wanted, LINK), password: 'A-brand-new-one' })
    .expect(400);
  expect(change.body.code).toBe('INVALID_TOKEN');
  await http().post('/api/auth/login-otp').send({ email, otp: code }).expect(400);
});
