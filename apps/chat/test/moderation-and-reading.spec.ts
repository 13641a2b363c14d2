import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { chat } from '@veza/contracts';
import { eventually } from '@veza/testing';
import pg from 'pg';
import { callerOf, type ChatUnderTest, startChats } from './chat-under-test.js';
import type { TestAccount } from './fake-identity.js';
import { CHAT_DIALECTS, type TestClient } from './test-client.js';

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

test('a ban removes the user in every dialect on every replica until it is lifted, even if its event is lost', async () => {
  const room = await chats.newRoom(owner);
  const person = await chats.identity.signUp('banned');
  const witness = await chats.open(owner, 0);
  await witness.join(room);
  const banned = await Promise.all(CHAT_DIALECTS.map((dialect, i) => chats.open(person, i % 2, dialect)));
  for (const each of banned) await each.join(room);
  // The row alone, without an event: the same state as after a lost event.
  await chats.sql(
    `INSERT INTO chat.sanctions (kind, room_id, user_id, reason, duration, until, moderator_id) VALUES ('ban', $1, $2, 'spam', '1h', now() + interval '1 hour', $3)`,
    [room, person.id, moderator.id],
  );
  for (const each of banned)
    expect((await each.next('moderation_action')).fields).toMatchObject({ action: 'user_banned', duration: '1h' });
  await witness.storeMessage(room, 'without you');
  const [v1] = banned;
  if (!v1) throw new Error('The banned client is missing');
  expect((await v1.refused(v1.sendMessage(room, 'let me in'))).fields.code).toBe(1008);
  expect((await v1.refused(v1.send('join_room', { room_id: room }))).fields.code).toBe(1008);
  expect(banned.flatMap(({ contents }) => contents)).toEqual([]);
  expect(await refusal(chats.call(chat.messages.history, callerOf(person), { room }))).toMatchObject({ code: 'BANNED' });
  await chats.call(chat.moderation.lift, callerOf(owner), { room, userId: person.id });
  for (const each of banned) await each.next('moderation_action', ({ action }) => action === 'user_unbanned');
  await v1.join(room);
  await v1.storeMessage(room, 'thank you');
});

test('a kicked user can join again; a muted user cannot send', async () => {
  const room = await chats.newRoom(owner);
  const person = await chats.identity.signUp('kicked');
  const client = await chats.open(person, 1);
  await client.join(room);
  await chats.call(chat.moderation.sanction, callerOf(moderator), { room, userId: person.id, kind: 'kick' });
  expect((await client.next('moderation_action')).fields).toMatchObject({ action: 'user_kicked', user_id: String(person.id) });
  await client.join(room);
  await chats.call(chat.moderation.sanction, callerOf(owner), { room, userId: person.id, kind: 'mute', duration: '1h' });
  await client.next('moderation_action', ({ action }) => action === 'user_muted');
  expect((await client.refused(client.sendMessage(room, 'mmm'))).fields.code).toBe(1008);
});

test('a report page before an impossible id is rejected', async () => {
  await expect(chats.call(chat.moderation.reports, callerOf(moderator), { before: 2 ** 31 })).rejects.toMatchObject({
    code: 'VALIDATION_FAILED',
    details: [{ field: 'before' }],
  });
});

test('a user without a role cannot ban, read reports or remove a room', async () => {
  const room = await chats.newRoom(owner);
  const person = await chats.identity.signUp('visitor');
  const calls = [
    chats.call(chat.moderation.sanction, callerOf(person), { room, userId: owner.id }),
    chats.call(chat.moderation.reports, callerOf(person), {}),
    chats.call(chat.rooms.remove, callerOf(person), { room }),
  ];
  for (const error of await Promise.all(calls.map(refusal))) expect(error).toMatchObject({ code: 'FORBIDDEN' });
});

