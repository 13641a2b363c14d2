import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { chat, MOST_IN_GROUP, type RoomView } from '@veza/contracts';
import { callerOf, type ChatUnderTest, startChats } from './chat-under-test.js';
import type { TestAccount } from './fake-identity.js';
import { CHAT_DIALECTS } from './test-client.js';

let chats: ChatUnderTest;
let [ada, bo, cy, stranger]: TestAccount[] = [];

beforeAll(async () => {
  chats = await startChats(2);
  [ada, bo, cy, stranger] = await Promise.all(['ada', 'bo', 'cy', 'stranger'].map((name) => chats.identity.signUp(name)));
});

afterAll(() => chats?.stop());

const refusal = (promise: Promise<unknown>) => promise.catch((error: unknown) => error);

function four(): [TestAccount, TestAccount, TestAccount, TestAccount] {
  if (!ada || !bo || !cy || !stranger) throw new Error('A person is missing');
  return [ada, bo, cy, stranger];
}

const create = (by: TestAccount, people: readonly TestAccount[], name: string | null = null): Promise<RoomView> =>
  chats.call(chat.groups.create, callerOf(by), { userIds: people.map(({ id }) => id), name });
const add = (by: TestAccount, room: string, { id: userId }: TestAccount) =>
  chats.call(chat.rooms.invite, callerOf(by), { room, userId });
const peopleIn = async (by: TestAccount, room: string): Promise<number[]> =>
  (await chats.call(chat.rooms.get, callerOf(by), { room })).people?.map(({ userId }) => userId) ?? [];

test('a group has the names of its people, who write in every dialect, add others, name it and leave', async () => {
  const [one, two, three, other] = four();
  const group = await create(one, [two]);
  expect(group).toMatchObject({ kind: 'private', isGroup: true, name: two.username, role: 'member', memberLimit: MOST_IN_GROUP });
  await add(two, group.id, three);
  expect(await chats.call(chat.rooms.get, callerOf(three), { room: group.id })).toMatchObject({
    name: `${one.username}, ${two.username}`,
  });

  const clients = await Promise.all(CHAT_DIALECTS.map((dialect, i) => chats.open(four()[i] ?? one, i % 2, dialect)));
  for (const client of clients) await client.join(group.id);
  for (const [i, client] of clients.entries()) {
    client.sendMessage(group.id, `words ${i}`);
    for (const each of clients) await each.message(`words ${i}`);
  }
  expect(clients[0]?.received.find(({ type }) => type === 'room_joined')?.fields).toMatchObject({ room_type: 'private' });

  await chats.call(chat.rooms.update, callerOf(three), { room: group.id, name: 'The trio' });
  await clients[0]?.next('room_updated', ({ name }) => name === 'The trio');
  expect(await refusal(chats.call(chat.rooms.update, callerOf(one), { room: group.id, memberLimit: 90 }))).toMatchObject({
    code: 'FORBIDDEN',
    message: 'A group has nothing to change but its name',
  });
  await chats.call(chat.rooms.dismiss, callerOf(one), { room: group.id, userId: one.id });
  expect(await peopleIn(two, group.id)).toEqual([two.id, three.id]);

  // To others it is a private room that no name finds.
  for (const room of [group.id, 'The trio']) {
    const code = room === group.id ? 'FORBIDDEN' : 'ROOM_NOT_FOUND';
    expect(await refusal(chats.call(chat.rooms.get, callerOf(other), { room }))).toMatchObject({ code });
    expect(await refusal(add(other, room, one))).toMatchObject({ code });
  }
  const { rooms } = await chats.call(chat.rooms.list, callerOf(other), { search: 'trio' });
  expect(rooms).toEqual([]);
});

test('nothing is said of a block: a person who blocks is in no group of the blocked person, and no call fails', async () => {
  const [one, two, three] = four();
  const shy = await chats.identity.signUp('shy');
  await chats.call(chat.blocks.put, callerOf(shy), { userId: one.id });
  const group = await create(one, [two, shy]);
  expect(await peopleIn(one, group.id)).toEqual([one.id, two.id]);
  expect(await add(one, group.id, shy)).toMatchObject({ userId: shy.id, role: 'member' });
  expect(await peopleIn(one, group.id)).toEqual([one.id, two.id]);
  await add(two, group.id, shy);
  expect(await peopleIn(three, (await create(three, [shy])).id)).toEqual([three.id, shy.id]);
});

test('the connections of added people hear it on every replica, each addition once, and those of other people do not', async () => {
  const [one, two, three] = four();
  const shy = await chats.identity.signUp('shy');
  await chats.call(chat.blocks.put, callerOf(shy), { userId: one.id });
  const [ofTwo, again, ofThree, ofShy] = await Promise.all([
    chats.open(two, 0),
    chats.open(two, 1),
    chats.open(three, 1),
    chats.open(shy, 1),
  ]);
  for (const each of [ofTwo, again, ofThree, ofShy]) await each.next('auth_success');
  const { id } = await create(one, [two, shy]);
  for (const each of [ofTwo, again]) expect((await each.next('member_added')).fields).toEqual({ room_id: id });
  await add(two, id, three);
  await ofThree.next('member_added');
  await add(one, id, three);
  await add(one, id, shy);
  const other = await create(one, [three]);
  await ofThree.next('member_added', ({ room_id }) => room_id === other.id);
  const heard = [ofTwo, ofThree, ofShy].map(({ received }) => received.filter(({ type }) => type === 'member_added').length);
  expect(heard).toEqual([1, 2, 0]);
});

test('20 people at most; bots make none and enter by their owners', async () => {
  const [one, two] = four();
  const crowd = await Promise.all(Array.from({ length: MOST_IN_GROUP - 2 }, (_, i) => chats.identity.signUp(`p${i}`)));
  const group = await create(one, [two, ...crowd], 'The crowd');
  expect(group).toMatchObject({ name: 'The crowd', memberCount: MOST_IN_GROUP });
  expect(await refusal(add(one, group.id, await chats.identity.signUp('late')))).toMatchObject({ code: 'ROOM_FULL' });
  const bot = await chats.identity.signUp('bot', 'user', one);
  const field = { code: 'VALIDATION_FAILED', details: [{ field: 'user_ids' }] };
  expect(await refusal(create(one, [bot]))).toMatchObject(field);
  expect(await refusal(create(one, [one]))).toMatchObject(field);
  expect(await refusal(create(bot, [two]))).toMatchObject({ code: 'FORBIDDEN' });
  const small = await create(one, [two]);
  expect(await refusal(add(two, small.id, bot))).toMatchObject({ code: 'FORBIDDEN' });
  expect(await add(one, small.id, bot)).toMatchObject({ userId: bot.id });
});
