import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { chat } from '@veza/contracts';
import pg from 'pg';
import { EVENTS as LOG } from '../src/delivery/log.repository.js';
import { BLOCK_AT, SEQ_AT } from '../src/history/history-depth.repository.js';
import { PAGE, PAGE_FROM } from '../src/history/history.repository.js';
import { callerOf, type ChatUnderTest, startChats } from './chat-under-test.js';
import type { TestAccount } from './fake-identity.js';
import { bearer, TestClient } from './test-client.js';

/** Every tenth event is no message, every seventh message is deleted: offsets and seqs differ. */
const EVENTS = 20_000;
const START = Date.parse('2026-01-01T00:00:00Z');

let chats: ChatUnderTest;
let alice: TestAccount;
let client: TestClient;
let room: string;
/** The messages that are not deleted, newest first. */
let left: { id: number; seq: number; at: number }[];

beforeAll(async () => {
  chats = await startChats(1);
  alice = await chats.identity.signUp('alice');
  room = (await chats.call(chat.rooms.create, callerOf(alice), { name: 'Long' })).id;
  await chats.sql(
    `WITH placed AS (
       INSERT INTO chat.messages (room_id, seq, user_id, type, content, created_at, deleted_at)
       SELECT $1, n, $2, 'text', 'old ' || n, $4::timestamptz + n * interval '1 second', CASE WHEN n % 7 = 0 THEN now() END
       FROM generate_series(1, $3::int) n WHERE n % 10 <> 0 RETURNING id
     ) INSERT INTO chat.room_changes (room_id, seq, kind, message_id, user_id, at)
     SELECT $1, n, 'reacted', (SELECT id FROM placed LIMIT 1), $2, $4::timestamptz + n * interval '1 second' FROM generate_series(10, $3::int, 10) n`,
    [room, alice.id, EVENTS, new Date(START)],
  );
  await chats.sql(
    `UPDATE chat.rooms SET last_seq = $2, message_count = (SELECT count(*) FROM chat.messages WHERE room_id = $1 AND deleted_at IS NULL) WHERE id = $1`,
    [room, EVENTS],
  );
  await chats.sql('ANALYZE');
  const rows = await chats.sql<{ id: string; seq: string; at: Date }>(
    'SELECT id, seq, created_at AS at FROM chat.messages WHERE room_id = $1 AND deleted_at IS NULL ORDER BY seq DESC',
    [room],
  );
  left = rows.map(({ id, seq, at }) => ({ id: Number(id), seq: Number(seq), at: at.getTime() }));
  const [replica] = chats.replicas;
  if (!replica) throw new Error('The replica is missing');
  client = await TestClient.open(replica, 'veza.chat', bearer(alice.token));
});

afterAll(() => chats?.stop());

async function page(fields: { offset?: number; before?: number }): Promise<{ ids: number[]; more: unknown; total: unknown }> {
  const from = client.received.length;
  client.send('room_history', { room, limit: 20, ...fields });
  const { messages, has_more: more, total } = (await client.next('message_history', undefined, from)).fields;
  return { ids: (messages as { id: number }[]).map(({ id }) => id), more, total };
}

const expected = (from: number): number[] =>
  left
    .slice(from, from + 20)
    .map(({ id }) => id)
    .reverse();

test('a page at any offset equals the counted page, also after a deletion and after new messages', async () => {
  for (const offset of [0, 5, 1_000, 1_025, 2_048, 7_777, left.length - 20, left.length - 3, left.length, 1_000_000]) {
    const { ids, more, total } = await page({ offset });
    expect([offset, ids]).toEqual([offset, expected(offset)]);
    expect([more, total]).toEqual([offset + 20 < left.length, left.length]);
  }
  const [gone] = left.splice(3_000, 1);
  client.send('delete_message', { message_id: gone?.id });
  await client.join(room);
  client.sendMessage(room, 'new');
  left.unshift({ id: Number((await client.message('new')).fields.id), seq: EVENTS + 2, at: Date.now() });
  for (const offset of [2_500, 3_500, 9_000]) expect((await page({ offset })).ids).toEqual(expected(offset));
  const middle = left[4_000];
  expect((await page({ before: middle?.id, offset: 3_000 })).ids).toEqual(expected(7_001));
});