test('a report stores the reported text and its context; its resolution can delete the message', async () => {
  const room = await chats.newRoom(owner);
  const [author, reader] = [
    await chats.open(await chats.identity.signUp('author'), 0),
    await chats.open(await chats.identity.signUp('reader'), 1),
  ];
  for (const each of [author, reader]) await each.join(room);
  await author.storeMessage(room, 'before');
  const id = await author.storeMessage(room, 'bad words');
  await author.storeMessage(room, 'after');
  reader.send('report_message', { message_id: String(id), reason: 'spam', details: 'look' });
  const report = Number((await reader.next('report_received')).fields.report_id);
  author.send('edit_message', { message_id: String(id), content: 'good words' });
  await reader.next('message_edited');
  const found = (await chats.call(chat.moderation.reports, callerOf(moderator), {})).find((each) => each.id === report);
  expect(found).toMatchObject({ content: 'bad words', status: 'open', context: [{ content: 'before' }, { content: 'after' }] });
  await chats.call(chat.moderation.resolve, callerOf(moderator), { id: report, status: 'actioned', deleteMessage: true });
  await author.next('message_deleted');
  expect((await author.next('moderation_action')).fields).toMatchObject({ action: 'message_deleted', message_id: String(id) });
  const left = await chats.call(chat.messages.history, callerOf(owner), { room });
  expect(left.map(({ content }) => content)).toEqual(['before', 'after']);
  const lines = await chats.call(chat.moderation.audit, callerOf(moderator), { room });
  expect(lines.map(({ action, subject, moderatorId }) => [action, subject, moderatorId])).toEqual([
    ['delete message', `message:${id}`, moderator.id],
    ['report actioned', `message:${id}`, moderator.id],
  ]);
  const versions = await chats.call(chat.moderation.versions, callerOf(moderator), { messageId: id });
  expect(versions.map(({ content, change }) => [content, change])).toEqual([
    ['bad words', 'edited'],
    ['good words', 'deleted'],
  ]);
});

test('moderators see versions of a direct message only if it was reported', async () => {
  const [one, other] = await Promise.all([chats.identity.signUp('one'), chats.identity.signUp('other')]);
  const [writing, reading] = [await chats.open(one, 0), await chats.open(other, 1)];
  const id = Number((await writing.acked(writing.sendDirect(other.id, 'rude'))).fields.message_id);
  writing.send('edit_message', { message_id: String(id), content: 'polite' });
  await reading.next('message_edited');
  const versions = () => chats.call(chat.moderation.versions, callerOf(moderator), { messageId: id });
  expect(await refusal(versions())).toMatchObject({ code: 'NOT_FOUND' });
  reading.send('report_message', { message_id: String(id), reason: 'harassment' });
  await reading.next('report_received');
  expect(await versions()).toMatchObject([{ content: 'rude', change: 'edited', changedBy: one.id }]);
  const calls = [
    chats.call(chat.moderation.versions, callerOf(one), { messageId: id }),
    chats.call(chat.moderation.audit, callerOf(one), {}),
  ];
  for (const error of await Promise.all(calls.map(refusal))) expect(error).toMatchObject({ code: 'FORBIDDEN' });
});

test('a report stores five messages before and five after', async () => {
  const room = await chats.newRoom(owner);
  const client = await chats.open(await chats.identity.signUp('talkative'), 0);
  await client.join(room);
  const ids: number[] = [];
  for (let n = 1; n <= 13; n += 1) ids.push(await client.storeMessage(room, `line ${n}`));
  client.send('report_message', { message_id: String(ids[6]), reason: 'spam' });
  const report = Number((await client.next('report_received')).fields.report_id);
  const found = (await chats.call(chat.moderation.reports, callerOf(moderator), {})).find(({ id }) => id === report);
  expect(found?.context.map(({ content }) => content)).toEqual([2, 3, 4, 5, 6, 8, 9, 10, 11, 12].map((n) => `line ${n}`));
});

test('reports and audit entries are filtered, and paged by the id before', async () => {
  const room = await chats.newRoom(owner);
  const client = await chats.open(await chats.identity.signUp('reporter'), 0);
  await client.join(room);
  const report = async (content: string) => {
    const id = await client.storeMessage(room, content);
    const from = client.received.length;
    client.send('report_message', { message_id: String(id), reason: 'spam' });
    return Number((await client.next('report_received', undefined, from)).fields.report_id);
  };
  const [first, second, third] = [await report('one'), await report('two'), await report('three')];
  for (const [id, resolution] of [[second, 'fine'] as const, [first, 'fine too'] as const])
    await chats.call(chat.moderation.resolve, callerOf(moderator), { id, status: 'dismissed', resolution });
  const reports = (query: object) => chats.call(chat.moderation.reports, callerOf(moderator), query);
  expect(await reports({ status: 'open', limit: 1 })).toMatchObject([{ id: third, status: 'open', resolution: null }]);
  expect(await reports({ limit: 2, before: third })).toMatchObject([
    { id: second, room, content: 'two', status: 'dismissed', resolution: 'fine' },
    { id: first, room, content: 'one', status: 'dismissed', resolution: 'fine too' },
  ]);
  expect((await reports({ status: 'dismissed', before: second, limit: 1 }))[0]?.id).toBe(first);
  const audited = (query: object) => chats.call(chat.moderation.audit, callerOf(moderator), { room, limit: 1, ...query });
  const [latest] = await audited({});
  expect(latest).toMatchObject({ action: 'report dismissed', moderatorId: moderator.id, room, reason: 'fine too' });
  expect(await audited({ before: latest?.id })).toMatchObject([{ action: 'report dismissed', reason: 'fine' }]);
  expect(await audited({ action: 'report dismissed', moderatorId: moderator.id })).toEqual([latest]);
  expect(await audited({ action: 'ban' })).toEqual([]);
  expect(await audited({ moderatorId: owner.id })).toEqual([]);
  expect(await audited({ since: latest?.at })).toEqual([latest]);
  expect(await audited({ until: latest?.at })).not.toContainEqual(latest);
  const day = '2020-01-01T00:00:00Z';
  expect(await audited({ since: day, until: '2020-01-02T00:00:00+02:00' })).toEqual([]);
});

