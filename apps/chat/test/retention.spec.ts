import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { chat } from '@veza/contracts';
import { Metrics } from '@veza/platform';
import { eventually } from '@veza/testing';
import pg from 'pg';
import { ChatMetrics } from '../src/chat-metrics.js';
import { callerOf, type ChatUnderTest, startChats } from './chat-under-test.js';
import type { TestAccount } from './fake-identity.js';
import { beginSweep, endOfSweep, fillLog, seqsFrom, seqsOf, sweep } from './old-log.js';

/** The sweep itself, with two replicas. */
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

async function roomRow(room: string) {
  const [row] = await chats.sql<{ first: number; messages: number }>(
    'SELECT first_seq::int AS first, message_count::int AS messages FROM chat.rooms WHERE id = $1',
    [room],
  );
  return row;
}

/** The messages of a room that are not deleted, newest first. */
async function leftIn(room: string): Promise<number[]> {
  const rows = await chats.sql<{ id: number }>(
    'SELECT id::int FROM chat.messages WHERE room_id = $1 AND deleted_at IS NULL ORDER BY seq DESC',
    [room],
  );
  return rows.map(({ id }) => id);
}

/** Entries that both replicas have counted as removed. */
async function counted(): Promise<number> {
  const values = await Promise.all(chats.replicas.map(({ app }) => app.get(ChatMetrics).retired.get()));
  return values.flatMap((each) => each.values).reduce((sum, { value }) => sum + value, 0);
}

test('the beginning of a log is removed with all that hangs on it, and deep pages are right before and after', async () => {
  const room = await chats.newRoom(owner);
  await fillLog(chats, room, owner.id, { old: 1_500, young: 3_000, mixed: true });
  const [old, young] = await chats.sql<{ id: string }>(
    'SELECT id FROM chat.messages WHERE room_id = $1 AND seq IN (1, 4499) ORDER BY seq',
    [room],
  );
  await chats.sql(`INSERT INTO chat.reactions (message_id, user_id, emoji) VALUES ($1, $3, '👍'), ($2, $3, '👍')`, [
    old?.id,
    young?.id,
    owner.id,
  ]);
  await chats.sql(
    `INSERT INTO chat.message_words (message_id, words) SELECT id, to_tsvector('simple', content) FROM chat.messages
     WHERE room_id = $1 AND deleted_at IS NULL ON CONFLICT DO NOTHING`,
    [room],
  );
  const client = await chats.open(owner, 0, 'veza.chat');
  const page = async (offset: number) => {
    const from = client.received.length;
    client.send('room_history', { room, limit: 20, offset });
    const { messages, total } = (await client.next('message_history', undefined, from)).fields;
    return { total, ids: (messages as { id: number }[]).map(({ id }) => id).reverse() };
  };
  const expectPages = async () => {
    const left = await leftIn(room);
    for (const offset of [0, 1_100, 2_000, left.length - 7, left.length])
      expect([offset, await page(offset)]).toEqual([offset, { total: left.length, ids: left.slice(offset, offset + 20) }]);
  };
  await expectPages(); // its blocks are counted
  const before = await counted();

  await sweep(chats);

  expect(await seqsOf(chats, room)).toEqual(seqsFrom(1_501, 4_500));
  expect(await roomRow(room)).toEqual({ first: 1_501, messages: (await leftIn(room)).length });
  await expectPages();
  expect((await counted()) - before).toBe(1_500);
  for (const { app } of chats.replicas) {
    const { body } = await app.get(Metrics).text();
    const age = Number(/^veza_chat_retention_oldest_seconds (\S+)$/m.exec(body)?.[1]) / 86_400;
    expect([age > 0, age < 30.1]).toEqual([true, true]);
    expect(body).toContain('veza_queue_waiting_rows{queue="chat retention"} 0');
  }
  const [orphans] = await chats.sql(
    `SELECT (SELECT count(*)::int FROM chat.message_words w WHERE NOT EXISTS (SELECT FROM chat.messages WHERE id = w.message_id)) AS words,
       (SELECT array_agg(message_id) FROM chat.reactions WHERE message_id IN ($1, $2)) AS reactions,
       (SELECT min(block)::int FROM chat.room_blocks WHERE room_id = $3) AS block`,
    [old?.id, young?.id, room],
  );
  expect(orphans).toEqual({ words: 0, reactions: [young?.id], block: 1 });
  client.close();
});