test('a page before a time begins with the last message before it', async () => {
  for (const at of [START, START + 1_000, START + 5_000_500, START + 12_345_000, START + 365 * 86_400_000]) {
    const before = new Date(at).toISOString();
    const found = await chats.call(chat.messages.history, callerOf(alice), { room, before, limit: 20 });
    const first = left.findIndex((each) => each.at < at);
    expect([before, found.map(({ id }) => id)]).toEqual([before, first < 0 ? [] : expected(first)]);
  }
});

test('pages after and around a message or a time continue where the ones before it end', async () => {
  const history = (query: object) => chats.call(chat.messages.history, callerOf(alice), { room, limit: 20, ...query });
  const ids = async (query: object) => (await history(query)).map(({ id }) => id);
  const middle = left[4_000];
  if (!middle) throw new Error('The room is too short');
  const at = new Date(middle.at).toISOString();
  expect(await ids({ after: middle.id })).toEqual(expected(3_980));
  expect(await ids({ after: at })).toEqual(expected(3_981));
  expect(await ids({ around: middle.id })).toEqual(expected(3_991));
  expect(await ids({ around: at })).toEqual(expected(3_991));
  expect(await ids({ after: left[0]?.id })).toEqual([]);
  expect(await ids({ around: left[0]?.id })).toEqual([...expected(1).slice(-10), left[0]?.id]);
  expect(await ids({ around: 999_999_999 })).toEqual([]);
  await expect(history({ before: middle.id, after: middle.id })).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
});

interface Plan {
  'Relation Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  Plans?: Plan[];
}

/** The number of table rows that the generic plan of a prepared statement reads. */
async function rowsRead(types: string, sql: string, values: readonly unknown[]): Promise<number> {
  const connection = new pg.Client({ connectionString: chats.env.DATABASE_URL });
  await connection.connect();
  try {
    await connection.query('SET search_path = chat, public; SET plan_cache_mode = force_generic_plan');
    await connection.query(`PREPARE measured (${types}) AS ${sql}`);
    const literals = values.map((value) => (typeof value === 'string' ? `'${value}'` : String(value)));
    const { rows } = await connection.query(`EXPLAIN (ANALYZE, FORMAT JSON) EXECUTE measured (${literals.join(', ')})`);
    const sum = (plan: Plan): number => {
      const below = (plan.Plans ?? []).reduce((total, each) => total + sum(each), 0);
      const own = (plan['Actual Rows'] + (plan['Rows Removed by Filter'] ?? 0)) * plan['Actual Loops'];
      return below + (plan['Relation Name'] ? own : 0);
    };
    return sum(rows[0]['QUERY PLAN'][0].Plan as Plan);
  } finally {
    await connection.end();
  }
}

test('a deep page, a page before a message or time, and a log range do not read the rows in between', async () => {
  await page({ offset: 15_000 }); // its blocks are counted
  const moment = new Date(START + 3_000_000).toISOString();
  expect(await rowsRead('text, timestamptz', SEQ_AT, [room, moment])).toBeLessThan(100);
  expect(await rowsRead('text, bigint, bigint, int', LOG, [room, 5_000, EVENTS, 100])).toBeLessThan(400);
  expect(await rowsRead('int, text, bigint, int, int', PAGE, [alice.id, room, 3_000, 50, 0])).toBeLessThan(200);
  expect(await rowsRead('int, text, bigint, int', PAGE_FROM, [alice.id, room, 3_000, 50])).toBeLessThan(200);
  expect(await rowsRead('text, bigint, bigint', BLOCK_AT, [room, Number.MAX_SAFE_INTEGER, 15_000])).toBeLessThan(1_200);
});
