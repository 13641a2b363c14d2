import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { chat } from '@veza/contracts';
import { Database } from '@veza/database';
import { PersonalDataRepository } from '../src/personal-data/personal-data.repository.js';
import { callerOf, type ChatUnderTest, startChats } from './chat-under-test.js';
import { DIALECT_FRAMES } from './dialect-frames.js';
import type { TestAccount } from './fake-identity.js';
import { CHAT_DIALECTS, type Fields } from './test-client.js';

let chats: ChatUnderTest;
let ana: TestAccount;
let bo: TestAccount;
let cy: TestAccount;

beforeAll(async () => {
  chats = await startChats(1);
  [ana, bo, cy] = await Promise.all([chats.identity.signUp('ana'), chats.identity.signUp('bo'), chats.identity.signUp('cy')]);
});
afterAll(() => chats?.stop());

const refusal = (promise: Promise<unknown>) => promise.catch((error: unknown) => error);

/** A room of the three, with a way to write in it: the id and the seq of the message. */
async function newRoom(isPrivate = false) {
  const room = await chats.newRoom(ana, { isPrivate });
  for (const { id } of [bo, cy]) await chats.call(chat.rooms.invite, callerOf(ana), { room, userId: id });
  const write = async (by: TestAccount, content: string, replyTo?: number) => {
    const client = await chats.open(by, 0);
    const fields = { room_id: room, content, message_type: 'text', ...(replyTo !== undefined && { reply_to: String(replyTo) }) };
    const ack = (await client.acked(client.send('message', fields))).fields;
    client.close();
    return { id: Number(ack.message_id), seq: Number(ack.seq) };
  };
  const summary = async (by: TestAccount, ...messages: number[]) => {
    const found = await chats.call(chat.threads.list, callerOf(by), { room, messages });
    return found.map(({ messageId, replyCount, isFollowed, unreadCount }) => ({
      messageId,
      replyCount,
      isFollowed,
      unreadCount,
    }));
  };
  const get = (by: TestAccount, messageId: number, page: { limit?: number; before?: number } = {}) =>
    chats.call(chat.threads.get, callerOf(by), { room, messageId, ...page });
  const read = (by: TestAccount, messageId: number, seq: number) =>
    chats.call(chat.threads.markRead, callerOf(by), { room, messageId, seq });
  return { room, write, summary, get, read };
}

test('replies, and replies to these, are one thread with its own unread for those who take part', async () => {
  const { room, write, summary, get, read } = await newRoom();
  const root = await write(ana, 'where do we meet?');
  const other = await write(cy, 'unrelated');
  const first = await write(bo, 'at the harbour', root.id);
  const second = await write(bo, 'at nine', first.id);
  const thread = { messageId: root.id, replyCount: 2 };
  expect(await summary(ana, root.id, other.id, first.id)).toEqual([{ ...thread, isFollowed: true, unreadCount: 2 }]);
  expect(await summary(bo, root.id)).toEqual([{ ...thread, isFollowed: true, unreadCount: 0 }]);
  expect(await summary(cy, root.id)).toEqual([{ ...thread, isFollowed: false, unreadCount: 0 }]);

  const found = await get(ana, second.id, { limit: 1 });
  expect([found.root?.id, found.messages.map(({ content }) => content), found.more]).toEqual([root.id, ['at nine'], true]);
  const before = await get(ana, root.id, { limit: 1, before: second.seq });
  expect([before.messages.map(({ content }) => content), before.more]).toEqual([['at the harbour'], false]);
  expect((await get(ana, other.id)).thread).toMatchObject({ replyCount: 0, lastReplySeq: null, isFollowed: false });

  await chats.call(chat.rooms.markRead, callerOf(ana), { room, seq: second.seq });
  expect(await summary(ana, root.id)).toMatchObject([{ unreadCount: 2 }]);
  await read(ana, root.id, first.seq);
  expect(await summary(ana, root.id)).toMatchObject([{ unreadCount: 1 }]);
  await read(ana, second.id, 999_999);
  expect(await summary(ana, root.id)).toMatchObject([{ unreadCount: 0 }]);
  await write(bo, 'or at ten', root.id);
  expect(await summary(ana, root.id)).toMatchObject([{ replyCount: 3, unreadCount: 1 }]);
  await write(ana, 'ten it is', root.id);
  expect(await summary(ana, root.id)).toMatchObject([{ replyCount: 4, unreadCount: 0 }]);
});

