import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SessionsRepository } from '../src/identity/sessions/sessions.repository.js';
import { signUpVerified, startGateways, type GatewaysUnderTest } from './gateway-under-test.js';
import { as, stale } from './protected-account.js';

const BOTS = '/api/v1/users/me/bots';
const ADMIN = { email: 'root@veza.test', password: 'a-long-enough-password' };
let gateways: GatewaysUnderTest;
const http = (index?: number) => gateways.http(index);

beforeAll(async () => {
  const environment = { ADMIN_EMAIL: ADMIN.email, ADMIN_PASSWORD: ADMIN.password };
  gateways = await startGateways([environment, environment, { ...environment, SECOND_FACTOR_ROLES: 'admin' }]);
});
afterAll(() => gateways?.stop());

let made = 0;
const newBot = () => ({ username: `bot${(made += 1)}_${process.pid}`, first_name: 'Counting bot' });
const create = (token: string, bot = newBot()) => http().post(BOTS).set(as(token)).send(bot);
const createToken = (token: string, bot: number, scopes = ['identity.accounts:read', 'identity.tickets:write']) =>
  http().post(`${BOTS}/${bot}/api-tokens`).set(as(token)).send({ name: 'x', scopes });
/** An owner with a bot and a token of it. */
async function withBot() {
  const owner = await signUpVerified(gateways);
  const { body: bot } = await create(owner.accessToken).expect(201);
  const { body: made } = await createToken(owner.accessToken, bot.id).expect(201);
  return { owner, bot, token: String(made.token), tokenId: String(made.id) };
}
const me = (token: string, index = 1) => http(index).get('/api/v1/users/me').set(as(token));
const ended = async (token: string) => (await me(token, 0)).status === 401;
const admin = async () => (await http().post('/api/v1/login').send(ADMIN).expect(200)).body.accessToken;

describe('a bot', () => {
  test('acts by tokens of its owner as itself, and its profile says that it is one', async () => {
    const { owner, bot, token } = await withBot();
    expect((await me(token).expect(200)).body).toMatchObject({ id: bot.id, username: bot.username, bot: true, email: '' });
    expect((await http().get(`/api/v1/users/${bot.id}`).expect(200)).body).toMatchObject({
      bot: true,
      first_name: 'Counting bot',
    });
    expect((await http().get(`/api/v1/users/${owner.id}`).expect(200)).body).not.toHaveProperty('bot');
    expect((await http().get(BOTS).set(as(owner.accessToken)).expect(200)).body.bots).toMatchObject([{ id: bot.id }]);
    await http().post('/api/v1/ws-tickets').set(as(token)).expect(201);
    const mails = (await http().get('/dev/outbox').query({ to: owner.email }).expect(200)).body;
    expect(mails.at(-1).subject).toBe("Un nouveau jeton d'API");
  });

  test('cannot sign in, be given a role, or own bots and tokens itself', async () => {
    const { bot, token } = await withBot();
    const boss = await admin();
    const change = await http().put(`/api/v1/users/${bot.id}/role`).set(as(boss)).send({ role: 'admin' });
    expect([change.status, change.body.code]).toEqual([409, 'INVALID_STATE']);
    for (const email of ['', bot.username])
      await http()
        .post('/api/v1/login')
        .send({ email, password: 'x'.repeat(12) })
        .expect(400);
    await create(token).expect(403);
    await http()
      .post('/api/v1/users/me/api-tokens')
      .set(as(token))
      .send({ name: 'x', scopes: ['catalog.products:read'] })
      .expect(403);
    const signingIn = ['email', 'password_hash'].map((column) => `UPDATE users SET ${column} = 'x' WHERE id = ${bot.id}`);
    for (const sql of signingIn) await expect(gateways.sql.query(sql)).rejects.toThrow('users_bot_check');
  });

  test('belongs to its owner: others neither see its tokens nor delete it', async () => {
    const { bot, owner, token, tokenId } = await withBot();
    const stranger = await signUpVerified(gateways);
    const of = (path: string) => `${BOTS}/${bot.id}${path}`;
    await createToken(stranger.accessToken, bot.id).expect(404);
    await http().get(of('/api-tokens')).set(as(stranger.accessToken)).expect(404);
    await http()
      .delete(of(`/api-tokens/${tokenId}`))
      .set(as(stranger.accessToken))
      .expect(404);
    await http().delete(of('')).set(as(stranger.accessToken)).expect(404);
    // An account that is no bot, the own one included.
    await createToken(stranger.accessToken, owner.id).expect(404);
    await createToken(owner.accessToken, owner.id).expect(404);
    await me(token).expect(200);
    expect((await http().get(of('/api-tokens')).set(as(owner.accessToken)).expect(200)).body.tokens).toMatchObject([
      { id: tokenId },
    ]);
    await http()
      .delete(of(`/api-tokens/${tokenId}`))
      .set(as(owner.accessToken))
      .expect(204);
    expect(await ended(token)).toBe(true);
  });

  test('is made and deleted in a fresh session, with a name of its own, ten times at most', async () => {
    const owner = await signUpVerified(gateways);
    const bots = await Promise.all(Array.from({ length: 12 }, () => create(owner.accessToken)));
    expect(bots.filter(({ status }) => status === 201)).toHaveLength(10);
    expect(bots.find(({ status }) => status === 409)?.body.code).toBe('INVALID_STATE');
    const [first] = bots.filter(({ status }) => status === 201);
    const gone = `${BOTS}/${first?.body.id}`;
    await http().delete(gone).set(as(owner.accessToken)).expect(204);
    await http().delete(gone).set(as(owner.accessToken)).expect(404);
    expect((await create(owner.accessToken, { ...newBot(), username: owner.username })).body.code).toBe('USERNAME_TAKEN');
    await stale(gateways, owner);
    for (const attempt of [create(owner.accessToken), http().delete(gone).set(as(owner.accessToken))])
      expect((await attempt).body.code).toBe('FRESH_SIGN_IN_REQUIRED');
  });
});

