import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { chat } from '@veza/contracts';
import { eventually } from '@veza/testing';
import { callerOf, type ChatUnderTest, startChats } from './chat-under-test.js';
import { DIALECT_FRAMES } from './dialect-frames.js';
import type { TestAccount } from './fake-identity.js';
import { fillLog, seqsFrom, sweep } from './old-log.js';
import { bearer, CHAT_DIALECTS, type ChatDialect, TestClient } from './test-client.js';

/** What readers find of logs whose beginning was removed, with two replicas. */
let chats: ChatUnderTest;
let owner: TestAccount;
beforeAll(async () => {
  chats = await startChats(2, {
    CHAT_RETENTION_DAYS: '30',
    CHAT_MESSAGES_PER_MINUTE: '100000',
    CHAT_MESSAGES_PER_HOUR: '100000',
  });
  owner = await chats.identity.signUp('owner');
});
afterAll(() => chats?.stop());

const directRoom = (one: TestAccount, other: TestAccount) => `dm:${Math.min(one.id, other.id)}:${Math.max(one.id, other.id)}`;

/** A room that had 20 old entries, and has 21 to 50. */
async function sweptRoom(): Promise<string> {
  const room = await chats.newRoom(owner);
  await fillLog(chats, room, owner.id, { old: 20, young: 30 });
  await sweep(chats);
  return room;
}

/** Everything was sent before the reply to this. */
async function settled(client: TestClient): Promise<void> {
  const from = client.received.length;
  client.send('ping', {});
  await client.next('pong', undefined, from);
}

async function openWith(person: TestAccount, n: number, dialect: ChatDialect, more = ''): Promise<TestClient> {
  const replica = chats.replicas[n];
  if (!replica) throw new Error('A replica is missing');
  return TestClient.open(replica, dialect, bearer(person.token) + more);
}

describe.each(CHAT_DIALECTS)('%s', (dialect) => {
  test('a `since` below the floor is truncated and gets everything that is left; others are answered as ever', async () => {
    const room = await sweptRoom();
    for (const [since, truncated, first] of [
      [0, true, 21],
      [5, true, 21],
      [19, true, 21],
      [20, undefined, 21],
      [35, undefined, 36],
      [50, undefined, 51],
    ] as const) {
      const client = await chats.open(owner, since % 2, dialect);
      const reply = await client.join(room, since);
      await settled(client);
      expect([since, reply.history_truncated, reply.history_reset, reply.last_seq]).toEqual([since, truncated, undefined, 50]);
      expect([since, client.seqs]).toEqual([since, seqsFrom(first, 50)]);
      client.close();
    }
    const ahead = await chats.open(owner, 0, dialect);
    expect(await ahead.join(room, 51)).toMatchObject({ history_reset: true });
    ahead.close();
  });

  test('a sync below the floor lists the room and the conversation as truncated', async () => {
    const room = await sweptRoom();
    const friend = await chats.identity.signUp('friend');
    const direct = directRoom(owner, friend);
    const host = await chats.open(owner, 0);
    await host.acked(host.sendDirect(friend.id, 'first'));
    await chats.sql('DELETE FROM chat.messages WHERE room_id = $1', [direct]);
    await fillLog(chats, direct, owner.id, { old: 4, young: 3 });
    await sweep(chats);
    const client = await chats.open(friend, 1, dialect);
    client.send('sync', { rooms: { [room]: 3 }, direct: { [owner.id]: 2 } });
    expect((await client.next('sync_done')).fields).toMatchObject({
      rooms: { [room]: 50 },
      direct: { [owner.id]: 7 },
      truncated: { rooms: [room], direct: [String(owner.id)] },
    });
    expect(client.seqs).toEqual([...seqsFrom(21, 50), ...seqsFrom(5, 7)]);
    host.close();
    client.close();
  });

  test('the history ends at the floor', async () => {
    const room = await sweptRoom();
    const client = await chats.open(owner, 0, dialect);
    const frames = DIALECT_FRAMES[dialect];
    const page = async (fields: object) => {
      const from = client.received.length;
      client.send(...frames.history(room, { limit: 40, ...fields }));
      const { messages, has_more: more } = (await client.next(frames.roomHistoryPage, undefined, from)).fields;
      return { seqs: (messages as { seq: number }[]).map(({ seq }) => seq), more };
    };
    expect(await page({})).toEqual({ seqs: seqsFrom(21, 50), more: false });
    expect(await page({ offset: 25 })).toEqual({ seqs: seqsFrom(21, 25), more: false });
    expect(await page({ offset: 30 })).toEqual({ seqs: [], more: false });
    expect(await page({ offset: 2_000 })).toEqual({ seqs: [], more: false });
    client.close();
  });

  test('a socket whose position lies below the floor is resumed with everything that is left', async () => {
    const person = await chats.identity.signUp('returning');
    const room = await chats.newRoom(owner);
    const host = await chats.open(owner, 0);
    await host.join(room);
    for (const [more, expected] of [
      ['', undefined],
      ['&resume=', { rooms: [room] }],
    ] as const) {
      const client = await openWith(person, 1, dialect, more);
      const { last_seq: joined } = await client.join(room);
      const token = more && `&resume=${String((await client.next('resume_token')).fields.token)}`;
      client.socket.terminate();
      await client.ended();
      for (const n of [1, 2, 3]) await host.acked(host.sendMessage(room, `missed ${n} ${more}`));
      const last = Number(joined) + 3;
      await chats.sql(`UPDATE chat.messages SET created_at = now() - interval '60 days' WHERE room_id = $1 AND seq < $2`, [
        room,
        last,
      ]);
      await chats.sql(`UPDATE chat.rooms SET oldest_at = 'epoch' WHERE id = $1`, [room]);
      await sweep(chats);
      const again = await openWith(person, 0, dialect, token);
      await again.message(`missed 3 ${more}`);
      host.sendMessage(room, `live ${more}`);
      await again.message(`live ${more}`);
      expect(again.seqs).toEqual([last, last + 1]);
      if (expected) expect((await again.next('resumed')).fields.truncated).toEqual(expected);
      again.close();
      await again.ended();
    }
    host.close();
  });
});

