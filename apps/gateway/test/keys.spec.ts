import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually } from '@veza/testing';
import { decodeJwt, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { SigningKeysService } from '../src/identity/keys/signing-keys.service.js';
import { signUp, startGateways, type GatewaysUnderTest } from './gateway-under-test.js';

let gateways: GatewaysUnderTest;

const BRISK = { SIGNING_KEY_LIFE: '300ms', SIGNING_KEY_LEAD: '400ms' };
beforeAll(async () => {
  gateways = await startGateways([BRISK, BRISK]);
});
afterAll(() => gateways.stop());

const kidOf = (token: string) => String(JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()).kid);

test('issued tokens stay valid on every gateway while keys rotate', async () => {
  const user = await signUp(gateways.http());
  const tokens = [user.accessToken];
  let { refreshToken } = user;
  await eventually(
    'three keys to have signed',
    async () => {
      const { body } = await gateways.http().post('/refresh').send({ refreshToken }).expect(200);
      refreshToken = body.refreshToken;
      tokens.push(body.accessToken);
      for (const index of [0, 1])
        await gateways.http(index).get('/users/me').set('authorization', `Bearer ${body.accessToken}`).expect(200);
      return new Set(tokens.map(kidOf)).size >= 3;
    },
    { ms: 15_000, everyMs: 50 },
  );
  for (const token of tokens) {
    for (const index of [0, 1]) await gateways.http(index).get('/users/me').set('authorization', `Bearer ${token}`).expect(200);
  }
  const { body } = await gateways.http(1).get('/.well-known/jwks.json').expect(200);
  const published = body.keys.map((key: { kid: string }) => key.kid);
  expect(published).toEqual(expect.arrayContaining([...new Set(tokens.map(kidOf))]));
  expect(body.keys[0]).toEqual({
    kid: expect.any(String),
    kty: 'OKP',
    crv: 'Ed25519',
    x: expect.any(String),
    alg: 'EdDSA',
    use: 'sig',
  });
});

test('only the exact form of a token that was issued is accepted', async () => {
  const { accessToken } = await signUp(gateways.http());
  const [head = '', claims = '', signature = ''] = accessToken.split('.');
  const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const otherClaims = encoded({ ...JSON.parse(Buffer.from(claims, 'base64url').toString()), role: 'admin' });
  const forged = [
    `${accessToken}==`,
    `${accessToken.slice(0, -1)}${String.fromCharCode(accessToken.charCodeAt(accessToken.length - 1) + 1)}`,
    `${head}.${claims}.`,
    `${head}.${otherClaims}.${signature}`,
    `${encoded({ alg: 'none', kid: kidOf(accessToken) })}.${claims}.${signature}`,
    `${encoded({ alg: 'HS256', kid: kidOf(accessToken) })}.${claims}.${signature}`,
    `${encoded({ alg: 'EdDSA' })}.${claims}.${signature}`,
  ];
  const status = async (token: string) => (await gateways.http().get('/users/me').set('authorization', `Bearer ${token}`)).status;
  expect(await Promise.all(forged.map(status))).toEqual(forged.map(() => 401));
  expect(await status(accessToken)).toBe(200);
});

test('a key that a token brings, or whose place it names, is not used', async () => {
  const { accessToken } = await signUp(gateways.http());
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid: 'own' };
  const own = 'http://127.0.0.1:1/keys.json';
  const status = async (header: object) => {
    const token = new SignJWT({ ...decodeJwt(accessToken), role: 'admin' });
    const forged = await token.setProtectedHeader({ alg: 'EdDSA', typ: 'JWT', ...header }).sign(privateKey);
    return (await gateways.http().get('/users/me').set('authorization', `Bearer ${forged}`)).status;
  };
  for (const kid of [kidOf(accessToken), 'own', '../../dev/null', `' OR true --`])
    expect([kid, await status({ kid, jwk, jku: own, x5u: own })]).toEqual([kid, 401]);
  expect(await status({ jwk })).toBe(401);
});

test('a token for another audience is refused, and one of the version before, without any, is not', async () => {
  const { accessToken } = await signUp(gateways.http());
  const { aud, ...claims } = decodeJwt(accessToken);
  const { kid, privateKey } = gateways.app.get(SigningKeysService, { strict: false }).current();
  const status = async (audience?: string | string[]) => {
    const token = new SignJWT(audience === undefined ? claims : { ...claims, aud: audience });
    const signed = await token.setProtectedHeader({ alg: 'EdDSA', typ: 'JWT', kid }).sign(privateKey);
    return (await gateways.http().get('/users/me').set('authorization', `Bearer ${signed}`)).status;
  };
  expect([aud, await status('veza'), await status()]).toEqual(['veza', 200, 200]);
  expect([await status('another'), await status(['veza', 'another']), await status('')]).toEqual([401, 401, 401]);
});

test('concurrent requests with an unknown key wait for one lookup of it', async () => {
  const rash = await startGateways([{ SIGNING_KEY_LIFE: '1s', SIGNING_KEY_LEAD: '0s' }, {}]);
  try {
    let { accessToken, refreshToken } = await signUp(rash.http());
    const seen: string[] = [];
    await eventually(
      'the other gateway to look for a new key',
      async () => {
        const known = kidOf(accessToken);
        ({ accessToken, refreshToken } = (await rash.http().post('/refresh').send({ refreshToken }).expect(200)).body);
        if (kidOf(accessToken) === known) return false;
        const ask = () => rash.http(1).get('/users/me').set('authorization', `Bearer ${accessToken}`);
        const answers = await Promise.all(Array.from({ length: 20 }, ask));
        seen.push([...new Set(answers.map(({ status }) => status))].join());
        return seen.at(-1) === '200';
      },
      { ms: 20_000, everyMs: 50 },
    );
    // A gateway looks up keys at most once per second, so it may reject the key until that second is over.
    expect(['200', '401']).toEqual(expect.arrayContaining(seen.join().split(',')));
  } finally {
    await rash.stop();
  }
});
