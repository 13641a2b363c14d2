import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { chat } from '@veza/contracts';
import { eventually } from '@veza/testing';
import { callerOf, type ChatUnderTest, startChats } from './chat-under-test.js';
import type { TestAccount } from './fake-identity.js';

const RAISED = { CHAT_MESSAGES_PER_MINUTE: '100000', CHAT_MESSAGES_PER_HOUR: '100000' };

let chats: ChatUnderTest;
let owner: TestAccount;
let moderator: TestAccount;

beforeAll(async () => {
  chats = await startChats(2, RAISED);
  [owner, moderator] = await Promise.all([chats.identity.signUp('owner'), chats.identity.signUp('moderator', 'moderator')]);
});

afterAll(() => chats?.stop());

const refusal = (promise: Promise<unknown>) => promise.catch((error: unknown) => error);

test('the owner of a room and moderators delete messages of others at once, several in a batch, with an audit line', async () => {
  const room = await chats.newRoom(owner, { isPrivate: true });
  const person = await chats.identity.signUp('author');
  const member = await chats.identity.signUp('member');
  for (const { id } of [person, member]) await chats.call(chat.rooms.invite, callerOf(owner), { room, userId: id });
  const [author, governor, witness, platform] = [
    await chats.open(person, 0),
    await chats.open(owner, 1),
    await chats.open(member, 1, 'veza.flat'),
    await chats.open(moderator, 0),
  ];
  for (const each of [author, governor, witness]) await each.join(room);
  const ids: number[] = [];
  for (const text of ['one', 'two', 'three', 'four', 'five']) ids.push(await author.storeMessage(room, text));
  const [first, second, third, fourth, fifth] = ids.map(String);
  expect((await witness.refused(witness.send('delete_message', { message_id: Number(first) }))).fields.code).toBe(
    'PERMISSION_DENIED',
  );
  const frame = (id: unknown) => ({ type: 'delete_message', data: { message_id: id } });
  governor.send('message_batch', { messages: [frame(first), frame(second), frame(first)] });
  platform.send('delete_message', { message_id: third });
  for (const id of [first, second, third]) {
    await author.next('message_deleted', ({ message_id }) => message_id === id);
    await author.next('moderation_action', (fields) => fields.action === 'message_deleted' && fields.message_id === id);
  }
  await chats.call(chat.messages.remove, callerOf(owner), { room, id: Number(fourth) });
  await chats.call(chat.messages.remove, callerOf(owner), { room, id: Number(fourth) });
  const elsewhere = { room: await chats.newRoom(owner), id: Number(fifth) };
  expect(await refusal(chats.call(chat.messages.remove, callerOf(owner), elsewhere))).toMatchObject({ code: 'NOT_FOUND' });
  await witness.next('message_deleted', ({ message_id }) => message_id === Number(fourth));
  expect(governor.received.filter(({ type }) => type === 'error')).toEqual([]);
  const lines = await chats.call(chat.moderation.audit, callerOf(moderator), { room, action: 'delete message' });
  expect(new Map(lines.map(({ subject, moderatorId }) => [subject, moderatorId]))).toEqual(
    new Map([first, second, third, fourth].map((id) => [`message:${id}`, id === third ? moderator.id : owner.id])),
  );
  expect(lines.map(({ userId }) => userId)).toEqual([person.id, person.id, person.id, person.id]);
});

test('a moderator does not delete direct messages that were not reported', async () => {
  const [one, other] = [await chats.identity.signUp('one'), await chats.identity.signUp('other')];
  const [from, platform] = [await chats.open(one, 0), await chats.open(moderator, 0)];
  const ref = from.send('message', { recipient_id: String(other.id), is_private: true, content: 'between us' });
  const { message_id } = (await from.acked(ref)).fields;
  expect((await platform.refused(platform.send('delete_message', { message_id }))).fields.code).toBe(1007);
});

test('a ban takes the last hours of messages along', async () => {
  const room = await chats.newRoom(owner);
  const person = await chats.identity.signUp('flood');
  const [author, witness] = [await chats.open(person, 0), await chats.open(owner, 1)];
  for (const each of [author, witness]) await each.join(room);
  const old = await author.storeMessage(room, 'yesterday');
  await chats.sql("UPDATE chat.messages SET created_at = now() - interval '25 hours' WHERE id = $1", [old]);
  const kept = await witness.storeMessage(room, 'of the owner');
  const sent = Array.from({ length: 60 }, (_, n) => author.sendMessage(room, `buy ${n} now`));
  for (const ref of sent) await author.acked(ref);
  const ban = { room, userId: person.id, kind: 'ban', duration: '24h', purgeHours: 24 } as const;
  await chats.call(chat.moderation.sanction, callerOf(owner), ban);
  await eventually('all deletions', () => witness.received.filter(({ type }) => type === 'message_deleted').length === 60);
  const left = await chats.call(chat.messages.history, callerOf(owner), { room });
  expect(left.filter(({ isDeleted }) => !isDeleted).map(({ id }) => id)).toEqual([old, kept]);
});
