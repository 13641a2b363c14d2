import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { identity, SYSTEM, type WireAccountBan } from '@veza/contracts';
import { eventually } from '@veza/testing';
import { RpcClient } from '@veza/transport';
import { signUp, signUpVerified, startGateways, type GatewaysUnderTest } from './gateway-under-test.js';

type Account = Awaited<ReturnType<typeof signUp>>;

const ADMIN = { email: 'root@veza.test', password: 'a-long-enough-password' };
let gateways: GatewaysUnderTest;
let moderator: string;
let admin: string;

beforeAll(async () => {
  gateways = await startGateways([{ ADMIN_EMAIL: ADMIN.email, ADMIN_PASSWORD: ADMIN.password }, {}]);
  const account = await signUp(http());
  await gateways.sql.query(`UPDATE users SET role = 'moderator' WHERE id = $1`, [account.id]);
  moderator = (await login(account).expect(200)).body.accessToken;
  admin = (await login(ADMIN).expect(200)).body.accessToken;
});
afterAll(() => gateways?.stop());

const http = (index?: number) => gateways.http(index);
const login = ({ email, password }: Pick<Account, 'email' | 'password'>) => http().post('/login').send({ email, password });
const as = (token: string) => ({ authorization: `Bearer ${token}` });
const ban = (id: number, body: object, token = moderator) => http().post(`/users/${id}/bans`).set(as(token)).send(body);
const bansOf = async (id: number): Promise<WireAccountBan[]> =>
  (await http().get(`/users/${id}/bans`).set(as(moderator)).expect(200)).body;
const inForce = (userId: number) => gateways.app.get(RpcClient).call(identity.bans.of, { userId }, { caller: SYSTEM });

test('a ban and its lift are events for other services, in the transaction of each', async () => {
  const account = await signUp(http());
  const { body } = await ban(account.id, { duration: '24h' }).expect(201);
  await ban(account.id, { duration: 'permanent' }).expect(201);
  await http().delete(`/users/${account.id}/bans`).set(as(moderator)).expect(204);
  const { rows } = await gateways.sql.query<{ name: string; payload: unknown }>(
    `SELECT name, payload FROM events WHERE name LIKE 'identity.bans.%' AND payload->>'userId' = $1 ORDER BY id`,
    [String(account.id)],
  );
  expect(rows).toEqual([
    { name: 'identity.bans.imposed', payload: { userId: account.id, until: body.until } },
    { name: 'identity.bans.imposed', payload: { userId: account.id, until: null } },
    { name: 'identity.bans.lifted', payload: { userId: account.id } },
  ]);
});

test('a moderator takes a part of a profile away once, of a lower role only, and the rest stays', async () => {
  const account = await signUp(http());
  const profile = { bio: 'buy gold', links: ['https://gold.example'], avatar: 'https://gold.example/coin.png' };
  await http().patch('/users/me').set(as(account.accessToken)).send(profile).expect(200);
  const reset = (part: string, token: string, id = account.id) => http().delete(`/users/${id}/profile/${part}`).set(as(token));
  for (const _again of [1, 2]) await reset('words', moderator).expect(204);
  await reset('banner', moderator).expect(204); // there is none
  const { body } = await http().get(`/users/${account.id}`).expect(200);
  expect(body).toMatchObject({ username: account.username, bio: '', avatar: profile.avatar });
  const { rows } = await gateways.sql.query(
    `SELECT payload FROM events WHERE name = 'identity.users.profileReset' AND payload->>'userId' = $1`,
    [String(account.id)],
  );
  expect(rows).toEqual([{ payload: { userId: account.id, part: 'words', moderatorId: expect.any(Number) } }]);
  await reset('picture', admin).expect(204);
  expect((await http().get(`/users/${account.id}`).expect(200)).body.avatar).toBeNull();
  await reset('name', moderator).expect(400);
  await reset('words', account.accessToken).expect(403);
  const { body: me } = await http().get('/users/me').set(as(moderator)).expect(200);
  await reset('words', moderator, me.id).expect(403);
  await reset('words', admin, 2_000_000_000).expect(404);
});

