import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { chat } from '@veza/contracts';
import { eventually } from '@veza/testing';
import { callerOf, type ChatUnderTest, startChats } from './chat-under-test.js';
import type { TestAccount } from './fake-identity.js';
import type { TestClient } from './test-client.js';

let chats: ChatUnderTest;
let owner: TestAccount;

/** A room with more than four users is large in this spec. */
beforeAll(async () => {
  chats = await startChats(2, { CHAT_PRESENCE_LARGE: '4', CHAT_PRESENCE_GRACE: '300ms' });
  owner = await chats.identity.signUp('owner');
});

afterAll(() => chats?.stop());

test('a large room gets the number of its users from one replica at intervals, a small room their names', async () => {
  const { id: room } = await chats.call(chat.rooms.create, callerOf(owner), { name: 'Stadium' });
  const watcher = await chats.open(owner, 0);
  await watcher.join(room);
  const visitors = await Promise.all(Array.from({ length: 12 }, (_, i) => chats.identity.signUp(`visitor${i}`)));
  const clients: TestClient[] = [];
  const started = performance.now();
  for (const [i, person] of visitors.entries()) {
    const each = await chats.open(person, i % 2);
    await each.join(room);
    clients.push(each);
  }
  const of = (type: string) => watcher.received.filter((each) => each.type === type);
  await eventually('the number of all', () => of('room_presence').some(({ fields }) => fields.users_online === 13));
  expect(of('user_online')).toHaveLength(3);
  expect(of('room_presence').length).toBeLessThanOrEqual(1 + (performance.now() - started) / 1_900);
  expect(await chats.call(chat.rooms.online, callerOf(owner), { room })).toHaveLength(13);
  for (const each of clients) each.close();
  await eventually(
    'only the watcher is left',
    async () => (await chats.call(chat.rooms.online, callerOf(owner), { room })).length === 1,
  );
  const last = await chats.open(visitors[0] ?? owner, 1);
  await last.join(room);
  await eventually('a small room gets names again', () => of('user_online').length >= 4);
});
