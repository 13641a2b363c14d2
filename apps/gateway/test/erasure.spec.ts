import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { userEvents } from '@veza/contracts';
import { eventually } from '@veza/testing';
import { ErasureService } from '../src/accounts/personal-data/erasure.service.js';
import { signUp, sharedGateways, type GatewaysUnderTest } from './gateway-under-test.js';

let gateways: GatewaysUnderTest;
const http = () => gateways.http();

beforeAll(async () => {
  gateways = await sharedGateways();
});
afterAll(() => gateways?.stop());

/** Every table with a row that contains this text. */
async function tablesWith(text: string): Promise<string[]> {
  const { rows } = await gateways.sql.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'identity'`,
  );
  const found: string[] = [];
  for (const { name } of rows) {
    const { rowCount } = await gateways.sql.query(`SELECT 1 FROM "${name}" t WHERE strpos(lower(t::text), lower($1)) > 0`, [
      text,
    ]);
    if (rowCount) found.push(name);
  }
  return found.sort();
}
const deletionEvents = async (id: number) =>
  (
    await gateways.sql.query(`SELECT 1 FROM events WHERE name = $1 AND payload->>'id' = $2`, [
      userEvents.deleted.name,
      String(id),
    ])
  ).rowCount;

test('no table of identity holds the name, the e-mail address or the sign-in addresses of an erased account', async () => {
  const { id, username, email, accessToken, refreshToken } = await signUp(http());
  const bearer = { authorization: `Bearer ${accessToken}` };
  await http()
    .patch('/users/me')
    .set(bearer)
    .send({ bio: `I am ${username}`, first_name: 'Erasmus' })
    .expect(200);
  await http().post('/login').set('user-agent', 'Netscape 3').send({ email, password: 'not-the-password' }).expect(400);
  await http().post('/login').set('user-agent', 'Netscape 3').send({ email, password: 'neither-this' }).expect(400);
  await http().post('/forgot-password').send({ email }).expect(202);
  await eventually('the mail', async () => (await gateways.sql.query('SELECT 1 FROM mail_requests')).rowCount === 0);
  expect(await tablesWith(username)).toEqual(['attempts', 'events', 'mailed_tokens', 'mails', 'users']);

  await http().delete('/users/me').set(bearer).expect(204);
  for (const text of [username, email, 'Erasmus', 'Netscape 3']) expect([text, await tablesWith(text)]).toEqual([text, []]);
  for (const table of ['sessions', 'mails', 'mailed_secrets', 'mailed_tokens', 'idempotency_keys'])
    expect((await gateways.sql.query(`SELECT 1 FROM ${table} WHERE user_id = $1`, [id])).rowCount).toBe(0);
  await http().delete('/users/me').set(bearer).expect(401);
  expect((await http().post('/refresh').send({ refreshToken }).expect(400)).body.code).toBe('INVALID_GRANT');
  expect(await deletionEvents(id)).toBe(1);
});

test('the erasure is repeated once after two minutes, for rows of requests that were running, with one more event', async () => {
  const { id, email, accessToken } = await signUp(http());
  await http().delete('/users/me').set('authorization', `Bearer ${accessToken}`).expect(204);
  await gateways.sql.query(`INSERT INTO mails (user_id, recipient, subject, body) VALUES ($1, $2, 'late', 'mail')`, [id, email]);
  const erasure = gateways.app.get(ErasureService);
  await erasure.repeat(120_000);
  expect([await tablesWith(email), await deletionEvents(id)]).toEqual([['mails'], 1]);
  await gateways.sql.query(`UPDATE users SET deleted_at = now() - interval '121 seconds' WHERE id = $1`, [id]);
  await erasure.repeat(120_000);
  await erasure.repeat(120_000);
  expect([await tablesWith(email), await deletionEvents(id)]).toEqual([[], 2]);
});
