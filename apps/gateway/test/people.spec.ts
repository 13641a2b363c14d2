import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { Controller, type INestMicroservice } from '@nestjs/common';
import { chat, community, identity, type RpcInput, SYSTEM, type WireFoundUser, type WireRoleChange } from '@veza/contracts';
import { Input, Rpc, RpcClient } from '@veza/transport';
import { SEARCH, searchValues } from '../src/identity/people/people.repository.js';
import { newcomer, signUp, signUpVerified, startGateways, type GatewaysUnderTest } from './gateway-under-test.js';
import { startService } from './service-of-the-test.js';

type Account = Awaited<ReturnType<typeof signUp>>;

const ADMIN = { email: 'root@veza.test', password: 'a-long-enough-password' };
let gateways: GatewaysUnderTest;
let chatService: INestMicroservice;
let communityService: INestMicroservice;
let admin: string;
let adminId: number;
/** Blocks as chat stores them. */
const blocks: { userId: number; blockedId: number }[] = [];

@Controller()
class Blocks {
  @Rpc(chat.blocks.among)
  among(@Input() { userId, others }: RpcInput<typeof chat.blocks.among>) {
    const areBlocked = (other: number) =>
      blocks.some(({ userId: by, blockedId }) => [by, blockedId].includes(userId) && [by, blockedId].includes(other));
    return { blocked: others.filter(areBlocked) };
  }
}

@Controller()
class Relations {
  @Rpc(community.people.get)
  get() {
    return { followers: 0, following: 0, followedByMe: false };
  }
}

beforeAll(async () => {
  gateways = await startGateways([{ ADMIN_EMAIL: ADMIN.email, ADMIN_PASSWORD: ADMIN.password }, {}]);
  const contracts = { among: chat.blocks.among };
  chatService = await startService({ redisUrl: gateways.redis.url, service: 'chat', contracts, controller: Blocks });
  communityService = await startService({
    redisUrl: gateways.redis.url,
    service: 'community',
    contracts: { get: community.people.get },
    controller: Relations,
  });
});
afterAll(async () => {
  await communityService?.close();
  await chatService?.close();
  await gateways?.stop();
});
beforeEach(async () => {
  const { body } = await login(ADMIN).expect(200);
  [admin, adminId] = [body.accessToken, body.user.id];
});

const http = (index?: number) => gateways.http(index);
const login = ({ email, password }: Pick<Account, 'email' | 'password'>) => http().post('/login').send({ email, password });
const as = (token: string) => ({ authorization: `Bearer ${token}` });
const setRole = (id: number, role: string, token = admin) => http().put(`/users/${id}/role`).set(as(token)).send({ role });

async function promoted(role: string): Promise<Account> {
  const account = await signUp(http());
  await setRole(account.id, role).expect(200);
  const { body } = await login(account).expect(200);
  return { ...account, accessToken: body.accessToken };
}

test('a role is given, listed and taken by an administrator, with a line for each change', async () => {
  const account = await signUp(http());
  expect((await setRole(account.id, 'moderator').expect(200)).body).toEqual({
    user_id: account.id,
    username: account.username,
    role: 'moderator',
  });
  await setRole(account.id, 'moderator').expect(200);
  const staff = async () => (await http().get('/roles').set(as(admin)).expect(200)).body;
  expect(await staff()).toContainEqual({ user_id: account.id, username: account.username, role: 'moderator' });
  await setRole(account.id, 'user').expect(200);
  expect((await staff()).map(({ user_id }: { user_id: number }) => user_id)).not.toContain(account.id);
  const changes = (query: string) => http().get(`/roles/changes?user_id=${account.id}${query}`).set(as(admin));
  const lines: WireRoleChange[] = (await changes('').expect(200)).body;
  expect(lines).toMatchObject([
    { from: 'moderator', to: 'user', changed_by: adminId },
    { from: 'user', to: 'moderator', changed_by: adminId },
  ]);
  expect((await changes(`&limit=1&before=${lines[0]?.id}`).expect(200)).body).toEqual(lines.slice(1));
});

