import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { chat, DELETED_USERNAME, MOST_PINS } from '@veza/contracts';
import { Database } from '@veza/database';
import { PersonalDataRepository } from '../src/personal-data/personal-data.repository.js';
import { callerOf, type ChatUnderTest, startChats } from './chat-under-test.js';
import type { TestAccount } from './fake-identity.js';
import { fillLog, sweep } from './old-log.js';

let chats: ChatUnderTest;
let owner: TestAccount;
let member: TestAccount;
let platform: TestAccount;

beforeAll(async () => {
  chats = await startChats(2, {
    CHAT_RETENTION_DAYS: '30',
    CHAT_MESSAGES_PER_MINUTE: '100000',
    CHAT_MESSAGES_PER_HOUR: '100000',
    CHAT_CHANGES_PER_MINUTE: '100000',
  });
  owner = await chats.identity.signUp('owner');
  member = await chats.identity.signUp('member');
  platform = await chats.identity.signUp('moderator', 'moderator');
});
afterAll(() => chats?.stop());

const refusal = (promise: Promise<unknown>) => promise.catch((error: unknown) => error);
const pin = (by: TestAccount, room: string, messageId: number) => chats.call(chat.pins.put, callerOf(by), { room, messageId });
const unpin = (by: TestAccount, room: string, messageId: number) =>
  chats.call(chat.pins.remove, callerOf(by), { room, messageId });
const list = (by: TestAccount, room: string) => chats.call(chat.pins.list, callerOf(by), { room });
const pinned = async (by: TestAccount, room: string) => (await list(by, room)).map(({ message }) => message.id);

/** The ids of the messages of a room, by their seqs. */
async function idsOf(room: string): Promise<number[]> {
  const rows = await chats.sql<{ id: string }>('SELECT id FROM chat.messages WHERE room_id = $1 ORDER BY seq', [room]);
  return rows.map(({ id }) => Number(id));
}

async function filledRoom(young: number, { isPrivate = false, old = 0 } = {}): Promise<{ room: string; ids: number[] }> {
  const room = await chats.newRoom(owner, { isPrivate });
  await fillLog(chats, room, owner.id, { old, young });
  return { room, ids: await idsOf(room) };
}

test('a pin is listed with its message and who pinned it, the latest first; repeating it changes nothing', async () => {
  const { room, ids } = await filledRoom(3);
  const [first = 0, second = 0] = ids;
  const [v1, seed, flat] = await Promise.all([
    chats.open(member, 0),
    chats.open(member, 1, 'veza.chat'),
    chats.open(member, 1, 'veza.flat'),
  ]);
  for (const each of [v1, seed, flat]) await each.join(room);
  for (const id of [first, second, first]) await pin(owner, room, id);
  const lines = await list(member, room);
  expect(lines).toMatchObject([
    { message: { id: second, content: 'entry 2' }, pinnedBy: owner.id, username: owner.username },
    { message: { id: first, content: 'entry 1' } },
  ]);
  await unpin(owner, room, second);
  await unpin(owner, room, second);
  expect(await pinned(member, room)).toEqual([first]);

  await v1.next('message_pinned', ({ is_pinned }) => is_pinned === false);
  for (const each of [v1, seed, flat]) {
    each.send('ping', {});
    await each.next('pong');
  }
  const events = v1.received.filter(({ type }) => type === 'message_pinned').map(({ fields }) => fields);
  const by = { room_id: room, user_id: String(owner.id), username: owner.username };
  expect(events).toEqual([
    { ...by, message_id: String(first), is_pinned: true },
    { ...by, message_id: String(second), is_pinned: true },
    { ...by, message_id: String(second), is_pinned: false },
  ]);
  for (const each of [seed, flat]) expect(each.received.filter(({ type }) => type.endsWith('pinned'))).toEqual([]);
  for (const each of [v1, seed, flat]) each.close();
});

