import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { signUp, startGateways, type GatewaysUnderTest } from './gateway-under-test.js';

let gateways: GatewaysUnderTest;
const http = () => gateways.http();

beforeAll(async () => {
  gateways = await startGateways([{ LIMIT_MAILS: '3' }]);
});
afterAll(() => gateways.stop());

interface Mail {
  subject: string;
  text: string;
}
const mails = async (to: string): Promise<Mail[]> => (await http().get('/dev/outbox').query({ to }).expect(200)).body;
const latest = async (to: string, pattern: RegExp) => pattern.exec((await mails(to)).at(-1)?.text ?? '')?.[1] ?? '';
const LINK = /token=([\w-]+)/;
const CODE = /\b(\d{6})\b/;

test('a new password by mail: once, after which every session has ended', async () => {
  const { email, accessToken } = await signUp(http());
  await http().post('/forgot-password').send({ email }).expect(202);
  const token = await latest(email, LINK);
  const refused = await http().post('/reset-password').send({ token, password: 'password123' }).expect(400);
  expect(refused.body.details).toMatchObject([{ field: 'password' }]);
  await http().post('/reset-password').send({ token, password: 'A-brand-new-one' }).expect(204);
  await http().get('/users/me').set('authorization', `Bearer ${accessToken}`).expect(401);
  await http().post('/login').send({ email, password: 'A-brand-new-one' }).expect(200);
  expect((await http().post('/reset-password').send({ token, password: 'Another-new-one' }).expect(400)).body.code).toBe(
    'INVALID_TOKEN',
  );
});

test('asking tells nobody who has an account, and mails have a limit', async () => {
  const { email } = await signUp(http());
  const nobody = 'nobody@example.test';
  for (const address of [email, nobody]) {
    const [reset, code] = [
      await http().post('/forgot-password').send({ email: address }),
      await http().post('/api/auth/otp-request').send({ email: address }),
    ];
    expect([reset.status, reset.text, code.status, code.body]).toEqual([202, '', 202, { success: true }]);
  }
  expect(await mails(nobody)).toEqual([]);
  for (let i = 0; i < 4; i++) await http().post('/forgot-password').send({ email }).expect(202);
  expect(await mails(email)).toHaveLength(1 + 3);
});

test('the mail of the sign-up proves the address', async () => {
  const { email, accessToken } = await signUp(http());
  const verified = async () =>
    (await http().get('/users/me').set('authorization', `Bearer ${accessToken}`).expect(200)).body.email_verified;
  expect(await verified()).toBe(false);
  await http()
    .post('/auth/verify-email')
    .send({ token: await latest(email, LINK) })
    .expect(200);
  expect(await verified()).toBe(true);
  await http().post('/auth/verify-email').send({ token: 'no-such-token' }).expect(400);
});

test('a code signs in once, ends after five wrong tries, and a new one retires it', async () => {
  const { email } = await signUp(http());
  const ask = async () => {
    await http().post('/api/auth/otp-request').send({ email }).expect(202);
    return latest(email, CODE);
  };
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

test('a new address counts when its mail is answered, and needs the password', async () => {
  const { email, password, accessToken } = await signUp(http());
  const change = (body: object) => http().put('/api/auth/profile').set('authorization', `Bearer ${accessToken}`).send(body);
  const wanted = `new-${email}`;
  await change({ email: wanted }).expect(400);
  await change({ email: wanted, currentPassword: 'not-the-password' }).expect(400);
  expect((await change({ email: wanted, currentPassword: password }).expect(200)).body.email).toBe(email);
  await http()
    .post('/auth/verify-email')
    .send({ token: await latest(wanted, LINK) })
    .expect(200);
  await http().post('/login').send({ email: wanted, password }).expect(200);
});

test('a new password needs the current one, and ends the other sessions', async () => {
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