test('a changed role ends the sessions of the user on every gateway, and the next sign-in has it', async () => {
  const account = await promoted('moderator');
  const [session] = (
    await gateways.sql.query<{ id: string }>('SELECT id FROM sessions WHERE user_id = $1 AND revoked_at IS NULL', [account.id])
  ).rows;
  await http(1).get(`/users/${account.id}/bans`).set(as(account.accessToken)).expect(200);
  await setRole(account.id, 'user').expect(200);
  await http().get('/users/me').set(as(account.accessToken)).expect(401);
  await http().post('/refresh').send({ refreshToken: account.refreshToken }).expect(400);
  const check = await gateways.app
    .get(RpcClient)
    .call(identity.sessions.check, { sessionIds: [session?.id ?? ''] }, { caller: SYSTEM });
  expect(check).toEqual({ sessions: [null] });
  expect((await login(account).expect(200)).body.user.role).toBe('user');
});

test('only administrators change roles, and none the own one', async () => {
  const [account, moderator] = [await signUp(http()), await promoted('moderator')];
  for (const token of [account.accessToken, moderator.accessToken]) {
    await setRole(account.id, 'admin', token).expect(403);
    await http().get('/roles').set(as(token)).expect(403);
    await http().get('/roles/changes').set(as(token)).expect(403);
  }
  await http().put(`/users/${account.id}/role`).send({ role: 'admin' }).expect(401);
  expect((await setRole(adminId, 'user').expect(403)).body.code).toBe('FORBIDDEN');
  expect((await setRole(2_000_000, 'moderator').expect(404)).body.code).toBe('USER_NOT_FOUND');
  expect((await setRole(account.id, 'owner').expect(400)).body.details).toMatchObject([{ field: 'role' }]);
});

test('two administrators who take the role of each other at once leave one', async () => {
  const other = await promoted('admin');
  const [one, two] = await Promise.all([setRole(other.id, 'user'), setRole(adminId, 'user', other.accessToken)]);
  const [done, refused] = [one.status, two.status].sort();
  expect(done).toBe(200);
  expect([401, 403]).toContain(refused);
  const { rows } = await gateways.sql.query<{ id: number }>(`SELECT id FROM users WHERE role = 'admin'`);
  expect(rows).toHaveLength(1);
  await gateways.sql.query(`UPDATE users SET role = CASE WHEN id = $1 THEN 'admin' ELSE 'user' END WHERE id IN ($1, $2)`, [
    adminId,
    other.id,
  ]);
});

test('the last administrator cannot be erased', async () => {
  const { body } = await http().delete('/users/me').set(as(admin)).expect(409);
  expect(body.code).toBe('INVALID_STATE');
  const other = await promoted('admin');
  await http().delete('/users/me').set(as(other.accessToken)).expect(204);
  await http().get('/users/me').set(as(admin)).expect(200);
});

test('an account is erased only within 15 minutes of a sign-in', async () => {
  const account = await signUp(http());
  await gateways.sql.query(`UPDATE sessions SET created_at = now() - interval '16 minutes' WHERE user_id = $1`, [account.id]);
  const erase = (token: string) => http().delete('/users/me').set(as(token));
  expect((await erase(account.accessToken).expect(403)).body.code).toBe('FRESH_SIGN_IN_REQUIRED');
  const { body } = await http().post('/refresh').send({ refreshToken: account.refreshToken }).expect(200);
  await erase(body.accessToken).expect(403);
  await erase((await login(account).expect(200)).body.accessToken).expect(204);
});

