import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type GatewaysUnderTest, startGateways } from './gateway-under-test.js';

let gateways: GatewaysUnderTest;

beforeAll(async () => {
  gateways = await startGateways([
    { SECURITY_CONTACT: 'mailto:security@veza.test', WEB_URL: 'https://veza.test/app' },
    { APP_URL: 'https://front.test' },
    {},
  ]);
});
afterAll(() => gateways.stop());

const get = (path: string, index: number) => gateways.http(index).get(`/.well-known/${path}`);

test('security.txt has the contact and an end, and is not there without a contact', async () => {
  const { text, headers } = await get('security.txt', 0).expect(200);
  expect(headers['content-type']).toBe('text/plain; charset=utf-8');
  expect(text).toContain('Contact: mailto:security@veza.test\n');
  const expires = Date.parse(/^Expires: (.+)$/m.exec(text)?.[1] ?? '');
  expect(expires).toBeGreaterThan(Date.now() + 86_400_000);
  await get('security.txt', 1).expect(404);
});

test('a password manager is led to the page that changes the password', async () => {
  expect((await get('change-password', 0).expect(302)).headers.location).toBe('https://veza.test/app/settings/access');
  expect((await get('change-password', 1).expect(302)).headers.location).toBe('https://front.test');
  await get('change-password', 2).expect(404);
});
