import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { chat } from '@veza/contracts';
import { eventually, slowLine } from '@veza/testing';
import { RateLimiter } from '../src/limits/chat-limits.js';
import { ChatMetrics } from '../src/chat-metrics.js';
import { callerOf, type ChatUnderTest, startChats } from './chat-under-test.js';
import type { TestAccount } from './fake-identity.js';
import { bearer, type ChatDialect, TestClient } from './test-client.js';

let chats: ChatUnderTest;
let owner: TestAccount;

beforeAll(async () => {
  chats = await startChats(2, {
    CHAT_MESSAGES_PER_MINUTE: '4',
    CHAT_CHANGES_PER_MINUTE: '3',
    CHAT_ROOMS_PER_CONNECTION: '2',
    CHAT_CONTENT_MAX: '30',
    CHAT_CONVERSATIONS_PER_DAY_NEW: '2',
    CHAT_MODERATION_WORDS: 'durian',
    WS_SEND_BUFFER: '64KiB',
  });
  owner = await chats.identity.signUp('owner');
});

afterAll(() => chats?.stop());

/** Whole seconds since a moment: a limit of one per second has let through at most so many more. */
const seconds = (since: number): number => Math.floor((performance.now() - since) / 1_000);

let rooms = 0;
const newRoom = async (slowMode = 0): Promise<string> => {
  rooms += 1;
  return (await chats.call(chat.rooms.create, callerOf(owner), { name: `Limits ${rooms}`, slowMode })).id;
};

async function client(person: TestAccount, n: number, room: string, dialect: ChatDialect = 'veza.v1'): Promise<TestClient> {
  const replica = chats.replicas[n];
  if (!replica) throw new Error(`There is no replica ${n}`);
  const open = await TestClient.open(replica, dialect, bearer(person.token));
  await open.join(room);
  return open;
}

test('messages are counted over replicas and dialects; resends and rejected messages are free', async () => {
  const room = await newRoom();
  const person = await chats.identity.signUp('chatty');
  const [here, there] = [await client(person, 0, room), await client(person, 1, room, 'veza.chat')];
  for (let n = 1; n <= 4; n += 1)
    await (n % 2 ? here : there).acked((n % 2 ? here : there).sendMessage(room, `n${n}`, `own-${n}`));
  const waits: number[] = [];
  for (let n = 0; n < 3; n += 1) {
    const { fields } = await here.refused(here.sendMessage(room, `too many ${n}`));
    expect(fields).toMatchObject({ code: 1003, error_type: 'rate_limit_error' });
    waits.push(Number(fields.retry_after));
  }
  expect(Math.max(...waits)).toBeLessThanOrEqual(60);
  expect(waits).toEqual([...waits].sort((one, other) => other - one));
  there.sendMessage(room, 'n1', 'own-1');
  expect((await there.acked('own-1')).fields).toMatchObject({ duplicate: true, seq: 1 });
  expect(await chats.sql('SELECT 1 FROM chat.room_events WHERE room_id = $1', [room])).toHaveLength(4);
});

test('without Redis each replica counts on its own', async () => {
  const room = await newRoom();
  const person = await chats.identity.signUp('lonely');
  const here = await client(person, 0, room);
  await chats.redis.stop();
  const refs = Array.from({ length: 6 }, (_, n) => here.sendMessage(room, `n${n}`));
  await eventually(
    'six replies',
    () => here.received.filter(({ type }) => type === 'message_ack' || type === 'error').length === 6,
    { ms: 10_000 },
  );
  await chats.redis.start();
  await eventually('both replicas have Redis again', () => newRoom(), { ms: 20_000 });
  expect(here.received.filter(({ type }) => type === 'message_ack').map(({ fields }) => fields.id)).toEqual(refs.slice(0, 4));
});

test('of two limits the exceeded one determines the time to wait', async () => {
  const [replica] = chats.replicas;
  const limiter = replica?.app.get(RateLimiter);
  if (!limiter) throw new Error('A replica is missing');
  const rates = [
    { ms: 1, max: 2 },
    { ms: 3_600_000, max: 3 },
  ];
  const take = (item: string) =>
    eventually('a place in the shorter window', async () => {
      const taken = await limiter.take('two', item, rates);
      return taken.ok || taken.waitMs > 1_000 ? taken : undefined;
    });
  for (const item of ['a', 'b', 'c']) expect(await take(item)).toEqual({ ok: true, known: false });
  const refused = await take('d');
  expect(refused.ok).toBe(false);
  if (!refused.ok) expect(refused.waitMs).toBeGreaterThan(3_500_000);
  expect(await take('a')).toEqual({ ok: true, known: true });
  limiter.refund('two', 'b');
  expect(await eventually('the refunded place', () => limiter.take('two', 'd', rates))).toMatchObject({ ok: true });
});