test('an avatar is a web address without a user name or password', async () => {
  const account = await signUp(http());
  const set = (avatar: string) => http().patch('/users/me').set(as(account.accessToken)).send({ avatar });
  for (const url of [
    'https://ada:secret@images.test/a.png',
    'https://ada@images.test',
    'https://@images.test/a.png',
    'javascript:alert(1)',
    'data:,a',
    'http://169.254.169.254/latest',
    'https://127.0.0.1/a.png',
    'https://[::1]/a.png',
    'https://redis/a.png',
  ])
    expect((await set(url).expect(400)).body.details).toMatchObject([{ field: 'avatar' }]);
  await set('https://images.test/@ada/a.png?by=ada@images.test').expect(200);
});

interface Page {
  users: WireFoundUser[];
  next_cursor: string | null;
}

async function search(account: Account, query: Record<string, string | number>): Promise<Page> {
  return (await http().get('/users').query(query).set(as(account.accessToken)).expect(200)).body;
}

/** Signs up an account with this user name and full name. */
async function named(username: string, first_name = '', last_name = ''): Promise<Account> {
  const account = { ...newcomer(), username };
  const { body } = await http().post('/signup').send(account).expect(201);
  await http().patch('/users/me').set(as(body.accessToken)).send({ first_name, last_name }).expect(200);
  return { ...account, ...body, id: body.user.id };
}

test('users are found by the beginning of a user name, a full name or a last name', async () => {
  const [seeker, ada] = [await signUp(http()), await named('quill_ada', 'Ada', 'Qyron')];
  const found = { id: ada.id, username: 'quill_ada', first_name: 'Ada', last_name: 'Qyron', avatar: null };
  for (const text of ['quill_ada', 'QUILL_A', 'ada qy', 'qyr', ' Qyron '])
    expect(await search(seeker, { search: text })).toEqual({ users: [found], next_cursor: null });
  for (const text of ['uill_ada', 'quill%', 'quill-ada', 'ada@', ada.email])
    expect((await search(seeker, { search: text })).users).toEqual([]);
  expect((await search(ada, { search: 'quill_ada' })).users).toEqual([]);
});

test('users are found with and without the accents of their names', async () => {
  const [seeker, lea] = [await signUp(http()), await named('Éloïse_b', 'Léa', 'Ørsted')];
  for (const text of ['eloise', 'ÉLOÏSE', 'Eloi\u0308se', 'lea ors', 'léa', 'orsted', 'Ør'])
    expect((await search(seeker, { search: text })).users.map(({ id }) => id)).toEqual([lea.id]);
  for (const text of ['％％', '__', '\\\\']) expect((await search(seeker, { search: text })).users).toEqual([]);
});

test('a found bot is marked as one, and a person is not', async () => {
  const owner = await signUpVerified(gateways);
  const username = `${owner.username}_bot`;
  await http().post('/users/me/bots').set(as(owner.accessToken)).send({ username }).expect(201);
  const { users } = await search(await signUp(http()), { search: owner.username });
  expect(users.map(({ username: name, bot }) => [name, bot])).toEqual([
    [owner.username, undefined],
    [username, true],
  ]);
});

test('a search needs a session and two characters', async () => {
  await http().get('/users?search=ada').expect(401);
  const seeker = await signUp(http());
  for (const query of ['', '?search=', '?search=a', '?search=%20a%20', '?search=ada&limit=101', '?search=ada&cursor=x'])
    await http().get(`/users${query}`).set(as(seeker.accessToken)).expect(400);
});

test('a search leaves out blocks in both directions, banned and erased users', async () => {
  const seeker = await signUp(http());
  const names = ['vanish_a', 'vanish_b', 'vanish_c', 'vanish_d', 'vanish_e'];
  const [blocked, blocking, banned, erased, shown] = await Promise.all(names.map((name) => named(name)));
  if (!blocked || !blocking || !banned || !erased || !shown) throw new Error('An account is missing');
  blocks.push({ userId: seeker.id, blockedId: blocked.id }, { userId: blocking.id, blockedId: seeker.id });
  await http().post(`/users/${banned.id}/bans`).set(as(admin)).send({}).expect(201);
  await http().delete('/users/me').set(as(erased.accessToken)).expect(204);
  expect((await search(seeker, { search: 'vanish' })).users.map(({ id }) => id)).toEqual([shown.id]);
  const [other] = (await search(shown, { search: 'vanish_a' })).users;
  expect(other?.id).toBe(blocked.id);
});