test('owner and moderators of a room pin, members and strangers do not; who cannot read a room sees no pin', async () => {
  const { room, ids } = await filledRoom(1, { isPrivate: true });
  const [id = 0] = ids;
  const [moderator, stranger] = [await chats.identity.signUp('mod'), await chats.identity.signUp('stranger')];
  for (const { id: userId } of [member, moderator]) await chats.call(chat.rooms.invite, callerOf(owner), { room, userId });
  await chats.call(chat.rooms.setRole, callerOf(owner), { room, userId: moderator.id, role: 'moderator' });
  for (const by of [member, stranger, platform]) {
    expect(await refusal(pin(by, room, id))).toMatchObject({ code: 'FORBIDDEN' });
    expect(await refusal(unpin(by, room, id))).toMatchObject({ code: 'FORBIDDEN' });
  }
  await pin(moderator, room, id);
  expect(await pinned(member, room)).toEqual([id]);
  for (const by of [stranger, platform]) expect(await refusal(list(by, room))).toMatchObject({ code: 'FORBIDDEN' });
  const lines = await chats.call(chat.moderation.audit, callerOf(platform), { room, action: 'pin message' });
  expect(lines).toMatchObject([{ moderatorId: moderator.id, subject: `message:${id}` }]);

  await chats.call(chat.moderation.sanction, callerOf(owner), { room, userId: moderator.id, kind: 'ban' });
  for (const act of [pin, unpin])
    expect(await refusal(act(moderator, room, id))).toMatchObject({ code: expect.stringMatching(/^(BANNED|FORBIDDEN)$/) });
  expect(await refusal(list(moderator, room))).toMatchObject({ code: 'BANNED' });
  await chats.call(chat.rooms.dismiss, callerOf(owner), { room, userId: member.id });
  expect(await refusal(list(member, room))).toMatchObject({ code: 'FORBIDDEN' });
});

test('a moderator of the platform pins in a public room, and a message of another room is not found', async () => {
  const [{ room, ids }, other] = [await filledRoom(1), await filledRoom(1)];
  await pin(platform, room, ids[0] ?? 0);
  expect(await pinned(owner, room)).toEqual(ids);
  expect(await refusal(pin(owner, room, other.ids[0] ?? 0))).toMatchObject({ code: 'NOT_FOUND' });
  await unpin(owner, other.room, ids[0] ?? 0);
  expect(await pinned(owner, room)).toEqual(ids);
});

test('a room has at most so many pins, also of those that come at once', async () => {
  const { room, ids } = await filledRoom(MOST_PINS + 10);
  const outcomes = await Promise.all(ids.map((id) => refusal(pin(owner, room, id))));
  const refused = outcomes.filter((outcome) => outcome !== null);
  expect(refused).toHaveLength(10);
  for (const error of refused) expect(error).toMatchObject({ code: 'CONFLICT' });
  const kept = await pinned(owner, room);
  expect(kept).toHaveLength(MOST_PINS);
  await unpin(owner, room, kept[0] ?? 0);
  await pin(owner, room, ids.find((id) => !kept.includes(id)) ?? 0);
  expect(await pinned(owner, room)).toHaveLength(MOST_PINS);
});

test('a deleted message leaves the pins, is not pinned again, and gives its place back', async () => {
  const { room, ids } = await filledRoom(2);
  const [first = 0, second = 0] = ids;
  for (const id of ids) await pin(owner, room, id);
  await chats.call(chat.messages.remove, callerOf(owner), { room, id: first });
  expect(await pinned(owner, room)).toEqual([second]);
  expect(await chats.sql('SELECT message_id::int AS id FROM chat.pins WHERE room_id = $1', [room])).toEqual([{ id: second }]);
  expect(await refusal(pin(owner, room, first))).toMatchObject({ code: 'NOT_FOUND' });
});

test('a deletion and a pin at the same moment leave no pin', async () => {
  const { room, ids } = await filledRoom(20);
  await Promise.all(
    ids.flatMap((id) => [
      refusal(pin(owner, room, id)),
      chats.call(chat.messages.remove, callerOf(owner), { room, id }),
      refusal(pin(owner, room, id)),
    ]),
  );
  expect(await chats.sql('SELECT FROM chat.pins WHERE room_id = $1', [room])).toEqual([]);
});

test('a message that the retention removes leaves the pins', async () => {
  const { room, ids } = await filledRoom(2, { old: 2 });
  for (const id of ids) await pin(owner, room, id);
  await sweep(chats);
  expect(await pinned(owner, room)).toEqual(ids.slice(2).reverse());
  expect(await chats.sql('SELECT FROM chat.pins WHERE room_id = $1', [room])).toHaveLength(2);
});

test('an erased account keeps no pin by its name', async () => {
  const { room, ids } = await filledRoom(1);
  const moderator = await chats.identity.signUp('leaving');
  await chats.call(chat.rooms.invite, callerOf(owner), { room, userId: moderator.id });
  await chats.call(chat.rooms.setRole, callerOf(owner), { room, userId: moderator.id, role: 'moderator' });
  await pin(moderator, room, ids[0] ?? 0);
  const app = chats.replicas[0]?.app;
  await app?.get(Database).transaction((tx) => app.get(PersonalDataRepository).erase(moderator.id, tx));
  expect(await list(owner, room)).toMatchObject([{ pinnedBy: null, username: DELETED_USERNAME }]);
});