test('changes have their own limit', async () => {
  const room = await newRoom();
  const person = await chats.identity.signUp('editor');
  const here = await client(person, 0, room, 'veza.flat');
  here.sendMessage(room, 'draft');
  const { id } = (await here.message('draft')).fields;
  for (let n = 1; n <= 3; n += 1) here.send('edit_message', { message_id: id, content: `draft ${n}` });
  const refused = here.send('edit_message', { message_id: id, content: 'draft 4' });
  expect((await here.refused(refused)).fields.code).toBe('RATE_LIMITED');
  expect(here.seqs).toEqual([1, 2, 3, 4]);
});

test('slow mode limits each user separately', async () => {
  const room = await newRoom(1);
  const [one, other] = await Promise.all([chats.identity.signUp('fast'), chats.identity.signUp('other')]);
  const [fast, slow] = [await client(one, 0, room), await client(other, 1, room)];
  await fast.acked(fast.sendMessage(room, 'first'));
  expect((await fast.refused(fast.sendMessage(room, 'too soon'))).fields).toMatchObject({ code: 1003, retry_after: 1 });
  await slow.acked(slow.sendMessage(room, 'mine'));
  await eventually('the time is over', async () => {
    const ref = fast.sendMessage(room, 'second');
    await eventually('an answer', () =>
      fast.received.some(({ type, frame }) => frame.id === ref && (type === 'error' || type === 'message_ack')),
    );
    return fast.received.some(({ type, fields }) => type === 'message_ack' && fields.id === ref);
  });
});

test('the frames of a batch are answered one by one in order; a batch within a batch is an error', async () => {
  const room = await newRoom();
  const person = await chats.identity.signUp('batcher');
  const here = await client(person, 1, room);
  const frame = (id: string, content: string) => ({ type: 'message', id, data: { room_id: room, content } });
  const frames = [
    frame('1', 'one'),
    { type: 'unknown', id: '2' },
    frame('3', 'two'),
    { type: 'message_batch', id: '4', data: { messages: [{}] } },
    frame('5', 'a durian'),
  ];
  here.send('message_batch', { messages: frames });
  const answers = () => here.received.filter(({ type }) => type === 'message_ack' || type === 'error');
  await eventually('five replies', () => answers().length === 5);
  expect(answers().map(({ type, frame: { id } }) => [id, type])).toEqual([
    ['1', 'message_ack'],
    ['2', 'error'],
    ['3', 'message_ack'],
    ['4', 'error'],
    ['5', 'error'],
  ]);
});

test('content is measured in code points, in messages and in edits', async () => {
  const room = await newRoom();
  const person = await chats.identity.signUp('verbose');
  for (const [dialect, code] of [
    ['veza.v1', 1005],
    ['veza.chat', 'MESSAGE_TOO_LONG'],
    ['veza.flat', 'MESSAGE_TOO_LONG'],
  ] as const) {
    const here = await client(person, 0, room, dialect);
    expect((await here.refused(here.sendMessage(room, `${'🎸'.repeat(30)}x`))).fields.code).toBe(code);
    if (dialect !== 'veza.v1') continue;
    const fits = '🎸'.repeat(30);
    const id = (await here.acked(here.sendMessage(room, fits))).fields.message_id;
    expect((await here.refused(here.send('edit_message', { message_id: id, content: `${fits}x` }))).fields.code).toBe(code);
  }
});

test('a batch of 51 frames and an empty batch are rejected', async () => {
  const here = await client(await chats.identity.signUp('hasty'), 0, await newRoom());
  for (const n of [51, 0]) {
    const messages = Array.from({ length: n }, () => ({ type: 'ping' }));
    expect((await here.refused(here.sendBad('message_batch', { messages }))).fields.code).toBe(1007);
  }
  expect(here.received.filter(({ type }) => type === 'pong')).toEqual([]);
});