test('deletions, blocks, bans and privacy hold in a thread', async () => {
  const { room, write, summary, get, read } = await newRoom(true);
  const root = await write(ana, 'the beginning');
  const reply = await write(bo, 'a reply', root.id);
  const last = await write(cy, 'another', root.id);
  await chats.call(chat.blocks.put, callerOf(ana), { userId: cy.id });
  expect(await summary(ana, root.id)).toMatchObject([{ replyCount: 2, unreadCount: 1 }]);
  await chats.call(chat.blocks.remove, callerOf(ana), { userId: cy.id });

  await chats.call(chat.messages.remove, callerOf(bo), { room, id: reply.id });
  await chats.call(chat.messages.remove, callerOf(ana), { room, id: root.id });
  const found = await get(cy, reply.id);
  expect([found.root, found.messages.map(({ id }) => id)]).toEqual([null, [last.id]]);
  await chats.call(chat.messages.remove, callerOf(cy), { room, id: last.id });
  expect(await refusal(get(cy, root.id))).toMatchObject({ code: 'NOT_FOUND' });
  expect(await summary(cy, root.id)).toEqual([]);

  const stranger = await chats.identity.signUp('stranger');
  await chats.call(chat.moderation.sanction, callerOf(ana), { room, userId: bo.id, kind: 'ban' });
  for (const [by, code] of [
    [stranger, 'FORBIDDEN'],
    [bo, 'BANNED'],
  ] as const)
    for (const call of [get(by, root.id), read(by, root.id, 1), summary(by, root.id)])
      expect(await refusal(call)).toMatchObject({ code });
  const elsewhere = await newRoom();
  expect(await refusal(elsewhere.get(ana, last.id))).toMatchObject({ code: 'NOT_FOUND' });
  expect(await elsewhere.summary(ana, root.id)).toEqual([]);
});

test('a replica of 0.3.0 stores replies with their thread, and replies from before have none', async () => {
  const { room, write, summary } = await newRoom();
  const root = await write(ana, 'asked');
  const old = await write(bo, 'answered long ago', root.id);
  await chats.sql('UPDATE chat.messages SET thread_id = NULL WHERE id = $1', [old.id]);
  expect(await summary(ana, root.id)).toEqual([]);
  await chats.sql('UPDATE chat.rooms SET last_seq = last_seq + 1 WHERE id = $1', [room]);
  await chats.sql(
    `INSERT INTO chat.messages (room_id, seq, user_id, type, content, reply_to)
     SELECT id, last_seq, $2, 'text', 'of 0.3.0', $3 FROM chat.rooms WHERE id = $1`,
    [room, bo.id, root.id],
  );
  expect(await summary(ana, root.id)).toMatchObject([{ replyCount: 1, unreadCount: 1 }]);
});

/** The command of each dialect for a message to a room. */
const SENDS = {
  'veza.v1': (room: string): [string, Fields] => ['message', { room_id: room, message_type: 'text' }],
  'veza.chat': (room: string): [string, Fields] => ['room_message', { room, message_type: 'text' }],
  'veza.flat': (room: string): [string, Fields] => ['message', { room }],
};

test('clients of every dialect draw a reply of a thread as the text that it is, and write replies in it', async () => {
  const { room, write, get } = await newRoom();
  const root = await write(ana, 'which strings?');
  const clients = await Promise.all(CHAT_DIALECTS.map((dialect, i) => chats.open([ana, bo, cy][i] ?? ana, 0, dialect)));
  for (const client of clients) await client.join(room);
  const said: string[] = [];
  let before = root.id;
  for (const [i, dialect] of CHAT_DIALECTS.entries()) {
    const content = `gut, by ${dialect}`;
    const [type, fields] = SENDS[dialect](room);
    clients[i]?.send(type, { ...fields, content, reply_to: DIALECT_FRAMES[dialect].id(before) });
    for (const [at, each] of CHAT_DIALECTS.entries()) {
      const drawn = (await clients[at]?.message(content))?.fields;
      expect(drawn).toMatchObject({ content, reply_to: DIALECT_FRAMES[each].id(before) });
    }
    said.push(content);
    before = (await get(ana, root.id)).messages.at(-1)?.id ?? 0;
  }
  expect((await get(ana, root.id)).messages.map(({ content }) => content)).toEqual(said);
  for (const [i, dialect] of CHAT_DIALECTS.entries()) {
    const { history, roomHistoryPage } = DIALECT_FRAMES[dialect];
    clients[i]?.send(...history(room, { limit: 10 }));
    const page = await clients[i]?.next(roomHistoryPage);
    expect(page?.fields.messages).toMatchObject(['which strings?', ...said].map((content) => ({ content })));
    expect(clients[i]?.contents).toEqual(said);
  }
});

test('what was read is erased with the account', async () => {
  const { write, read } = await newRoom();
  const leaver = await chats.identity.signUp('leaver');
  const root = await write(ana, 'hello');
  await read(leaver, root.id, root.seq);
  const rows = () => chats.sql('SELECT FROM chat.thread_reads WHERE user_id = $1', [leaver.id]);
  expect(await rows()).toHaveLength(1);
  const app = chats.replicas[0]?.app;
  await app?.get(Database).transaction((tx) => app.get(PersonalDataRepository).erase(leaver.id, tx));
  expect(await rows()).toEqual([]);
});
