import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { migrateService } from '@veza/database';
import { AppLogger } from '@veza/platform';
import { testDatabase, type TestDatabase } from '@veza/testing';
import pg from 'pg';
import { migrations } from '../src/migrations/index.js';

let database: TestDatabase;
let sql: pg.Client;

beforeEach(async () => {
  database = await testDatabase('chat_migrations');
  const logger = new AppLogger({ service: 'chat', replica: 'test', level: 'silent' });
  const secret = 'a secret of thirty-two characters or more';
  await migrateService({ service: 'chat', ownerUrl: database.url, secret, migrations, extensions: ['unaccent'], logger });
  sql = new pg.Client({ connectionString: database.url, options: '-c search_path=chat,public' });
  await sql.connect();
});

afterEach(async () => {
  await sql?.end();
  await database?.drop();
});

/** Statements of replicas from before the log was a view. */
const OLD_SEND = `WITH room AS (UPDATE rooms SET last_seq = last_seq + 1 WHERE id = 'general' RETURNING last_seq),
    stored AS (INSERT INTO messages (id, room_id, seq, user_id, type, content) SELECT nextval('messages_id_seq'), 'general', last_seq, 1, 'text', 'x' FROM room RETURNING *)
    INSERT INTO room_events (room_id, seq, kind, message_id, user_id) SELECT room_id, seq, 'message', currval('messages_id_seq'), user_id FROM stored`;
const OLD_CHANGE = `WITH room AS (UPDATE rooms SET last_seq = last_seq + 1 WHERE id = 'general' RETURNING id, last_seq)
    INSERT INTO room_events (room_id, seq, kind, message_id, user_id, body, previous)
    SELECT id, last_seq, 'edited', 1, 1, 'new', 'old' FROM room RETURNING seq, at`;
const OLD_READ = `SELECT e.seq::int, e.kind, m.content FROM room_events e JOIN messages m ON m.id = e.message_id
    WHERE e.room_id = 'general' AND e.seq > 0 AND e.seq <= 100 ORDER BY e.seq LIMIT 100`;

test('the log is messages and changes: a replica that writes it as one table changes the same rows', async () => {
  for (const each of [OLD_SEND, OLD_CHANGE, OLD_SEND]) await sql.query(each);
  const { rows: changed } = await sql.query(OLD_CHANGE);
  expect(changed).toEqual([{ seq: '4', at: expect.any(Date) }]);
  expect((await sql.query(OLD_READ)).rows).toEqual([
    { seq: 1, kind: 'message', content: 'x' },
    { seq: 2, kind: 'edited', content: 'x' },
    { seq: 3, kind: 'message', content: 'x' },
    { seq: 4, kind: 'edited', content: 'x' },
  ]);
  const { rows: kept } = await sql.query('SELECT seq::int, kind, body, previous FROM room_changes ORDER BY seq');
  expect(kept).toEqual([2, 4].map((seq) => ({ seq, kind: 'edited', body: 'new', previous: 'old' })));
  await expect(
    sql.query("INSERT INTO room_changes (room_id, seq, kind, message_id, user_id) VALUES ('general', 9, 'message', 1, 1)"),
  ).rejects.toThrow('room_changes_kind_check');
});

test('an invalid room is rejected on insert and update', async () => {
  const room = (id: string, kind: string, low: number | null, high: number | null) =>
    sql.query("INSERT INTO rooms (id, kind, name, low_user, high_user) VALUES ($1, $2, '', $3, $4)", [id, kind, low, high]);
  await room('a', 'private', null, null);
  await room('b', 'direct', 1, 2);
  await sql.query('UPDATE rooms SET last_seq = last_seq + 1');
  const wrong = await Promise.allSettled([
    room('c', 'secret', null, null),
    room('d', 'direct', null, null),
    room('e', 'public', 1, 2),
    room('f', 'direct', 2, 1),
    sql.query("UPDATE rooms SET kind = 'public' WHERE id = 'b'"),
    sql.query("UPDATE rooms SET high_user = 1 WHERE id = 'b'"),
  ]);
  for (const each of wrong) expect(each).toMatchObject({ status: 'rejected', reason: { code: '23514', table: 'rooms' } });
});

test('a room of before the retention may have entries of any age; one that an earlier replica makes has none', async () => {
  await sql.query("INSERT INTO rooms (id, kind, name) VALUES ('new', 'public', 'new')");
  const { rows } = await sql.query(
    `SELECT id, first_seq::int AS first, oldest_at = 'epoch' AS unknown, oldest_at > now() - interval '1 hour' AS young FROM rooms ORDER BY id`,
  );
  expect(rows).toEqual([
    { id: 'general', first: 1, unknown: true, young: false },
    { id: 'new', first: 1, unknown: false, young: true },
  ]);
});
