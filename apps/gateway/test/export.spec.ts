import { get, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { DeclaredError } from '@veza/contracts';
import { eventually, unzip } from '@veza/testing';
import { signUp, startGateways, type GatewaysUnderTest } from './gateway-under-test.js';
import { PersonalData, startServices } from './services-of-the-test.js';

const PATH = '/api/v1/users/me/export';
const data = new PersonalData();
let gateways: GatewaysUnderTest;
let services: { stop(): Promise<void> };

beforeAll(async () => {
  gateways = await startGateways([{ BYTES_IDLE: '1s' }]);
  services = await startServices(gateways.redis.url, data);
});
afterAll(async () => {
  await services?.stop();
  await gateways?.stop();
});
beforeEach(() => {
  data.rows.clear();
  data.before = () => undefined;
});

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

/** The head of the response; the body is not read yet. */
const ask = (token: string): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    get(`${gateways.url()}${PATH}`, { headers: bearer(token) }, resolve).on('error', reject);
  });

test('an export is a ZIP with one complete file per kind of data and a README', async () => {
  const { id, email, username, accessToken } = await signUp(gateways.http());
  data.rows.set('messages', 250).set('tracks', 1);
  const answer = await ask(accessToken);
  expect(answer.headers).toMatchObject({
    'content-type': 'application/zip',
    'content-disposition': `attachment; filename="veza-export.zip"`,
    'cache-control': 'no-store',
    'x-request-id': expect.any(String),
    'x-content-type-options': 'nosniff',
    ratelimit: expect.any(String),
  });
  const files = unzip(await buffer(answer));
  const rows = (name: string) => JSON.parse(files.get(`${name}.json`) ?? 'null');
  expect(rows('profile')).toMatchObject([{ id, email, username, role: 'user' }]);
  expect(files.get('profile.json')).not.toContain('password');
  expect(rows('sessions')).toHaveLength(1);
  expect(rows('sign_ins')).toMatchObject([{ kind: 'signed-in', method: 'sign-up', network: '127.0.0' }]);
  expect(rows('mails')).toMatchObject([{ recipient: email, subject: expect.any(String) }]);
  expect(rows('messages').map((row: { id: number }) => row.id)).toEqual(Array.from({ length: 250 }, (_, i) => i));
  expect(rows('tracks')).toMatchObject([{ of: id, section: 'tracks' }]);
  expect(rows('products')).toEqual([]);
  const readme = files.get('README.txt') ?? '';
  for (const name of files.keys()) if (name !== 'README.txt') expect(readme).toContain(name);
  expect(rows('account_bans')).toEqual([]);
  expect(files.size).toBe(1 + 58);
});

/**
 * Some 30 MB of incompressible data: much more than the buffers between a gateway and a client that does not read.
 */
const MUCH = 40_000;

test('an export reads pages as the client consumes them, and ends when the client stalls', async () => {
  const { accessToken } = await signUp(gateways.http());
  data.rows.set('messages', MUCH);
  data.pagesRead = 0;
  const answer = await ask(accessToken);
  const second = await gateways.http().get(PATH).set(bearer(accessToken)).expect(429);
  expect([second.body.code, second.headers['retry-after']]).toEqual(['RATE_LIMITED', '30']);
  const givenUp = async () => {
    const again = await ask(accessToken);
    again.destroy();
    return again.statusCode === 200;
  };
  await eventually('the standing export to be given up', givenUp, { ms: 15_000 });
  expect(data.pagesRead).toBeLessThan(MUCH / 100);
  await expect(buffer(answer)).rejects.toThrow('aborted');
});

test('a gateway runs four exports at a time, and a disconnect frees a place', async () => {
  data.rows.set('messages', MUCH);
  const people = await Promise.all(Array.from({ length: 5 }, () => signUp(gateways.http())));
  const [fifth = '', ...four] = people.map(({ accessToken }) => accessToken);
  const answers = await Promise.all(four.map(ask));
  const refused = await gateways.http().get(PATH).set(bearer(fifth)).expect(503);
  expect([refused.body.code, refused.headers['retry-after']]).toEqual(['OVERLOADED', '30']);
  for (const answer of answers) answer.destroy();
  data.rows.clear();
  const whole = await eventually('room for the fifth', async () => {
    const answer = await ask(fifth);
    return answer.statusCode === 200 ? buffer(answer) : void answer.destroy();
  });
  expect(unzip(whole).size).toBeGreaterThan(1);
});

test('an unavailable service gives 503 before the first byte, and an incomplete ZIP after it', async () => {
  const { accessToken } = await signUp(gateways.http());
  const away = () => {
    throw new DeclaredError('UNAVAILABLE', { retryAfter: 1 });
  };
  data.rows.set('messages', 300);
  data.before = (section) => (section === 'ratings' ? away() : undefined);
  const refused = await gateways.http().get(PATH).set(bearer(accessToken)).expect(503);
  expect([refused.body.code, refused.headers['retry-after']]).toEqual(['UNAVAILABLE', '1']);
  data.before = (_section, after) => (after === '200' ? away() : undefined);
  await expect(ask(accessToken).then(buffer)).rejects.toThrow('aborted');
});

test('an export needs the own account, is limited to twenty an hour, and is refused after the erasure', async () => {
  await gateways.http().get(PATH).expect(401);
  const { accessToken } = await signUp(gateways.http());
  for (let i = 0; i < 20; i += 1) expect(unzip(await buffer(await ask(accessToken))).size).toBe(59);
  await gateways.http().get(PATH).set(bearer(accessToken)).expect(429);
  const other = await signUp(gateways.http());
  await gateways.http().delete('/users/me').set(bearer(other.accessToken)).expect(204);
  await gateways.http().get(PATH).set(bearer(other.accessToken)).expect(401);
});
