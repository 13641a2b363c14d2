import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { chat } from '@veza/contracts';
import { eventually } from '@veza/testing';
import { MessageLogRepository } from '../src/commit/message-log.repository.js';
import { callerOf, type ChatUnderTest, startChats } from './chat-under-test.js';
import type { TestAccount } from './fake-identity.js';
import { CHAT_DIALECTS } from './test-client.js';

const RAISED = { CHAT_MESSAGES_PER_MINUTE: '100000', CHAT_MESSAGES_PER_HOUR: '100000', CHAT_CHANGES_PER_MINUTE: '100000' };

let chats: ChatUnderTest;
let alice: TestAccount;
let bob: TestAccount;
let carol: TestAccount;

beforeAll(async () => {
  chats = await startChats(2, RAISED);
  [alice, bob, carol] = await Promise.all([
    chats.identity.signUp('alice'),
    chats.identity.signUp('bob'),
    chats.identity.signUp('carol'),
  ]);
});

afterAll(() => chats?.stop());

test('a message of each dialect reaches each other, on both replicas, with one id, seq and time', async () => {
  const room = await chats.newRoom(alice);
  const people = [alice, bob, carol];
  const clients = await Promise.all(CHAT_DIALECTS.map((dialect, i) => chats.open(people[i % 3] ?? alice, i % 2, dialect)));
  for (const each of clients) await each.join(room);
  for (const [n, sender] of clients.entries()) {
    const ref = sender.sendMessage(room, `from ${sender.dialect}`);
    const received = await Promise.all(clients.map((each) => each.message(`from ${sender.dialect}`)));
    expect(new Set(received.map(({ fields }) => Number(fields.message_id ?? fields.id))).size).toBe(1);
    expect(received.map(({ fields }) => fields.seq)).toEqual([n + 1, n + 1, n + 1]);
    expect((await sender.acked(ref)).fields).toMatchObject({ seq: n + 1, duplicate: false });
  }
});

test('a committed message is visible, a rejected one is not', async () => {
  const room = await chats.newRoom(alice);
  const [client, listener] = [await chats.open(alice, 0), await chats.open(bob, 1)];
  await client.join(room);
  await listener.join(room);
  client.sendMessage(room, 'durable');
  const { fields } = await listener.message('durable');
  expect(await chats.sql('SELECT content FROM chat.messages WHERE id = $1', [fields.message_id])).toEqual([
    { content: 'durable' },
  ]);
  const bad = client.send('message', { room_id: room, content: 'reply to nothing', reply_to: '999999999' });
  expect((await client.refused(bad)).fields).toMatchObject({ code: 1007 });
  client.sendMessage(room, 'after');
  expect((await listener.message('after')).fields.seq).toBe(2);
});

test('a resend creates no message on either replica; the same id with other content is rejected', async () => {
  const room = await chats.newRoom(alice);
  const [here, there] = [await chats.open(alice, 0), await chats.open(alice, 1, 'veza.flat')];
  await here.join(room);
  await there.join(room);
  here.sendMessage(room, 'once', 'own-id');
  const first = (await here.acked('own-id')).fields;
  there.sendMessage(room, 'once', 'own-id');
  const again = (await there.acked('own-id')).fields;
  expect([again.duplicate, String(again.id), again.seq]).toEqual([true, first.message_id, first.seq]);
  there.sendMessage(room, 'something else', 'own-id');
  expect((await there.refused('own-id')).fields.code).toBe('INVALID_FORMAT');
  // A client id is stored for a day.
  await chats.sql("UPDATE chat.client_ids SET at = now() - interval '25 hours' WHERE client_id = 'own-id'");
  expect(await chats.replicas[0]?.app.get(MessageLogRepository).deleteOldClientIds()).toBe(1);
  const from = there.received.length;
  there.sendMessage(room, 'something else', 'own-id');
  expect((await there.next('message_ack', undefined, from)).fields).toMatchObject({ seq: 2, duplicate: false });
});

