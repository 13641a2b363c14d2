import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually } from '@veza/testing';
import { type GatewaysUnderTest, signUp, startGateways } from './gateway-under-test.js';

let gateways: GatewaysUnderTest;
const http = () => gateways.http();
const as = (token: string) => ({ authorization: `Bearer ${token}` });

beforeAll(async () => {
  gateways = await startGateways([{ REFRESH_GRACE: '0s' }]);
});
afterAll(() => gateways.stop());

interface Mail {
  subject: string;
  text: string;
}
const mails = async (to: string): Promise<Mail[]> => (await http().get('/dev/outbox').query({ to }).expect(200)).body;
/** The subjects after the mail of the sign-up. */
const subjects = async (to: string) => (await mails(to)).slice(1).map(({ subject }) => subject);

test('a changed password and a reset one send a mail that names the account and has no link', async () => {
  const { email, username, password, accessToken } = await signUp(http());
  await http()
    .put('/api/auth/change-password')
    .set(as(accessToken))
    .send({ currentPassword: password, newPassword: 'A-brand-new-one' })
    .expect(200);
  expect(await subjects(email)).toEqual(['Votre mot de passe a changé']);
  const { text } = (await mails(email))[1] ?? { text: '' };
  expect([text.includes(username), /https?:/.test(text), text.includes('A-brand')]).toEqual([true, false, false]);
  await http().post('/forgot-password').send({ email }).expect(202);
  const link = await eventually('the mail', async () => /token=([\w-]+)/.exec((await mails(email))[2]?.text ?? '')?.[1]);
  await http().post('/reset-password').send({ token: link, password: 'password123' }).expect(400);
  await http().post('/reset-password').send({ token: link, password: 'Another-new-one' }).expect(204);
  expect((await subjects(email)).slice(2)).toEqual(['Votre mot de passe a changé']);
});

test('a new address sends a mail to the old one and to the new one, in the language of the account', async () => {
  const { email, password, accessToken } = await signUp(http());
  const wanted = `new-${email}`;
  const json = { email: wanted, currentPassword: password, preferences: { language: 'en' } };
  await http().put('/api/auth/profile').set(as(accessToken)).send(json).expect(200);
  const [{ text } = { text: '' }] = await mails(wanted);
  await http()
    .post('/auth/verify-email')
    .send({ token: /token=([\w-]+)/.exec(text)?.[1], password })
    .expect(200);
  expect([await subjects(email), await subjects(wanted)]).toEqual([['Your address has changed'], ['Your address has changed']]);
});

test('the confirmation of an unchanged address sends no mail', async () => {
  const { email, password } = await signUp(http());
  const token = /token=([\w-]+)/.exec((await mails(email))[0]?.text ?? '')?.[1];
  await http().post('/auth/verify-email').send({ token, password }).expect(200);
  expect(await subjects(email)).toEqual([]);
});

test('a sign-in from a new device sends one mail, also when that session has ended', async () => {
  const { email, password } = await signUp(http());
  const from = (agent: string) => http().post('/login').set('user-agent', agent).send({ email, password });
  const { body } = await from('a telephone').expect(200);
  expect(await subjects(email)).toEqual(['Connexion depuis un nouvel appareil']);
  await http().post('/api/v1/logout').set(as(body.accessToken)).expect(204);
  await from('a telephone').expect(200);
  await http().post('/login').set('user-agent', 'a stranger').send({ email, password: 'not-the-password' }).expect(400);
  expect(await subjects(email)).toHaveLength(1);
});

test('a copied refresh token sends one mail, however often it comes', async () => {
  const { email, refreshToken } = await signUp(http());
  const refresh = (token: string) => http().post('/refresh').send({ refreshToken: token });
  const next = (await refresh(refreshToken).expect(200)).body.refreshToken;
  await refresh(next).expect(200);
  const replies = await Promise.all(Array.from({ length: 5 }, () => refresh(refreshToken)));
  expect(replies.map(({ status }) => status)).toEqual([400, 400, 400, 400, 400]);
  expect(await subjects(email)).toEqual(['Une session a pris fin par sécurité']);
});