test('REST finds nothing below the floor, by message, by time, in the search, in a room and in an export', async () => {
  const person = await chats.identity.signUp('writer');
  const room = await chats.newRoom(person);
  await fillLog(chats, room, person.id, { old: 20, young: 30 });
  const rows = await chats.sql<{ id: string; seq: number }>('SELECT id, seq::int FROM chat.messages WHERE room_id = $1', [room]);
  const idOf = (seq: number) => Number(rows.find((row) => row.seq === seq)?.id);
  const reader = await chats.identity.signUp('reader');
  const client = await chats.open(reader, 0);
  await client.join(room);
  await chats.sql('UPDATE chat.members SET last_read_seq = 5 WHERE room_id = $1', [room]);
  const old = { before: new Date(Date.now() - 59 * 86_400_000).toISOString() };
  const query = async (fields: object) => {
    const found = await chats.call(chat.messages.history, callerOf(person), { room, limit: 100, ...fields });
    return found.map(({ seq }) => seq);
  };
  const search = async (q: string) =>
    (await chats.call(chat.messages.search, callerOf(person), { q, room })).map(({ seq }) => seq);
  expect(await query(old)).toEqual(seqsFrom(1, 20));
  expect(await search('entry 7')).toEqual([7]);

  await sweep(chats);

  expect(await query(old)).toEqual([]);
  expect(await query({ after: old.before })).toEqual(seqsFrom(21, 50));
  expect(await query({ around: old.before, limit: 10 })).toEqual(seqsFrom(21, 25));
  for (const anchor of ['before', 'after', 'around']) expect(await query({ [anchor]: idOf(7) })).toEqual([]);
  expect(await query({ before: idOf(21) })).toEqual([]);
  expect(await query({ before: idOf(25) })).toEqual(seqsFrom(21, 24));
  expect(await search('entry 7')).toEqual([]);
  expect(await search('entry 27')).toEqual([27]);
  expect(await chats.call(chat.rooms.get, callerOf(reader), { room })).toMatchObject({
    lastMessage: { seq: 50 },
    unreadCount: 30,
  });
  const { rows: own } = await chats.call(chat.personalData.export, callerOf(person), { section: 'messages' });
  expect(own.map(({ seq }) => seq)).toEqual(seqsFrom(21, 50));
  client.close();
});

test('a command on a removed message is refused as on one that never was', async () => {
  const room = await chats.newRoom(owner);
  await fillLog(chats, room, owner.id, { old: 3, young: 2 });
  const [row] = await chats.sql<{ id: string }>('SELECT id FROM chat.messages WHERE room_id = $1 AND seq = 2', [room]);
  await sweep(chats);
  const client = await chats.open(owner, 0);
  await client.join(room);
  const commands = (message_id: string) =>
    [
      ['edit_message', { message_id, content: 'changed' }],
      ['delete_message', { message_id }],
      ['message', { room_id: room, content: '👍', message_type: 'reaction', reply_to: message_id }],
      ['remove_reaction', { message_id, content: '👍' }],
      ['report_message', { message_id, reason: 'spam' }],
      ['read_receipt', { room_id: room, message_id }],
      ['message', { room_id: room, content: 'a reply', message_type: 'text', reply_to: message_id }],
    ] as const;
  const refusals = async (id: string) => {
    const found: unknown[] = [];
    for (const [type, fields] of commands(id)) {
      const { code, error_type, message } = (await client.refused(client.send(type, fields))).fields;
      found.push({ type, code, error_type, message });
    }
    return found;
  };
  expect(await refusals(String(row?.id))).toEqual(await refusals('999999999'));
  client.close();
});