test('a dismissed member is removed on every replica and needs a new invitation; a member who resigns receives no more', async () => {
  const room = await chats.newRoom(owner, { isPrivate: true });
  const [guest, leaver] = await Promise.all([chats.identity.signUp('guest'), chats.identity.signUp('leaver')]);
  const host = await chats.open(owner, 0);
  await host.join(room);
  const clients: TestClient[] = [];
  for (const person of [guest, leaver]) {
    await chats.call(chat.rooms.invite, callerOf(owner), { room, userId: person.id });
    for (const n of [0, 1]) {
      const each = await chats.open(person, n, n === 0 ? 'veza.v1' : 'veza.flat');
      await each.join(room);
      clients.push(each);
    }
  }
  await chats.call(chat.rooms.dismiss, callerOf(owner), { room, userId: guest.id });
  for (const each of clients.slice(0, 2)) await each.next('moderation_action', ({ action }) => action === 'user_kicked');
  await chats.call(chat.rooms.dismiss, callerOf(leaver), { room, userId: leaver.id });
  await host.next('user_offline', ({ user_id }) => user_id === String(leaver.id));
  await host.storeMessage(room, 'among ourselves');
  expect(clients.flatMap(({ contents }) => contents)).toEqual([]);
  const [first] = clients;
  expect((await first?.refused(first.send('join_room', { room_id: room })))?.fields.code).toBe(1002);
  expect((await first?.refused(first.sendMessage(room, 'me too')))?.fields.code).toBe(1002);
  const lines = await chats.call(chat.moderation.audit, callerOf(moderator), { userId: guest.id });
  expect(lines).toMatchObject([{ action: 'kick', room, moderatorId: owner.id, reason: 'dismissed' }]);
});

test('a blocked user cannot send direct messages; unread ones are counted until they are read', async () => {
  const [shy, pest] = await Promise.all([chats.identity.signUp('shy'), chats.identity.signUp('pest')]);
  const writing = await chats.open(pest, 0);
  await chats.call(chat.blocks.put, callerOf(shy), { userId: pest.id });
  expect((await writing.refused(writing.sendDirect(shy.id, 'hey'))).fields.code).toBe(1002);
  for (const _again of [1, 2]) await chats.call(chat.blocks.put, callerOf(shy), { userId: pest.id });
  for (const _again of [1, 2]) await chats.call(chat.blocks.remove, callerOf(shy), { userId: pest.id });
  const events = await chats.sql(
    `SELECT name, payload FROM chat.events WHERE name LIKE 'chat.blocks.%' AND payload->>'userId' = $1 ORDER BY id`,
    [String(shy.id)],
  );
  const block = { userId: shy.id, blockedId: pest.id };
  expect(events).toEqual([
    { name: 'chat.blocks.added', payload: { ...block, personId: shy.id, blockedPersonId: pest.id } },
    { name: 'chat.blocks.removed', payload: block },
  ]);
  for (const content of ['sorry', 'really']) await writing.acked(writing.sendDirect(shy.id, content));
  const conversation = async (person: TestAccount) => (await chats.call(chat.conversations.list, callerOf(person), {}))[0];
  expect(await conversation(shy)).toMatchObject({ userId: pest.id, lastMessage: 'really', unreadCount: 2, isOnline: true });
  expect(await conversation(pest)).toMatchObject({ userId: shy.id, unreadCount: 0, isOnline: false });
  await chats.call(chat.conversations.markRead, callerOf(shy), { userId: pest.id });
  expect(await conversation(shy)).toMatchObject({ unreadCount: 0, lastSeen: null });
});