// Regression: the waiting statement had read the known ids before the other commit, and failed with an internal error.
test('the same client id on two replicas at once is one message and two acknowledgements', async () => {
  const room = await chats.newRoom(alice);
  const author = await chats.identity.signUp('racer');
  const [here, there] = [await chats.open(author, 0), await chats.open(author, 1, 'veza.flat')];
  await here.join(room);
  await there.join(room);
  const refs = Array.from({ length: 40 }, (_, i) => `racing-${i}`);
  for (const ref of refs) for (const each of [here, there]) each.sendMessage(room, `twice at once: ${ref}`, ref);
  for (const ref of refs) {
    const acks = await Promise.all([here.acked(ref), there.acked(ref)]);
    expect(acks.map(({ fields }) => fields.duplicate).sort()).toEqual([false, true]);
  }
  expect(await chats.sql('SELECT seq FROM chat.room_events WHERE room_id = $1', [room])).toHaveLength(refs.length);
});

test('500 messages of concurrent senders on two replicas reach every client in one order without a gap', async () => {
  const room = await chats.newRoom(alice);
  const people = await Promise.all(Array.from({ length: 6 }, (_, i) => chats.identity.signUp(`speaker${i}`)));
  const clients = await Promise.all(people.map((person, i) => chats.open(person, i % 2, CHAT_DIALECTS[i % 3])));
  for (const each of clients) await each.join(room);
  for (let n = 0; n < 500; n += 1) clients[n % 6]?.sendMessage(room, `message ${n}`);
  const all = Array.from({ length: 500 }, (_, i) => i + 1);
  for (const each of clients) await eventually('all 500', () => each.seqs.length >= 500, { ms: 15_000 });
  for (const each of clients) expect(each.seqs).toEqual(all);
  const [first, ...others] = clients;
  for (const other of others) expect(other.contents).toEqual(first?.contents);
  for (const [i, each] of clients.entries()) {
    const own = each.contents.filter((content) => Number(String(content).split(' ')[1]) % 6 === i);
    expect(own.map((content) => Number(String(content).split(' ')[1]))).toEqual(
      [...Array(500).keys()].filter((n) => n % 6 === i),
    );
  }
});

test('a join with since during sends gets each later event once, in order, then live events', async () => {
  const room = await chats.newRoom(alice);
  const client = await chats.open(alice, 0);
  await client.join(room);
  for (let n = 1; n <= 40; n += 1) client.sendMessage(room, `n${n}`);
  await client.message('n40');
  const late = await Promise.all(
    [0, 1, 7, 23, 39, 40].map(async (since, i) => ({ since, each: await chats.open(bob, i % 2, CHAT_DIALECTS[i % 3]) })),
  );
  for (let n = 41; n <= 60; n += 1) client.sendMessage(room, `n${n}`);
  await Promise.all(late.map(({ since, each }) => each.join(room, since)));
  for (let n = 61; n <= 80; n += 1) client.sendMessage(room, `n${n}`);
  for (const { since, each } of late) {
    await eventually('the last', () => each.seqs.at(-1) === 80);
    expect(each.seqs).toEqual(Array.from({ length: 80 - since }, (_, i) => since + 1 + i));
  }
});

// Regression: of two concurrent joins of one user, the waiting one did not see the membership that the other had
// created, and was rejected because the room was full.
test('concurrent joins of one user create one membership, and all succeed', async () => {
  const person = await chats.identity.signUp('many');
  const all = await Promise.all(Array.from({ length: 12 }, (_, i) => chats.open(person, i % 2, CHAT_DIALECTS[i % 3])));
  for (let round = 0; round < 20; round += 1) {
    const room = await chats.newRoom(alice);
    await Promise.all(all.map((each) => each.join(room)));
    const members = 'SELECT user_id FROM chat.members WHERE room_id = $1 AND user_id = $2';
    expect(await chats.sql(members, [room, person.id])).toHaveLength(1);
  }
});