test('a room with nothing old is untouched', async () => {
  const room = await chats.newRoom(owner);
  await fillLog(chats, room, owner.id, { old: 0, young: 30, mixed: true });
  const rows = () =>
    chats.sql(
      `SELECT 'message' AS kind, id::text, xmin::text FROM chat.messages WHERE room_id = $1
       UNION ALL SELECT kind, seq::text, xmin::text FROM chat.room_changes WHERE room_id = $1 ORDER BY 1, 2`,
      [room],
    );
  const before = await rows();
  await sweep(chats);
  expect(await rows()).toEqual(before);
  expect((await roomRow(room))?.first).toBe(1);
  const [examined] = await chats.sql<{ again: boolean }>(
    `SELECT oldest_at < now() - interval '30 days' AS again FROM chat.rooms WHERE id = $1`,
    [room],
  );
  expect(examined).toEqual({ again: false });
});

test('while a batch is being removed, sends and edits go on, and what a change adds meanwhile is removed with its message', async () => {
  const room = await chats.newRoom(owner);
  await fillLog(chats, room, owner.id, { old: 1_200, young: 5 });
  const [author, reader] = [await chats.open(owner, 0), await chats.open(await chats.identity.signUp('reader'), 1)];
  for (const each of [author, reader]) await each.join(room);
  const change = new pg.Client({ connectionString: chats.env.DATABASE_URL });
  await change.connect();
  try {
    // As a reaction does it: the message is locked first.
    await change.query('BEGIN');
    const { rows } = await change.query('SELECT id FROM chat.messages WHERE room_id = $1 AND seq = 3 FOR UPDATE', [room]);
    await change.query(`INSERT INTO chat.reactions (message_id, user_id, emoji) VALUES ($1, $2, '🎵')`, [rows[0].id, owner.id]);
    await beginSweep(chats);
    await eventually('the sweep waits for the message', async () => {
      const [waiting] = await chats.sql(
        `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database() AND query LIKE 'DELETE FROM messages%'`,
      );
      return waiting;
    });
    const { fields } = await author.acked(author.sendMessage(room, 'meanwhile'));
    expect(fields.seq).toBe(1_206);
    await reader.message('meanwhile');
    author.send('edit_message', { message_id: fields.message_id, content: 'edited meanwhile' });
    await reader.next('message_edited');
    expect((await roomRow(room))?.first).toBe(1);
    await change.query('COMMIT');
    await endOfSweep(chats);
    expect(await chats.sql('SELECT FROM chat.reactions WHERE message_id = $1', [rows[0].id])).toEqual([]);
  } finally {
    await change.end();
  }
  expect(await seqsOf(chats, room)).toEqual(seqsFrom(1_201, 1_207));
  expect(await roomRow(room)).toEqual({ first: 1_201, messages: 6 });
  expect((await author.acked(author.sendMessage(room, 'afterwards'))).fields.seq).toBe(1_208);
  await reader.message('afterwards');
  for (const each of [author, reader]) each.close();
});

test('messages that are sent all the time arrive in order while a large log is removed', async () => {
  const room = await chats.newRoom(owner);
  await fillLog(chats, room, owner.id, { old: 4_000, young: 0 });
  const [author, reader] = [
    await chats.open(owner, 0),
    await chats.open(await chats.identity.signUp('listener'), 1, 'veza.flat'),
  ];
  for (const each of [author, reader]) await each.join(room);
  await beginSweep(chats);
  const during: number[] = [];
  for (let swept = false; !swept || during.length < 20;) {
    during.push(Number((await author.acked(author.sendMessage(room, `number ${during.length}`))).fields.seq));
    swept = (await roomRow(room))?.first === 4_001;
  }
  await endOfSweep(chats);
  const expected = seqsFrom(4_001, 4_000 + during.length);
  expect(during).toEqual(expected);
  await reader.message(`number ${during.length - 1}`);
  expect(reader.seqs.filter((seq) => seq > 4_000)).toEqual(expected);
  expect(await seqsOf(chats, room)).toEqual(expected);
  for (const each of [author, reader]) each.close();
});

test('a moderator finds no versions of a removed message, and its report stays', async () => {
  const moderator = await chats.identity.signUp('moderator', 'moderator');
  const room = await chats.newRoom(owner);
  await fillLog(chats, room, owner.id, { old: 3, young: 2 });
  const [reported] = await chats.sql<{ id: string }>('SELECT id FROM chat.messages WHERE room_id = $1 AND seq = 2', [room]);
  const client = await chats.open(await chats.identity.signUp('reporter'), 0);
  await client.join(room);
  client.send('report_message', { message_id: String(reported?.id), reason: 'spam' });
  const id = Number((await client.next('report_received')).fields.report_id);
  await sweep(chats);
  const messageId = Number(reported?.id);
  await expect(chats.call(chat.moderation.versions, callerOf(moderator), { messageId })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
  const resolved = await chats.call(chat.moderation.resolve, callerOf(moderator), {
    id,
    status: 'actioned',
    deleteMessage: true,
  });
  expect(resolved).toMatchObject({ content: 'entry 2', status: 'actioned', context: [{ content: 'entry 1' }, {}, {}, {}] });
  client.close();
});