test('conversations show when their user disconnected', async () => {
  const [stays, leaves] = await Promise.all([chats.identity.signUp('stays'), chats.identity.signUp('leaves')]);
  const leaving = await chats.open(leaves, 0);
  await leaving.acked(leaving.sendDirect(stays.id, 'bye'));
  const before = Date.now();
  leaving.close();
  const lastSeen = await eventually(
    'the disconnect is stored',
    async () => (await chats.call(chat.conversations.list, callerOf(stays), {}))[0]?.lastSeen,
    { ms: 15_000 },
  );
  expect(Date.parse(lastSeen)).toBeGreaterThan(before - 1_000);
});

test('unread and mention counts follow the read mark in both directions; a receipt is sent to the room', async () => {
  const room = await chats.newRoom(owner);
  const person = await chats.identity.signUp('reads');
  const [reader, client] = [await chats.open(person, 0), await chats.open(owner, 1)];
  for (const each of [client, reader]) await each.join(room);
  const ids = [
    await client.storeMessage(room, 'one'),
    await client.storeMessage(room, `two @${person.username}`),
    await client.storeMessage(room, 'three'),
  ];
  const counters = async () => {
    const { unreadCount, mentionCount, lastReadSeq } = await chats.call(chat.rooms.get, callerOf(person), { room });
    return [unreadCount, mentionCount, lastReadSeq];
  };
  expect(await counters()).toEqual([3, 1, 0]);
  reader.send('read_receipt', { room_id: room, message_id: String(ids[1]) });
  await client.next('read_receipt', ({ message_id }) => message_id === String(ids[1]));
  expect(await counters()).toEqual([1, 0, 2]);
  await chats.call(chat.rooms.markRead, callerOf(person), { room, seq: 0 });
  expect(await counters()).toEqual([3, 1, 0]);
});

test('a read mark set over REST is sent to the room and the other devices of the user; a mark moved back is not sent', async () => {
  const room = await chats.newRoom(owner);
  const person = await chats.identity.signUp('devices');
  const [phone, laptop, client] = [
    await chats.open(person, 0),
    await chats.open(person, 1, 'veza.chat'),
    await chats.open(owner, 1),
  ];
  for (const each of [phone, laptop, client]) await each.join(room);
  const first = await client.storeMessage(room, 'one');
  await client.storeMessage(room, 'two');
  await chats.call(chat.rooms.markRead, callerOf(person), { room, seq: 1 });
  for (const each of [phone, laptop, client])
    expect((await each.next('read_receipt')).fields).toMatchObject({
      username: person.username,
      message_id: each === laptop ? first : String(first),
    });
  await chats.call(chat.rooms.markRead, callerOf(person), { room, seq: 0 });
  const letter = Number((await client.acked(client.sendDirect(person.id, 'psst'))).fields.message_id);
  await chats.call(chat.conversations.markRead, callerOf(person), { userId: owner.id });
  for (const each of [phone, client]) await each.next('read_receipt', ({ message_id }) => message_id === String(letter));
  // The receipt is published for both users, and both are connected to this replica: it is still sent once.
  await client.acked(client.sendDirect(person.id, 'psst again'));
  expect(client.received.filter(({ type }) => type === 'read_receipt')).toHaveLength(2);
});

test('a search ignores accents, applies its filters, and finds only readable messages', async () => {
  const [shown, hidden] = [await chats.newRoom(owner), await chats.newRoom(owner, { isPrivate: true })];
  const person = await chats.identity.signUp('seeker');
  const client = await chats.open(owner, 0);
  for (const room of [shown, hidden]) await client.join(room);
  await client.storeMessage(shown, 'Répétition générale demain');
  const gone = await client.storeMessage(shown, 'répétition annulée');
  await client.storeMessage(hidden, 'répétition secrète');
  client.send('delete_message', { message_id: String(gone) });
  await client.next('message_deleted');
  const find = async (searcher: TestAccount, more: object = {}) =>
    (await chats.call(chat.messages.search, callerOf(searcher), { q: 'repetition', ...more }))
      .map(({ content }) => content)
      .sort();
  await eventually('both are indexed', async () => (await find(owner)).length === 2);
  expect(await find(owner)).toEqual(['Répétition générale demain', 'répétition secrète']);
  expect(await find(person)).toEqual(['Répétition générale demain']);
  expect(await find(owner, { room: hidden })).toEqual(['répétition secrète']);
  expect(await find(person, { from: person.id })).toEqual([]);
  expect(await find(owner, { q: `repetition FROM:${owner.username} in:${shown}` })).toEqual(['Répétition générale demain']);
  expect(await find(owner, { q: `repetition from:${person.username}` })).toEqual([]);
  expect(await find(owner, { q: 'repetition from:unknown-user' })).toEqual([]);
  expect(await refusal(find(owner, { q: 'in:general' }))).toMatchObject({ code: 'VALIDATION_FAILED' });
  // Regression: times that ISO 8601 allows and Postgres rejects were 500.
  expect(await find(owner, { after: '0000-01-01T00:00:00Z', before: '2000-01-01T00:00:00+23:59' })).toEqual([]);
  expect(await find(owner, { after: '0000-01-01T00:00:00Z' })).toHaveLength(2);
});