test('a join far behind gets the newest 1,000 events and history_truncated; one after the end gets history_reset', async () => {
  const room = await chats.newRoom(alice);
  const count = 1_050;
  await chats.sql(
    `WITH placed AS (
       INSERT INTO chat.messages (room_id, seq, user_id, type, content) SELECT $1, n, $2, 'text', 'old ' || n FROM generate_series(1, $3::int) n
     ) UPDATE chat.rooms SET last_seq = $3, message_count = $3 WHERE id = $1`,
    [room, alice.id, count],
  );
  const reader = await chats.open(bob, 1);
  expect(await reader.join(room, 0)).toMatchObject({ last_seq: count, history_truncated: true });
  await eventually('1,000 events', () => reader.seqs.length === 1_000);
  expect([reader.seqs[0], reader.seqs.at(-1)]).toEqual([count - 999, count]);
  expect(await (await chats.open(bob, 0)).join(room, count + 1)).toMatchObject({ history_reset: true });
});

test('a direct message reaches all connections of both users, and each pair of users has one log', async () => {
  const [from, to, other] = [
    await chats.open(alice, 0),
    await chats.open(bob, 1, 'veza.flat'),
    await chats.open(bob, 0, 'veza.chat'),
  ];
  const third = await chats.open(carol, 1);
  for (const content of ['psst', 'psst again']) {
    const ref = from.sendDirect(bob.id, content);
    await Promise.all([from, to, other].map((each) => each.direct(content)));
    await from.acked(ref);
  }
  to.sendDirect(alice.id, 'yes?');
  const answers = await Promise.all([from, to, other].map((each) => each.direct('yes?')));
  expect(answers.map(({ fields }) => fields.seq)).toEqual([3, 3, 3]);
  const [, flat] = answers;
  expect(flat?.fields).toMatchObject({ from: alice.id, user_id: bob.id, to: alice.id });
  const refused = third.sendDirect(2_000_000_000, 'hello?');
  expect((await third.refused(refused)).fields.code).toBe(1002);
  expect(third.seqs).toEqual([]);
});

test('a join of a private, full or unknown room is rejected with its own code', async () => {
  const [hidden, small] = [await chats.newRoom(alice, { isPrivate: true }), await chats.newRoom(alice, { memberLimit: 1 })];
  const stranger = await chats.open(carol, 1, 'veza.chat');
  for (const [room, code] of [
    [hidden, 'PERMISSION_DENIED'],
    [small, 'ROOM_FULL'],
    ['nowhere', 'ROOM_NOT_FOUND'],
  ] as const) {
    const ref = stranger.send('join_room', { room });
    expect((await stranger.refused(ref)).fields.code).toBe(code);
  }
  await chats.call(chat.rooms.invite, callerOf(alice), { room: hidden, userId: carol.id });
  expect(await stranger.join(hidden)).toMatchObject({ success: true });
});

test('edits, deletions and reactions are in the log once, in order', async () => {
  const room = await chats.newRoom(alice);
  const [author, other] = [await chats.open(alice, 0), await chats.open(bob, 1, 'veza.flat')];
  await author.join(room);
  await other.join(room);
  author.sendMessage(room, 'frist');
  const id = Number((await other.message('frist')).fields.id);
  author.send('edit_message', { message_id: String(id), content: 'first' });
  author.send('edit_message', { message_id: String(id), content: 'first' });
  await other.next('message_edited'); // two replicas: the reaction must follow the edit in the log
  other.send('reaction', { room, message_id: id, content: '👍' });
  other.send('reaction', { room, message_id: id, content: '👍' });
  other.send('remove_reaction', { message_id: id, content: '👍' });
  const theft = other.send('delete_message', { message_id: id });
  expect((await other.refused(theft)).fields.code).toBe('PERMISSION_DENIED');
  await author.next('reaction_removed');
  author.send('delete_message', { message_id: String(id) });
  author.send('delete_message', { message_id: String(id) });
  await other.next('message_deleted');
  const gone = author.send('edit_message', { message_id: String(id), content: 'back again' });
  expect((await author.refused(gone)).fields.code).toBe(1007);
  expect(author.received.filter(({ type }) => type === 'error')).toHaveLength(1);
  const kinds = await chats.sql<{ kind: string }>('SELECT kind FROM chat.room_events WHERE room_id = $1 ORDER BY seq', [room]);
  expect(kinds.map(({ kind }) => kind)).toEqual(['message', 'edited', 'reacted', 'unreacted', 'deleted']);
  expect([author.seqs, other.seqs]).toEqual([
    [1, 2, 3, 4, 5],
    [1, 2, 3, 4, 5],
  ]);
});

