import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { FirstAdminService } from '../src/identity/auth/first-admin.service.js';
import { startGateways, type GatewaysUnderTest } from './gateway-under-test.js';

const ADMIN_EMAIL = 'Root@Veza.test';
let gateways: GatewaysUnderTest;

beforeAll(async () => {
  gateways = await startGateways([
    { ADMIN_EMAIL, ADMIN_PASSWORD: 'the-first-password' },
    { ADMIN_EMAIL: ADMIN_EMAIL.toLowerCase(), ADMIN_PASSWORD: 'a-later-password' },
  ]);
});
afterAll(() => gateways?.stop());

test('a later start neither creates a second first administrator nor changes the password', async () => {
  const login = (password: string) => gateways.http(1).post('/login').send({ email: ADMIN_EMAIL, password });
  expect((await login('the-first-password').expect(200)).body.user.role).toBe('admin');
  await login('a-later-password').expect(400);
  await gateways.http().post('/login').send({ email: 'admin@veza.local', password: 'change-me-admin' }).expect(400);
  expect((await gateways.sql.query(`SELECT email, email_verified FROM users WHERE role = 'admin'`)).rows).toEqual([
    { email: ADMIN_EMAIL, email_verified: true },
  ]);
});

test('an administrator with a changed address, or an erased one, does not come back at the next start', async () => {
  const start = () => gateways.app.get(FirstAdminService).onModuleInit();
  const admins = async () => (await gateways.sql.query(`SELECT email FROM users WHERE role = 'admin'`)).rows;
  const login = () => gateways.http().post('/login').send({ email: ADMIN_EMAIL, password: 'the-first-password' });
  await gateways.sql.query(`UPDATE users SET email = 'someone@else.test' WHERE role = 'admin'`);
  await start();
  expect(await admins()).toEqual([{ email: 'someone@else.test' }]);
  await login().expect(400);
  await gateways.sql.query(
    `UPDATE users SET email = NULL, username = NULL, role = 'user', deleted_at = now() WHERE role = 'admin'`,
  );
  await start();
  expect(await admins()).toEqual([]);
  await login().expect(400);
});
