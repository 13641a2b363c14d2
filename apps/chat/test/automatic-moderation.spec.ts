import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { chat } from '@veza/contracts';
import { callerOf, type ChatUnderTest, startChats } from './chat-under-test.js';
import type { TestAccount } from './fake-identity.js';

let chats: ChatUnderTest;
let owner: TestAccount;

beforeAll(async () => {
  chats = await startChats(2, {
    CHAT_MESSAGES_PER_MINUTE: '100000',
    CHAT_MESSAGES_PER_HOUR: '100000',
    CHAT_MODERATION_WORDS: 'durian',
    CHAT_MODERATION_REPEATS: '2',
    CHAT_MODERATION_LINKS: '1',
    CHAT_MODERATION_STRIKES: '3',
    CHAT_MODERATION_MUTE: '24h',
  });
  owner = await chats.identity.signUp('owner');
});

afterAll(() => chats?.stop());

const SHOUT = 'THE BAND NEVER PLAYS THIS SONG IN CONCERTS';

test('forbidden words, repetitions, links and shouting are rejected and not stored; ordinary messages pass', async () => {
  const room = await chats.newRoom(owner);
  const client = await chats.open(await chats.identity.signUp('mixed'), 0);
  await client.join(room);
  for (const content of ['one https://a.test', 'again', 'Again', SHOUT]) await client.acked(client.sendMessage(room, content));
  for (const content of ['a g a i n', 'https://a.test https://b.test'])
    expect((await client.refused(client.sendMessage(room, content))).fields).toMatchObject({
      code: 1002,
      error_type: 'authorization_error',
    });
  const stored = await chats.sql<{ content: string }>('SELECT content FROM chat.messages WHERE room_id = $1 ORDER BY seq', [
    room,
  ]);
  expect(stored.map(({ content }) => content)).toEqual(['one https://a.test', 'again', 'Again', SHOUT]);
});

test('a resend of an accepted message is not a repetition', async () => {
  const room = await chats.newRoom(owner);
  const client = await chats.open(await chats.identity.signUp('resender'), 1);
  await client.join(room);
  for (let n = 0; n < 5; n += 1) {
    const from = client.received.length;
    client.sendMessage(room, 'the same', 'own-id');
    expect((await client.next('message_ack', undefined, from)).fields.seq).toBe(1);
  }
});

test('an edit cannot add content that a message may not have', async () => {
  const room = await chats.newRoom(owner);
  const client = await chats.open(await chats.identity.signUp('sly'), 0);
  await client.join(room);
  const id = (await client.acked(client.sendMessage(room, 'an apple'))).fields.message_id;
  expect((await client.refused(client.send('edit_message', { message_id: id, content: 'a durian' }))).fields.code).toBe(1002);
  expect(await chats.sql('SELECT content FROM chat.messages WHERE id = $1', [id])).toEqual([{ content: 'an apple' }]);
});

test('a user with three rejections is muted automatically in that room on every replica', async () => {
  const [room, elsewhere] = [await chats.newRoom(owner), await chats.newRoom(owner)];
  const person = await chats.identity.signUp('offender');
  const [here, there, witness] = [await chats.open(person, 0), await chats.open(person, 1), await chats.open(owner, 1)];
  for (const each of [here, there, witness]) await each.join(room);
  await there.join(elsewhere);
  for (const each of [here, there, here]) expect((await each.refused(each.sendMessage(room, 'durian!'))).fields.code).toBe(1002);
  const muted = {
    action: 'user_muted',
    user_id: String(person.id),
    moderator_id: '0',
    duration: '24h',
    reason: 'automatic: words',
  };
  for (const each of [here, there, witness]) expect((await each.next('moderation_action')).fields).toMatchObject(muted);
  const refused = await there.refused(there.sendMessage(room, 'an apple'));
  expect(refused.fields).toMatchObject({ code: 1008, error_type: 'user_banned' });
  await there.acked(there.sendMessage(elsewhere, 'an apple'));
  const moderator = await chats.identity.signUp('moderator', 'moderator');
  const lines = await chats.call(chat.moderation.audit, callerOf(moderator), { room });
  expect(lines).toMatchObject([{ action: 'mute', userId: person.id, moderatorId: 0 }]);
});