test('a search goes on by a cursor, by user name', async () => {
  const seeker = await signUp(http());
  const names = ['pager_c', 'Pager_a', 'pager_d', 'PAGER_B'];
  for (const name of names) await named(name);
  const pages: string[][] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page: Page = await search(seeker, { search: 'pager', limit: 2, ...(cursor && { cursor }) });
    pages.push(page.users.map(({ username }) => username));
    cursor = page.next_cursor;
  }
  expect(pages).toEqual([
    ['Pager_a', 'PAGER_B'],
    ['pager_c', 'pager_d'],
  ]);
});

test('a user name that looks like another one is taken, and is written in one script', async () => {
  const given = await named('Vlctoria');
  const sign = (username: string) =>
    http()
      .post('/signup')
      .send({ ...newcomer(), username });
  for (const username of ['VIctoria', 'Vlctоria'.replace('о', '0'), 'ｖlctoria', 'vlctoria'])
    expect((await sign(username).expect(409)).body.code).toBe('USERNAME_TAKEN');
  await named('coco');
  expect((await sign('сосо').expect(409)).body.code).toBe('USERNAME_TAKEN');
  for (const username of ['Vlctоria', 'аdmin', 'α1b', 'ad\u200bmin'])
    expect((await sign(username).expect(400)).body.details).toMatchObject([{ field: 'username' }]);
  for (const username of ['Ольга', 'さくらと桜', 'vlctoriaa']) await sign(username).expect(201);
  const rename = (username: string) => http().patch('/users/me').set(as(given.accessToken)).send({ username });
  expect((await rename('c0c0').expect(409)).body.code).toBe('USERNAME_TAKEN');
  await rename('VLCTORIA').expect(200);
});

test('an earlier look-alike keeps its name', async () => {
  const [first, later] = [await named('mallet'), await named('hammer')];
  await gateways.sql.query('UPDATE users SET username_skeleton = NULL, username = $2 WHERE id = $1', [later.id, 'maIIet']);
  const rename = (username: string) => http().patch('/users/me').set(as(later.accessToken)).send({ username, bio: 'hello' });
  expect((await rename('maIIet').expect(200)).body).toMatchObject({ username: 'maIIet', bio: 'hello' });
  expect((await rename('ma1Iet').expect(409)).body.code).toBe('USERNAME_TAKEN');
  expect((await http().get(`/users/${first.id}`).expect(200)).body.username).toBe('mallet');
});

const renamed = ({ accessToken }: Account, username: string) =>
  http().patch('/users/me').set(as(accessToken)).send({ username }).expect(200);
const signed = (username: string) =>
  http()
    .post('/signup')
    .send({ ...newcomer(), username });

test('an earlier name leads to its account for 90 days, and other accounts cannot take it', async () => {
  const [person, other] = [await named('Clara'), await named('Robert')];
  await renamed(person, 'Clara_W');
  const found = await http().get('/people/clara').expect(200);
  expect(found.body).toMatchObject({ id: person.id, username: 'Clara_W' });
  for (const name of ['Clara', 'CIara'])
    expect((await http().patch('/users/me').set(as(other.accessToken)).send({ username: name }).expect(409)).body.code).toBe(
      'USERNAME_TAKEN',
    );
  expect((await signed('clara').expect(409)).body.code).toBe('USERNAME_TAKEN');
  await renamed(person, 'Clara');
  expect((await http().get('/people/clara_w').expect(200)).body.username).toBe('Clara');
  await gateways.sql.query('UPDATE former_names SET until = now() WHERE user_id = $1', [person.id]);
  await http().get('/people/clara_w').expect(404);
  await renamed(other, 'Clara_W');
});

