import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { chat } from '@veza/contracts';
import { callerOf, type ChatUnderTest, startChats } from './chat-under-test.js';
import type { TestAccount } from './fake-identity.js';

/** A flood of rooms displaces none that people are in (decision 223). */

const FLOOD = 1_500;

let chats: ChatUnderTest;
let [alice, bob, flooder]: TestAccount[] = [];

beforeAll(async () => {
  chats = await startChats(1, { CHAT_ROOMS_PER_DAY: '20', CHAT_ROOMS_PER_DAY_NEW: '3' });
  [alice, bob, flooder] = [
    await chats.identity.signUp('alice'),
    await chats.identity.signUp('bob'),
    await chats.identity.signUp('flooder'),
  ];
});

afterAll(() => chats?.stop());

const account = (one: TestAccount | undefined): TestAccount => {
  if (!one) throw new Error('The account was not made');
  return one;
};
const list = (by: TestAccount | undefined, query: { search?: string; limit?: number; cursor?: string } = {}) =>
  chats.call(chat.rooms.list, callerOf(account(by)), query);
const create = (by: TestAccount, name: string, isPrivate = false) =>
  chats.call(chat.rooms.create, callerOf(by), { name, isPrivate });

test('1,500 rooms of one account remove neither general nor a room of another member from the list', async () => {
  const open = await chats.open(account(alice), 0);
  await open.join('general');
  const mine = (await create(account(alice), 'Mine', true)).id;
  const choir = (await create(account(alice), 'Choir')).id;
  await chats.call(chat.rooms.invite, callerOf(account(alice)), { room: choir, userId: account(flooder).id });
  await chats.sql(
    `INSERT INTO chat.rooms (id, kind, name, created_by, member_count) SELECT 'flood-' || n, 'public', 'Flood ' || n, $1, 1 FROM generate_series(1, ${FLOOD}) n`,
    [account(flooder).id],
  );
  await chats.sql(
    `INSERT INTO chat.members (room_id, user_id, role) SELECT 'flood-' || n, $1, 'owner' FROM generate_series(1, ${FLOOD}) n`,
    [account(flooder).id],
  );
  const ofAlice = await list(alice);
  expect(ofAlice.rooms.slice(0, 3).map(({ id }) => id)).toEqual([choir, mine, 'general']);
  expect(ofAlice.rooms).toHaveLength(3 + 50);
  const ofBob = await list(bob);
  expect(ofBob.rooms.slice(0, 2).map(({ id }) => id)).toEqual([choir, 'general']);
  expect(JSON.stringify(ofBob).length).toBeLessThan(32_768);
});

test('the pages of the directory have each room once, and the own rooms of a flooder go on', async () => {
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await list(flooder, { limit: 100, ...(cursor && { cursor }) });
    expect(page.rooms.length).toBeLessThanOrEqual(600);
    seen.push(...page.rooms.map(({ id }) => id));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  expect(seen).toHaveLength(FLOOD + 2);
  expect(new Set(seen).size).toBe(seen.length);
});

test('a search finds a public room by the beginning of a word, own ones too, and no private one', async () => {
  const ids = async (search: string) => (await list(alice, { search })).rooms.map(({ id }) => id);
  expect(await ids('cho')).toEqual(['choir']);
  expect(await ids('gener')).toEqual(['general']);
  expect(await ids('mine')).toEqual([]);
  for (const odd of ["'", "a' | b:*", '!!', '\\']) expect(await ids(odd)).toEqual([]);
  await expect(list(alice, { search: 'flood', cursor: 'bm9uZQ' })).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
});

test('a room is in each list that is read while its reader joins and leaves', async () => {
  const { id } = await create(account(flooder), 'Door');
  const { id: reader } = account(bob);
  const acts = [
    `INSERT INTO chat.members (room_id, user_id, role) VALUES ($1, $2, 'member')`,
    'DELETE FROM chat.members WHERE room_id = $1 AND user_id = $2',
  ];
  await chats.sql('UPDATE chat.rooms SET member_count = 9 WHERE id = $1', [id]); // it is in the first page of every reader
  for (let time = 0; time < 20; time += 1)
    for (const act of acts) {
      const reading = Promise.all(Array.from({ length: 8 }, () => list(bob)));
      await Promise.all([reading, chats.sql(act, [id, reader])]);
      for (const { rooms } of await reading) expect(rooms.filter((room) => room.id === id)).toHaveLength(1);
    }
});

test('the directory and the search are read by their indexes', async () => {
  await chats.sql('ANALYZE chat.rooms');
  const plan = async (where: string) =>
    JSON.stringify(
      await chats.sql(
        `EXPLAIN SELECT id FROM chat.rooms o WHERE kind = 'public' AND deleted_at IS NULL AND ${where}
         ORDER BY -o.member_count, o.created_at, o.id LIMIT 50`,
      ),
    );
  expect(await plan(`(-o.member_count, o.created_at, o.id) > (-5, '2020-01-01', '')`)).toContain('rooms_directory');
  const words = `to_tsvector('simple', o.name || ' ' || coalesce(o.description, ''))`;
  expect(await plan(`${words} @@ 'choi:*'::tsquery`)).toContain('rooms_by_word');
});

test('a person makes 20 rooms a day with all bots, a new account three, and a moderator any number', async () => {
  const [owner, newcomer] = [await chats.identity.signUp('owner'), await chats.identity.signUp('newcomer')];
  const [bot, moderator] = [await chats.identity.signUp('bot', 'user', owner), await chats.identity.signUp('staff', 'moderator')];
  for (let n = 0; n < 20; n += 1) await create(n % 2 ? owner : bot, `Room ${n}`);
  const refusal = { code: 'RATE_LIMITED', message: 'You have created the maximum of 20 rooms in a day; try again later' };
  for (const each of [owner, bot]) await expect(create(each, 'One more')).rejects.toMatchObject(refusal);
  chats.identity.newcomers.add(newcomer.id);
  for (let n = 0; n < 3; n += 1) await create(newcomer, `New ${n}`);
  await expect(create(newcomer, 'One more')).rejects.toMatchObject({ code: 'RATE_LIMITED', retryAfter: expect.any(Number) });
  for (let n = 0; n < 21; n += 1) await create(moderator, `Staff ${n}`);
});