test('typing is sent once per start and stop; a second start within a second is dropped', async () => {
  const room = await newRoom();
  const [typist, other] = await Promise.all([chats.identity.signUp('typist'), chats.identity.signUp('watcher')]);
  const [typing, watching] = [await client(typist, 0, room), await client(other, 1, room, 'veza.chat')];
  const updates = () => watching.received.filter(({ type }) => type === 'typing').map(({ fields }) => fields.is_typing);
  const started = performance.now();
  for (const type of ['typing_start', 'typing_start', 'typing_stop', 'typing_start', 'typing_stop', 'typing_stop'])
    typing.send(type, { room_id: room });
  await typing.acked(typing.sendMessage(room, 'sent'));
  await watching.message('sent');
  expect(updates().slice(0, 2)).toEqual([true, false]);
  expect(updates().length / 2).toBeLessThanOrEqual(1 + seconds(started));
  expect(typing.received.some(({ type }) => type === 'typing_indicator')).toBe(false);
  const before = updates().length;
  await eventually('a later start is sent again', () => {
    typing.send('typing_start', { room_id: room });
    return updates().length > before;
  });
  typing.socket.terminate();
  await eventually('the disconnect of the user ends typing', () => updates().at(-1) === false);
  expect(updates()).toEqual(updates().map((_, i) => i % 2 === 0));
  const refused = watching.send('typing', { room: 'general', is_typing: true });
  expect((await watching.refused(refused)).fields.code).toBe('PERMISSION_DENIED');
});

// Regression: each replica knew its own connections only, so the room got two starts, and a stop while the user still
// typed.
test('typing on two replicas is one start, and one stop when both have stopped', async () => {
  const room = await newRoom();
  const [typist, other] = [await chats.identity.signUp('ambidextrous'), await chats.identity.signUp('watcher')];
  const [phone, laptop] = [await client(typist, 0, room), await client(typist, 1, room, 'veza.flat')];
  const watching = [await client(other, 0, room), await client(other, 1, room)];
  const updates = () =>
    watching.map(({ received }) =>
      received.flatMap(({ type, fields }) => (type === 'typing_indicator' ? [fields.is_typing] : [])),
    );
  phone.send('typing_start', { room_id: room });
  for (const each of watching) await each.next('typing_indicator');
  laptop.send('typing', { room, isTyping: true });
  await laptop.acked(laptop.sendMessage(room, 'between')); // the report of the laptop is published
  for (const each of watching) await each.message('between');
  phone.send('typing_stop', { room_id: room });
  await phone.acked(phone.sendMessage(room, 'still typing'));
  for (const each of watching) await each.message('still typing');
  expect(updates()).toEqual([[true], [true]]);
  laptop.socket.terminate();
  for (const each of watching) await each.next('typing_indicator', ({ is_typing }) => is_typing === false);
  expect(updates()).toEqual([
    [true, false],
    [true, false],
  ]);
});

test('read receipts above one a second are not sent, but the read mark moves', async () => {
  const room = await newRoom();
  const person = await chats.identity.signUp('skimmer');
  const [reader, author] = [await client(person, 0, room), await client(owner, 1, room)];
  const ids: string[] = [];
  for (const content of ['one', 'two', 'three'])
    ids.push(String((await author.acked(author.sendMessage(room, content))).fields.message_id));
  const started = performance.now();
  for (const id of ids) reader.send('read_receipt', { room_id: room, message_id: id });
  await eventually('the mark is at the end', async () => {
    return (await chats.call(chat.rooms.get, callerOf(person), { room })).lastReadSeq === 3;
  });
  await author.next('read_receipt', ({ message_id }) => message_id === ids[0]);
  expect(author.received.filter(({ type }) => type === 'read_receipt').length).toBeLessThanOrEqual(1 + seconds(started));
});

test('a client that stops reading is closed with 1013 and delays no other', async () => {
  const room = await newRoom();
  const person = await chats.identity.signUp('sleepy');
  const [replica] = chats.replicas;
  if (!replica) throw new Error('A replica is missing');
  const reader = await client(owner, 0, room);
  const sleeper = await TestClient.open(replica, 'veza.v1', bearer(person.token), {}, false);
  await sleeper.join(room);
  const slow = () => replica.app.get(ChatMetrics).slowReaders.get();
  const before = (await slow()).values[0]?.value ?? 0;
  sleeper.socket.pause();
  await chats.sql(
    `WITH placed AS (
       INSERT INTO chat.messages (room_id, seq, user_id, type, content) SELECT $1, n, $2, 'text', repeat('long ', 2500) || n FROM generate_series(1, 900) n
     ) UPDATE chat.rooms SET last_seq = 900, message_count = 900 WHERE id = $1`,
    [room, owner.id],
  );
  await eventually('it is closed', async () => ((await slow()).values[0]?.value ?? 0) > before, { ms: 10_000 });
  await reader.message(`${'long '.repeat(2_500)}900`);
  sleeper.socket.resume();
  expect([1006, 1013]).toContain((await sleeper.ended()).code);
});