test('a ban ends every session at once, and only the right password gets the reason', async () => {
  const account = await signUp(http());
  const { body } = await ban(account.id, { duration: '24h', reason: 'floods' }).expect(201);
  expect(body).toMatchObject({ user_id: account.id, duration: '24h', reason: 'floods', lifted_at: null });
  expect(Date.parse(body.until) - Date.parse(body.created_at)).toBe(24 * 3_600_000);

  await http().get('/users/me').set(as(account.accessToken)).expect(401);
  await http().post('/refresh').send({ refreshToken: account.refreshToken }).expect(400);
  const refused = await login(account).expect(403);
  expect(refused.body).toMatchObject({ code: 'BANNED', details: [{ field: 'banned_until', message: body.until }] });
  await http().post('/auth/login').send({ email: account.email, password: account.password }).expect(403);
  await http().post('/api/auth/login').send({ email: account.email, password: account.password }).expect(403);
  expect((await login({ ...account, password: 'not-the-password' }).expect(400)).body.code).toBe('INVALID_CREDENTIALS');
  expect(await inForce(account.id)).toEqual({ ban: { until: body.until } });
});

test('an account that is signed out by staff loses its sessions and API tokens on every gateway, and can sign in again', async () => {
  const account = await signUpVerified(gateways);
  const [, second] = [account, (await login(account).expect(200)).body];
  const scopes = { name: 'a bot', scopes: ['identity.profiles:read'], expires_in_days: 1 };
  const made = await http().post('/users/me/api-tokens').set(as(account.accessToken)).send(scopes).expect(201);
  const held = [account.accessToken, second.accessToken, made.body.token];
  for (const token of held) await http(1).get('/users?search=none').set(as(token)).expect(200);
  await http().delete(`/users/${account.id}/sessions`).set(as(moderator)).expect(204);
  for (const token of held) {
    await http().get('/users?search=none').set(as(token)).expect(401);
    await eventually('the other gateway', async () => {
      return (await http(1).get('/users?search=none').set(as(token))).status === 401;
    });
  }
  await http().post('/refresh').send({ refreshToken: second.refreshToken }).expect(400);
  expect((await login(account).expect(200)).body.accessToken).toEqual(expect.any(String));
  await http().delete(`/users/${account.id}/sessions`).set(as(moderator)).expect(204);
  await http().delete(`/users/${account.id}/sessions`).set(as(moderator)).expect(204);
});

test('staff sign out lower roles only', async () => {
  const [account, other] = [await signUp(http()), await signUp(http())];
  const signOut = (id: number, token: string) => http().delete(`/users/${id}/sessions`).set(as(token));
  await signOut(other.id, account.accessToken).expect(403);
  await gateways.sql.query(`UPDATE users SET role = 'moderator' WHERE id = $1`, [other.id]);
  expect((await signOut(other.id, moderator).expect(403)).body.code).toBe('FORBIDDEN');
  await signOut(other.id, admin).expect(204);
  const { id } = (await http().get('/users/me').set(as(admin)).expect(200)).body;
  await signOut(id, admin).expect(403);
  expect((await signOut(2_000_000, moderator).expect(404)).body.code).toBe('USER_NOT_FOUND');
  await http().get('/users/me').set(as(account.accessToken)).expect(200);
});

test('a ban ends when it is lifted or expires, a new one replaces it, and the list keeps all', async () => {
  const account = await signUp(http());
  await ban(account.id, { reason: 'for ever' }).expect(201);
  expect(await inForce(account.id)).toEqual({ ban: { until: null } });
  await ban(account.id, { duration: '1h', reason: 'an hour will do' }).expect(201);
  expect((await inForce(account.id)).ban?.until).not.toBeNull();
  await gateways.sql.query(`UPDATE users SET banned_until = now() WHERE id = $1`, [account.id]);
  await login(account).expect(200);

  await ban(account.id, { duration: '7d' }).expect(201);
  await login(account).expect(403);
  await http().delete(`/users/${account.id}/bans`).set(as(admin)).expect(204);
  await http().delete(`/users/${account.id}/bans`).set(as(admin)).expect(204);
  expect(await inForce(account.id)).toEqual({ ban: null });
  await login(account).expect(200);
  const [week, hour, forever] = await bansOf(account.id);
  expect(week).toMatchObject({ duration: '7d', lifted_by: expect.any(Number), lifted_at: expect.any(String) });
  expect(hour).toMatchObject({ duration: '1h', reason: 'an hour will do', lifted_at: null });
  expect(forever).toMatchObject({ duration: 'permanent', lifted_at: null, until: hour?.created_at });
});