test('a search without words filters by attachment, link and time, newest first; an edit updates the index', async () => {
  const room = await chats.newRoom(owner);
  const person = await chats.identity.signUp('linker');
  const client = await chats.open(person, 1);
  await client.join(room);
  const first = await client.storeMessage(room, 'see https://example.test/one');
  await client.storeMessage(room, 'nothing to see');
  await client.storeMessage(room, 'and HTTP://example.test/two');
  const find = async (q: string) =>
    (await chats.call(chat.messages.search, callerOf(owner), { q: `from:${person.id} ${q}` })).map(({ content }) => content);
  await eventually('all are indexed', async () => (await find('')).length === 3);
  expect(await find('has:link')).toEqual(['and HTTP://example.test/two', 'see https://example.test/one']);
  expect(await find('has:file')).toEqual([]);
  const [{ at } = { at: new Date(0) }] = await chats.sql<{ at: Date }>(
    `SELECT created_at AS at FROM chat.messages WHERE room_id = $1 AND content LIKE 'nothing%'`,
    [room],
  );
  expect(await find(`has:link before:${at.toISOString()}`)).toEqual(['see https://example.test/one']);
  expect(await find(`has:link after:${at.toISOString()}`)).toEqual(['and HTTP://example.test/two']);
  client.send('edit_message', { message_id: String(first), content: 'no link any more' });
  await client.next('message_edited');
  expect(await find('has:link')).toEqual(['and HTTP://example.test/two']);
  expect(await find('any more')).toEqual(['no link any more']);
});

test('a search finds messages of a burst at once, before they are indexed', async () => {
  const room = await chats.newRoom(owner);
  const indexer = new pg.Client({ connectionString: chats.env.DATABASE_URL });
  await indexer.connect();
  try {
    // Reads go on, and the indexer waits for this lock.
    await indexer.query('BEGIN; LOCK TABLE chat.message_words IN SHARE ROW EXCLUSIVE MODE');
    await chats.sql(
      `INSERT INTO chat.messages (room_id, seq, user_id, type, content)
       SELECT $1, n, $2, 'text', 'burst ' || n FROM generate_series(1, 10000) n`,
      [room, owner.id],
    );
    const found = await chats.call(chat.messages.search, callerOf(owner), { q: `burst from:${owner.id}`, room });
    expect(found.map(({ content }) => content)).toContain('burst 10000');
  } finally {
    await indexer.end();
  }
});

test('a message with an id from long before its commit is found after later ones have been indexed', async () => {
  const room = await chats.newRoom(owner);
  const client = await chats.open(owner, 0);
  await client.join(room);
  const find = async (q: string) => (await chats.call(chat.messages.search, callerOf(owner), { q, room })).length;
  const slow = new pg.Client({ connectionString: chats.env.DATABASE_URL });
  await slow.connect();
  try {
    await slow.query('BEGIN');
    await slow.query(
      `INSERT INTO chat.messages (room_id, seq, user_id, type, content) VALUES ($1, 900, $2, 'text', 'belated arrival')`,
      [room, owner.id],
    );
    await client.storeMessage(room, 'punctual arrival');
    await eventually('the later one is indexed', async () => (await find('punctual')) === 1);
    // A second one after it: by now the indexer could have skipped the ids before the first.
    await client.storeMessage(room, 'another arrival');
    await eventually('the next one is indexed', async () => (await find('another')) === 1);
    expect(await find('belated')).toBe(0);
    await slow.query('COMMIT');
  } finally {
    await slow.end();
  }
  await eventually('the belated one is indexed', async () => (await find('belated')) === 1);
});