/** Stores a thousand messages of 8 KB in a room, past the live delivery. */
const fill = (room: string): Promise<unknown> =>
  chats.sql(
    `WITH placed AS (
       INSERT INTO chat.messages (room_id, seq, user_id, type, content) SELECT $1, n, $2, 'text', repeat('slow ', 1600) || n FROM generate_series(1, 1000) n
     ) UPDATE chat.rooms SET last_seq = 1000, message_count = 1000 WHERE id = $1`,
    [room, owner.id],
  );

test.each(['since', 'sync', 'resumption'] as const)(
  'a client that missed 8 MB on a slow line receives all of it once, in order, on one socket: by %s',
  async (way) => {
    const [room, person] = [await newRoom(), await chats.identity.signUp('patient')];
    const [replica] = chats.replicas;
    if (!replica) throw new Error('A replica is missing');
    if (way === 'resumption') (await client(person, 1, room)).socket.terminate();
    await fill(room);
    const line = await slowLine(replica.sockets.main, 12_000_000);
    try {
      const reader = await TestClient.open(line.port, 'veza.v1', bearer(person.token), {}, false);
      if (way === 'since') reader.send('join_room', { room_id: room, since: 0 });
      if (way === 'sync') reader.send('sync', { rooms: { [room]: 0 } });
      await eventually('all is received', () => reader.closed ?? reader.seqs.at(-1) === 1_000, { ms: 15_000 });
      expect(reader.closed).toBeUndefined();
      expect(reader.seqs).toEqual(Array.from({ length: 1_000 }, (_, n) => n + 1));
    } finally {
      await line.stop();
    }
  },
);

test('a replay on a slow line that breaks continues on the next socket where the client was', async () => {
  const [room, person] = [await newRoom(), await chats.identity.signUp('unlucky')];
  const [replica] = chats.replicas;
  if (!replica) throw new Error('A replica is missing');
  (await client(person, 1, room)).socket.terminate();
  await fill(room);
  const line = await slowLine(replica.sockets.main, 12_000_000);
  try {
    const open = () => TestClient.open(line.port, 'veza.v1', bearer(person.token), {}, false);
    const first = await open();
    await eventually('half is received', () => (first.seqs.at(-1) ?? 0) > 500, { everyMs: 1 });
    line.break();
    await first.ended();
    const second = await open();
    await eventually('the rest is received', () => second.seqs.at(-1) === 1_000, { ms: 15_000 });
    const [again = 0] = second.seqs;
    expect(again).toBeGreaterThan(1);
    expect(again).toBeLessThanOrEqual((first.seqs.at(-1) ?? 0) + 1);
    expect(second.seqs).toEqual(Array.from({ length: 1_001 - again }, (_, n) => again + n));
  } finally {
    await line.stop();
  }
});

test('a join above the rooms of a connection is rejected', async () => {
  const person = await chats.identity.signUp('everywhere');
  const here = await client(person, 0, await newRoom());
  await here.join(await newRoom());
  expect((await here.refused(here.send('join_room', { room_id: await newRoom() }))).fields.code).toBe(1003);
});

test('a new account writes first to a few people in a day over all replicas, and answers everybody', async () => {
  const [fresh, known] = [await chats.identity.signUp('fresh'), await chats.identity.signUp('known')];
  const others = await Promise.all(['one', 'two', 'three'].map((name) => chats.identity.signUp(name)));
  const [one, two, three] = others.map(({ id }) => id);
  chats.identity.newcomers.add(fresh.id);
  const writing = await client(fresh, 0, await newRoom());
  const elsewhere = await client(fresh, 1, await newRoom());
  await writing.acked(writing.sendDirect(one ?? 0, 'hello'));
  await elsewhere.acked(elsewhere.sendDirect(two ?? 0, 'hello'));
  for (const each of [writing, elsewhere])
    expect((await each.refused(each.sendDirect(three ?? 0, 'hello'))).fields).toMatchObject({
      code: 1003,
      error_type: 'rate_limit_error',
    });
  await writing.acked(writing.sendDirect(one ?? 0, 'it is me again'));
  const answering = await client(others[2] ?? owner, 0, await newRoom());
  await answering.acked(answering.sendDirect(fresh.id, 'who is it'));
  await writing.acked(writing.sendDirect(three ?? 0, 'a neighbour'));
  const free = await client(known, 0, await newRoom());
  for (const id of [one, two, three]) await free.acked(free.sendDirect(id ?? 0, 'hello'));
});
