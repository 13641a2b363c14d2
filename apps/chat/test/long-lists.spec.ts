import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { chat } from '@veza/contracts';
import { encodeCursor } from '@veza/database';
import { callerOf, type ChatUnderTest, startChats } from './chat-under-test.js';
import type { TestAccount } from './fake-identity.js';

/** Lists that are read whole by the printed clients, and page by cursor for others. */

let chats: ChatUnderTest;
let owner: TestAccount;
let others: TestAccount[];

beforeAll(async () => {
  chats = await startChats(1);
  owner = await chats.identity.signUp('owner');
  others = await Promise.all(['ada', 'ben', 'cleo'].map((name) => chats.identity.signUp(name)));
});
afterAll(() => chats?.stop());

/** The ids of a list that is read in pages of one, until a page is empty. */
async function walk<Item>(
  page: (cursor: string | undefined) => Promise<Item[]>,
  positionOf: (item: Item) => (string | number)[],
): Promise<Item[]> {
  const all: Item[] = [];
  let cursor: string | undefined;
  for (;;) {
    const [item] = await page(cursor);
    if (item === undefined) return all;
    all.push(item);
    expect(all.length).toBeLessThan(10);
    cursor = encodeCursor(positionOf(item));
  }
}

test('members are the same in pages as whole, owner and moderators first, readers among the members', async () => {
  const { id: room } = await chats.call(chat.rooms.create, callerOf(owner), { name: 'Pages of members' });
  for (const { id: userId } of others) await chats.call(chat.rooms.invite, callerOf(owner), { room, userId });
  const [ada, ben] = others;
  await chats.call(chat.rooms.setRole, callerOf(owner), { room, userId: ben?.id ?? 0, role: 'moderator' });
  await chats.call(chat.rooms.setRole, callerOf(owner), { room, userId: ada?.id ?? 0, role: 'reader' });
  const whole = await chats.call(chat.rooms.members, callerOf(owner), { room });
  const paged = await walk(
    (cursor) => chats.call(chat.rooms.members, callerOf(owner), { room, limit: 1, cursor }),
    ({ role, joinedAt, userId }) => [role, joinedAt, userId],
  );
  expect(paged).toEqual(whole);
  expect(whole.map(({ role }) => role)).toEqual(expect.arrayContaining(['owner', 'moderator', 'reader', 'member']));
  expect(whole[0]?.role).toBe('owner');
});

test('blocked users are the same in pages as whole', async () => {
  for (const { id: userId } of others) await chats.call(chat.blocks.put, callerOf(owner), { userId });
  const whole = await chats.call(chat.blocks.list, callerOf(owner), {});
  const paged = await walk(
    (cursor) => chats.call(chat.blocks.list, callerOf(owner), { limit: 1, cursor }),
    ({ at, userId }) => [at ?? '', userId],
  );
  expect([paged.length, paged]).toEqual([others.length, whole]);
});

test('conversations are the same in pages as whole', async () => {
  const [ada, ben, cleo] = others;
  if (!ada || !ben || !cleo) throw new Error('there are three');
  for (const one of [ben, cleo]) {
    const client = await chats.open(one, 0);
    await client.acked(client.sendDirect(ada.id, `from ${one.username}`));
  }
  const whole = await chats.call(chat.conversations.list, callerOf(ada), {});
  const paged = await walk(
    (cursor) => chats.call(chat.conversations.list, callerOf(ada), { limit: 1, cursor }),
    ({ lastActivity, lastMessageId }) => [lastActivity, lastMessageId ?? 0],
  );
  expect(whole).toHaveLength(2);
  expect(paged).toEqual(whole);
});

test('a cursor of another list is refused by name', async () => {
  const cursor = encodeCursor(['public', 3, '2026-01-01T00:00:00.000Z', 'general']);
  await expect(chats.call(chat.blocks.list, callerOf(owner), { cursor })).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
});