test('slow mode, privacy and the member limit of a room change while its members are connected', async () => {
  const room = await chats.newRoom(alice);
  const moderator = await chats.identity.signUp('opener', 'moderator');
  const clients = await Promise.all(CHAT_DIALECTS.map((dialect, i) => chats.open(bob, i % 2, dialect)));
  for (const each of clients) await each.join(room);
  const change = (by: TestAccount, facts: object) => chats.call(chat.rooms.update, callerOf(by), { room, ...facts });
  const facts = { slowMode: 3_600, isPrivate: true, memberLimit: 2 };
  expect(await change(alice, facts)).toMatchObject({ slowMode: 3_600, kind: 'private', memberLimit: 2 });
  for (const each of clients)
    expect((await each.next('room_updated')).fields).toMatchObject({ slow_mode: 3_600, is_private: true, member_limit: 2 });
  const [client, there] = clients;
  if (!client || !there) throw new Error('There are not two clients');
  await client.acked(client.sendMessage(room, 'the first'));
  expect((await client.refused(client.sendMessage(room, 'too soon'))).fields.code).toBe(1003);
  const guest = { room, userId: moderator.id };
  await expect(chats.call(chat.rooms.invite, callerOf(alice), guest)).rejects.toMatchObject({ code: 'ROOM_FULL' });
  await expect(change(moderator, { isPrivate: false })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await change(alice, { slowMode: 0, isPrivate: false, memberLimit: null });
  await client.next('room_updated', ({ slow_mode }) => slow_mode === 0);
  await client.acked(client.sendMessage(room, 'no wait'));
});

test('the owner and a moderator rename a room, which its connections receive in every dialect; others may not', async () => {
  const room = await chats.newRoom(alice);
  const moderator = await chats.identity.signUp('moderator', 'moderator');
  const clients = await Promise.all(CHAT_DIALECTS.map((dialect, i) => chats.open(bob, i % 2, dialect)));
  for (const each of clients) await each.join(room);
  const change = (by: TestAccount, facts: object) => chats.call(chat.rooms.update, callerOf(by), { room, ...facts });
  await expect(change(bob, { name: 'Mine' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(change(alice, { name: 'GeneraI' })).rejects.toMatchObject({ code: 'CONFLICT' }); // a capital i
  const { name: before } = await chats.call(chat.rooms.get, callerOf(alice), { room });
  expect(await change(alice, { description: 'Bows, too' })).toMatchObject({ id: room, name: before, description: 'Bows, too' });
  expect(await change(moderator, { name: 'Bows' })).toMatchObject({ id: room, name: 'Bows', description: 'Bows, too' });
  for (const each of clients) {
    for (const wanted of [before, 'Bows'])
      expect((await each.next('room_updated', ({ name }) => name === wanted)).fields).toMatchObject({ description: 'Bows, too' });
  }
  const lines = await chats.call(chat.moderation.audit, callerOf(moderator), { room });
  expect(lines.map(({ action, moderatorId, reason }) => [action, moderatorId, reason])).toEqual([
    ['change room', moderator.id, `before: ${before}`],
  ]);
  await Promise.all([change(alice, { name: 'Viols' }), change(moderator, { description: 'Early' })]);
  expect(await chats.call(chat.rooms.get, callerOf(alice), { room })).toMatchObject({ name: 'Viols', description: 'Early' });
});
