import { afterAll, beforeAll, test } from '@jest/globals';
import { eventually, totpCode } from '@veza/testing';
import { ApiTokensService } from '../src/identity/api-tokens/api-tokens.service.js';
import { SecondFactorsService } from '../src/identity/auth/second-factors/second-factors.service.js';
import { signUp, signUpVerified, startGateways, type GatewaysUnderTest } from './gateway-under-test.js';

const OLD = 'a secret of thirty-two characters or more';
const NEW = 'another secret of more than thirty-two characters';

let gateways: GatewaysUnderTest;
/** The gateways of one database in the steps of OPERATIONS.md: signing with the new secret, before that, after it. */
const [SIGNS, ACCEPTS, AFTER] = [0, 1, 2];
beforeAll(async () => {
  gateways = await startGateways([
    { VEZA_SECRET: NEW, VEZA_SECRET_OTHERS: OLD, DATABASE_SECRET: OLD },
    { VEZA_SECRET: OLD, VEZA_SECRET_OTHERS: NEW },
    { VEZA_SECRET: NEW, DATABASE_SECRET: OLD },
  ]);
});
afterAll(() => gateways.stop());

const refresh = (refreshToken: string, index: number) => gateways.http(index).post('/refresh').send({ refreshToken });
const me = (token: string, index: number) => gateways.http(index).get('/users/me').set('authorization', `Bearer ${token}`);

test('a session goes on through every step of a replaced VEZA_SECRET, in both directions during a rollout', async () => {
  const { refreshToken } = await signUp(gateways.http(ACCEPTS));
  const there = (await refresh(refreshToken, SIGNS).expect(200)).body;
  await me(there.accessToken, ACCEPTS).expect(200);
  const back = (await refresh(there.refreshToken, ACCEPTS).expect(200)).body;
  await me(back.accessToken, SIGNS).expect(200);
  const again = (await refresh(back.refreshToken, SIGNS).expect(200)).body;
  const after = (await refresh(again.refreshToken, AFTER).expect(200)).body;
  await me(after.accessToken, AFTER).expect(200);
  await me(after.accessToken, ACCEPTS).expect(200);
});

test('what the old secret signed is refused once it is gone', async () => {
  const { refreshToken } = await signUp(gateways.http(ACCEPTS));
  await refresh(refreshToken, AFTER).expect(400);
  await refresh(refreshToken, SIGNS).expect(200);
});

test('a code that one gateway mailed signs in at the other', async () => {
  const { email } = await signUp(gateways.http(ACCEPTS));
  await gateways.http(ACCEPTS).post('/api/auth/otp-request').send({ email }).expect(202);
  const otp = await eventually('the code', async () => {
    const { body } = await gateways.http(ACCEPTS).get('/dev/outbox').query({ to: email });
    return /\b(\d{6})\b/.exec(body.at(-1)?.text ?? '')?.[1];
  });
  await gateways.http(SIGNS).post('/api/auth/login-otp').send({ email, otp }).expect(200);
});

test('an authenticator app goes on: its secret is sealed again with the new secret', async () => {
  const { accessToken, password, email } = await signUpVerified(gateways, ACCEPTS);
  const as = { authorization: `Bearer ${accessToken}` };
  const totp = '/users/me/second-factors/totp';
  const { uri } = (await gateways.http(ACCEPTS).post(totp).set(as).send({ password }).expect(201)).body;
  await gateways
    .http(SIGNS)
    .post(`${totp}/confirm`)
    .set(as)
    .send({ code: totpCode(uri, Date.now()) })
    .expect(200);
  await gateways.app.get(SecondFactorsService, { strict: false }).sealAgain();
  const refused = await gateways.http(AFTER).post('/login').send({ email, password }).expect(403);
  const ticket = refused.body.details[0].message;
  const code = totpCode(uri, Date.now() + 30_000);
  await gateways.http(AFTER).post('/login/second-factor').send({ ticket, code }).expect(200);
});

test('an API token goes on: its digest is sealed again with the new secret', async () => {
  const { accessToken } = await signUpVerified(gateways, ACCEPTS);
  const terms = { name: 'Import', scopes: ['identity.accounts:read'] };
  const as = { authorization: `Bearer ${accessToken}` };
  const { token } = (await gateways.http(ACCEPTS).post('/users/me/api-tokens').set(as).send(terms).expect(201)).body;
  await me(token, SIGNS).expect(200);
  await me(token, AFTER).expect(401);
  await gateways.app.get(ApiTokensService, { strict: false }).sealAgain();
  await me(token, AFTER).expect(200);
});