describe('the tokens of a bot end', () => {
  test('with a ban of its owner, at the replica that knows them as well', async () => {
    const { owner, token } = await withBot();
    await me(token, 0).expect(200);
    const ban = { duration: '1h', reason: 'x' };
    await http()
      .post(`/api/v1/users/${owner.id}/bans`)
      .set(as(await admin()))
      .send(ban)
      .expect(201);
    expect(await ended(token)).toBe(true);
  });

  test('with a ban of the bot', async () => {
    const { bot, token } = await withBot();
    await me(token, 0).expect(200);
    await http()
      .post(`/api/v1/users/${bot.id}/bans`)
      .set(as(await admin()))
      .send({ duration: '1h', reason: 'x' })
      .expect(201);
    expect(await ended(token)).toBe(true);
  });

  test('with the erasure of its owner, which erases the bot', async () => {
    const { owner, bot, token } = await withBot();
    await me(token, 0).expect(200);
    await http().delete('/api/v1/users/me').set(as(owner.accessToken)).expect(204);
    expect(await ended(token)).toBe(true);
    const { rows } = await gateways.sql.query('SELECT username, deleted_at FROM users WHERE id = $1', [bot.id]);
    expect(rows).toEqual([{ username: null, deleted_at: expect.any(Date) }]);
    const events = await gateways.sql.query(
      `SELECT 1 FROM events WHERE name = 'identity.users.deleted' AND payload->>'id' = $1`,
      [bot.id],
    );
    expect(events.rows.length).toBeGreaterThan(0);
  });

  test('when the row of a banned owner is all that is left, because each use reads it', async () => {
    const { owner, token } = await withBot();
    await gateways.sql.query(`UPDATE users SET banned_until = 'infinity' WHERE id = $1`, [owner.id]);
    expect(await ended(token)).toBe(true);
  });
});

test('a token of an administrator without the required second factor opens nothing', async () => {
  const { id, accessToken } = await signUpVerified(gateways);
  const body = { name: 'x', scopes: ['identity.accounts:read', 'catalog.products:write'] };
  const { body: made } = await http().post('/api/v1/users/me/api-tokens').set(as(accessToken)).send(body).expect(201);
  await gateways.sql.query(`UPDATE users SET role = 'admin' WHERE id = $1`, [id]);
  expect((await me(made.token, 1).expect(200)).body.role).toBe('admin');
  await me(made.token, 2).expect(401);
  const live = async (required: 'admin' | 'moderator') =>
    (await gateways.app.get(SessionsRepository).readLive([made.id], [required])).map(({ role }) => role);
  expect([await live('admin'), await live('moderator')]).toEqual([[], ['admin']]);
  await gateways.sql.query('UPDATE users SET second_factor = true WHERE id = $1', [id]);
  await me(made.token, 2).expect(200);
  expect(await live('admin')).toEqual(['admin']);
});