test('a room whose whole log is removed has no last message, and goes on with the next seq', async () => {
  const room = await chats.newRoom(owner);
  await fillLog(chats, room, owner.id, { old: 12, young: 0 });
  await sweep(chats);
  expect(await chats.call(chat.rooms.get, callerOf(owner), { room })).toMatchObject({ lastMessage: null, unreadCount: 0 });
  const [client, reader] = [await chats.open(owner, 0), await chats.open(await chats.identity.signUp('late'), 1, 'veza.chat')];
  const reply = await client.join(room, 4);
  expect(reply).toMatchObject({ last_message: null, last_seq: 12, history_truncated: true });
  await reader.join(room);
  expect((await client.acked(client.sendMessage(room, 'a new beginning'))).fields.seq).toBe(13);
  await reader.message('a new beginning');
  expect(client.seqs).toEqual([13]);
  for (const each of [client, reader]) each.close();
});

test('a conversation whose whole log is removed is not listed, and its next message arrives on both replicas', async () => {
  const [one, other] = [await chats.identity.signUp('one'), await chats.identity.signUp('other')];
  const first = await chats.open(one, 0);
  await first.acked(first.sendDirect(other.id, 'long ago'));
  await chats.sql(`UPDATE chat.messages SET created_at = now() - interval '60 days' WHERE room_id = $1`, [
    directRoom(one, other),
  ]);
  await chats.sql(`UPDATE chat.rooms SET oldest_at = 'epoch' WHERE id = $1`, [directRoom(one, other)]);
  await sweep(chats);
  first.close();
  await first.ended();
  expect(await chats.call(chat.conversations.list, callerOf(one), {})).toEqual([]);
  const [writing, here, there] = [await chats.open(one, 0), await chats.open(other, 0), await chats.open(other, 1, 'veza.flat')];
  expect((await writing.acked(writing.sendDirect(other.id, 'again'))).fields.seq).toBe(2);
  for (const each of [writing, here, there]) {
    await each.direct('again');
    expect(each.seqs).toEqual([2]);
    each.close();
  }
});

test('a change keeps its place when its message is removed: reactions stay, an edit is a deletion', async () => {
  const room = await chats.newRoom(owner);
  const host = await chats.open(owner, 0);
  await host.join(room);
  const id = await host.storeMessage(room, 'the first text');
  host.send('edit_message', { message_id: String(id), content: 'the second text' });
  await host.next('message_edited');
  host.send('message', { room_id: room, content: '👍', message_type: 'reaction', reply_to: String(id) });
  await host.storeMessage(room, 'young');
  await chats.sql(`UPDATE chat.messages SET created_at = now() - interval '60 days' WHERE id = $1`, [id]);
  await chats.sql(`UPDATE chat.rooms SET oldest_at = 'epoch' WHERE id = $1`, [room]);
  await sweep(chats);
  const client = await chats.open(owner, 1);
  expect(await client.join(room, 1)).toMatchObject({ last_seq: 4 });
  await client.message('young');
  const received = client.received.filter(({ fields }) => typeof fields.seq === 'number');
  expect(received.map(({ type, fields }) => [type, fields.seq])).toEqual([
    ['message_deleted', 2],
    ['message_received', 3],
    ['message_received', 4],
  ]);
  expect(JSON.stringify(client.received)).not.toContain('the second text');
  for (const each of [host, client]) each.close();
});

test('a replica that misses removed events does not wait for them', async () => {
  const room = await chats.newRoom(owner);
  const client = await chats.open(owner, 0);
  await client.join(room);
  await client.storeMessage(room, 'before');
  // What another replica would have stored, removed in part, while this one heard nothing.
  await chats.sql(
    `WITH moved AS (UPDATE chat.rooms SET last_seq = 9, first_seq = 8 WHERE id = $1)
     INSERT INTO chat.messages (room_id, seq, user_id, type, content) VALUES ($1, 8, $2, 'text', 'eight'), ($1, 9, $2, 'text', 'nine')`,
    [room, owner.id],
  );
  await client.message('nine');
  await client.storeMessage(room, 'after');
  await client.message('after');
  expect(client.seqs).toEqual([1, 8, 9, 10]);
  await eventually('nothing waits', () => client.contents.length === 4);
  client.close();
});