test('the bans of all accounts name who imposed and who lifted them, and why', async () => {
  const [first, second] = [await signUp(http()), await signUp(http())];
  await ban(first.id, { reason: 'Spam' }).expect(201);
  await ban(second.id, { reason: 'Insults' }).expect(201);
  await http().delete(`/users/${first.id}/bans`).set(as(admin)).expect(204);
  const list = async (query: object): Promise<WireAccountBan[]> =>
    (await http().get('/bans').query(query).set(as(moderator)).expect(200)).body;
  const [latest, lifted] = await list({ limit: 2 });
  expect(latest).toMatchObject({ user_id: second.id, reason: 'Insults', lifted_by: null });
  expect(lifted).toMatchObject({ user_id: first.id, reason: 'Spam', lifted_by: expect.any(Number) });
  expect(await list({ before: latest?.id, limit: 1 })).toEqual([lifted]);
  expect(await list({ user_id: first.id })).toEqual([lifted]);
  expect((await list({ moderator_id: lifted?.lifted_by }))[0]).toEqual(lifted);
  await http().get('/bans').set(as(first.accessToken)).expect(401);
});

test('a moderator neither lifts nor replaces the ban of an administrator', async () => {
  const account = await signUp(http());
  await ban(account.id, {}, admin).expect(201);
  await http().delete(`/users/${account.id}/bans`).set(as(moderator)).expect(403);
  await ban(account.id, { duration: '1h' }).expect(403);
  expect(await inForce(account.id)).toEqual({ ban: { until: null } });
  await http().delete(`/users/${account.id}/bans`).set(as(admin)).expect(204);
  await ban(account.id, {}).expect(201);
  await http().delete(`/users/${account.id}/bans`).set(as(admin)).expect(204);
});

test('a moderator cannot ban themselves, their own rank or above, or an unknown account', async () => {
  const account = await signUp(http());
  const idOf = async (token: string) => Number((await http().get('/users/me').set(as(token)).expect(200)).body.id);
  const [moderatorId, adminId] = [await idOf(moderator), await idOf(admin)];
  await ban(moderatorId, {}, account.accessToken).expect(403);
  for (const id of [moderatorId, adminId]) expect((await ban(id, {}).expect(403)).body.code).toBe('FORBIDDEN');
  await ban(adminId, {}, admin).expect(403);
  await http().delete(`/users/${adminId}/bans`).set(as(moderator)).expect(403);
  for (const call of [ban(2_000_000, {}), http().get('/users/2000000/bans').set(as(moderator))])
    expect((await call.expect(404)).body.code).toBe('USER_NOT_FOUND');
  const { body } = await ban(account.id, { duration: '2h' }).expect(400);
  expect(body.details).toMatchObject([{ field: 'duration' }]);
  await http().get('/users/me').set(as(account.accessToken)).expect(200);
});

test('a concurrent sign-in and ban leave no session', async () => {
  for (let round = 0; round < 5; round += 1) {
    const account = await signUp(http());
    const entering = [0, 1, 0, 1].map((index) =>
      http(index).post('/login').send({ email: account.email, password: account.password }),
    );
    const [, ...answers] = await Promise.all([ban(account.id, {}).expect(201), ...entering]);
    for (const { status } of answers) expect([200, 403]).toContain(status);
    const { rows } = await gateways.sql.query('SELECT 1 FROM sessions WHERE user_id = $1 AND revoked_at IS NULL', [account.id]);
    expect(rows).toEqual([]);
  }
});