test('an account keeps its last three names', async () => {
  const person = await named('name0');
  for (const n of [1, 2, 3, 4]) await renamed(person, `name${n}`);
  for (const n of [1, 2, 3]) expect((await http().get(`/people/name${n}`).expect(200)).body.username).toBe('name4');
  await http().get('/people/name0').expect(404);
  await signed('name0').expect(201);
});

test('a name that is given up is not taken at the same moment', async () => {
  for (let i = 0; i < 5; i += 1) {
    const person = await named(`fleeting${i}`);
    const [, ...others] = await Promise.all([
      renamed(person, `settled${i}`),
      ...Array.from({ length: 5 }, () => signed(`fleeting${i}`)),
    ]);
    expect(others.map(({ status }) => status)).toEqual(Array.from({ length: 5 }, () => 409));
  }
});

test('links of a person are https addresses, five at most', async () => {
  const { accessToken, username } = await signUp(http());
  const change = (links: string[]) => http().patch('/users/me').set(as(accessToken)).send({ links });
  const links = ['https://ada.example/', 'https://social.example/@ada'];
  expect((await change(links).expect(200)).body.links).toEqual(links);
  expect((await http().get(`/people/${username}`).expect(200)).body.links).toEqual(links);
  for (const link of ['http://ada.example', 'javascript:alert(1)', 'https://user:word@ada.example', 'ada'])
    expect((await change(['https://ada.example', link]).expect(400)).body.details).toMatchObject([{ field: 'links.1' }]);
  expect((await change(Array.from({ length: 6 }, (_, i) => `https://${i}.example`)).expect(400)).body.details).toMatchObject([
    { field: 'links' },
  ]);
  await change([]).expect(200);
});

test('names and pictures come by ids, in their order, without banned people', async () => {
  const [reader, shown, gone] = [await signUp(http()), await signUp(http()), await signUp(http())];
  await gateways.sql.query(`UPDATE users SET banned_until = 'infinity' WHERE id = $1`, [gone.id]);
  const read = (ids: string) => http().get(`/users/by-id?ids=${ids}`).set(as(reader.accessToken));
  const { body } = await read(`${shown.id},${gone.id},${reader.id},999999999`).expect(200);
  expect(body.users).toMatchObject([{ id: shown.id, username: shown.username, avatar: null }, { id: reader.id }]);
  for (const ids of ['', 'a', '1,,2', Array.from({ length: 101 }, (_, i) => i + 1).join()])
    expect((await read(ids).expect(400)).body.details).toMatchObject([{ field: 'ids' }]);
  await http().get(`/users/by-id?ids=${shown.id}`).expect(401);
});

test('searches are limited', async () => {
  const seeker = await signUp(http());
  await gateways.sql.query(
    `INSERT INTO attempts (kind, subject, count, ends_at) VALUES ('people', $1, 60, now() + interval '1 minute')`,
    [String(seeker.id)],
  );
  expect((await http().get('/users?search=ada').set(as(seeker.accessToken)).expect(429)).headers['retry-after']).toMatch(/^\d+$/);
});

test('a search reads indexes of prefixes only', async () => {
  await gateways.sql.query(
    `INSERT INTO users (username, email, password_hash, first_name, last_name)
     SELECT 'bulk' || n, 'bulk' || n || '@example.test', 'x', 'First' || n, 'Last' || n FROM generate_series(1, 5000) n`,
  );
  await gateways.sql.query('ANALYZE users');
  const values = searchValues({ searcher: 1, prefix: 'bulk499', limit: 21 });
  const { rows } = await gateways.sql.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${SEARCH}`, values);
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
  expect(plan).not.toContain('Seq Scan');
  for (const index of ['users_by_username_prefix', 'users_by_full_name_prefix', 'users_by_last_name_prefix'])
    expect(plan).toContain(index);
});
