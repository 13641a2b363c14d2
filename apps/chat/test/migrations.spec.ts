import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { migrateService } from '@veza/database';
import { AppLogger } from '@veza/platform';
import { testDatabase, type TestDatabase } from '@veza/testing';
import pg from 'pg';
import { DataSource, type MigrationInterface } from 'typeorm';
import { migrations } from '../src/migrations/index.js';
import { CheckRoomsOnce1763700000123 } from '../src/migrations/1763700000123-check-rooms-once.js';
import { LogMessagesOnce1763700000119 } from '../src/migrations/1763700000119-log-messages-once.js';

let database: TestDatabase;
let sql: pg.Client;
let source: DataSource;

/** A database with the schema before the tested migration. */
beforeEach(async () => {
  database = await testDatabase('chat_migrations');
  const options = '-c search_path=chat,public';
  const before = migrations.slice(0, migrations.indexOf(LogMessagesOnce1763700000119));
  const logger = new AppLogger({ service: 'chat', replica: 'test', level: 'silent' });
  const secret = 'a secret of thirty-two characters or more';
  await migrateService({ service: 'chat', ownerUrl: database.url, secret, migrations: before, extensions: ['unaccent'], logger });
  sql = new pg.Client({ connectionString: database.url, options });
  await sql.connect();
  source = await new DataSource({ type: 'postgres', url: database.url, extra: { options } }).initialize();
});

afterEach(async () => {
  await source?.destroy();
  await sql?.end();
  await database?.drop();
});

const migrate = (way: 'up' | 'down', migration: MigrationInterface = new LogMessagesOnce1763700000119()) =>
  source.transaction(async ({ queryRunner }) => {
    if (!queryRunner) throw new Error('The query runner is missing');
    await migration[way](queryRunner);
  });

const log = async () => (await sql.query('SELECT * FROM room_events ORDER BY room_id, seq')).rows;

/** Statements of replicas of the previous version, under the names of their prepared statements. */
const OLD_SEND = {
  name: 'old-send',
  text: `WITH room AS (UPDATE rooms SET last_seq = last_seq + 1 WHERE id = 'general' RETURNING last_seq),
    stored AS (INSERT INTO messages (id, room_id, seq, user_id, type, content) SELECT nextval('messages_id_seq'), 'general', last_seq, 1, 'text', 'x' FROM room RETURNING *)
    INSERT INTO room_events (room_id, seq, kind, message_id, user_id) SELECT room_id, seq, 'message', currval('messages_id_seq'), user_id FROM stored`,
};
const OLD_CHANGE = {
  name: 'old-change',
  text: `WITH room AS (UPDATE rooms SET last_seq = last_seq + 1 WHERE id = 'general' RETURNING id, last_seq)
    INSERT INTO room_events (room_id, seq, kind, message_id, user_id, body, previous)
    SELECT id, last_seq, 'edited', 1, 1, 'new', 'old' FROM room RETURNING seq, at`,
};
const OLD_READ = {
  name: 'old-read',
  text: `SELECT e.seq::int, e.kind, m.content FROM room_events e JOIN messages m ON m.id = e.message_id
    WHERE e.room_id = 'general' AND e.seq > 0 AND e.seq <= 100 ORDER BY e.seq LIMIT 100`,
};

test('the log is the same before the migration, after it and after a rollback; replicas of the previous version still use it', async () => {
  for (const each of [OLD_SEND, OLD_CHANGE, OLD_SEND, OLD_READ]) await sql.query(each);
  const before = await log();
  expect(before.map(({ kind }) => kind)).toEqual(['message', 'edited', 'message']);
  await migrate('up');
  expect(await log()).toEqual(before);

  await sql.query(OLD_SEND);
  const { rows: changed } = await sql.query(OLD_CHANGE);
  expect(changed).toEqual([{ seq: '5', at: expect.any(Date) }]);
  expect((await sql.query(OLD_READ)).rows.map(({ seq, kind }) => `${seq} ${kind}`)).toEqual([
    '1 message',
    '2 edited',
    '3 message',
    '4 message',
    '5 edited',
  ]);
  const { rows: kept } = await sql.query('SELECT seq::int, kind, body, previous FROM room_changes ORDER BY seq');
  expect(kept).toEqual([2, 5].map((seq) => ({ seq, kind: 'edited', body: 'new', previous: 'old' })));
  await expect(
    sql.query("INSERT INTO room_changes (room_id, seq, kind, message_id, user_id) VALUES ('general', 9, 'message', 1, 1)"),
  ).rejects.toThrow('room_changes_kind_check');

  const after = await log();
  await migrate('down');
  expect(await log()).toEqual(after);
  for (const each of [OLD_SEND, OLD_CHANGE]) await sql.query(each);
  await migrate('up');
  expect((await log()).map(({ seq }) => Number(seq))).toEqual([1, 2, 3, 4, 5, 6, 7]);
});

test('an invalid room is rejected on insert and update, by the constraints and by the trigger', async () => {
  const room = (id: string, kind: string, low: number | null, high: number | null) =>
    sql.query("INSERT INTO rooms (id, kind, name, low_user, high_user) VALUES ($1, $2, '', $3, $4)", [id, kind, low, high]);
  const steps = [undefined, 'up', 'down'] as const;
  for (const [n, way] of steps.entries()) {
    if (way) await migrate(way, new CheckRoomsOnce1763700000123());
    await room(`a${n}`, 'private', null, null);
    await room(`b${n}`, 'direct', 1, 2);
    await sql.query('UPDATE rooms SET last_seq = last_seq + 1');
    const wrong = [
      room('c', 'secret', null, null),
      room('d', 'direct', null, null),
      room('e', 'public', 1, 2),
      room('f', 'direct', 2, 1),
    ];
    wrong.push(
      sql.query("UPDATE rooms SET kind = 'public' WHERE id = 'b0'"),
      sql.query("UPDATE rooms SET high_user = 1 WHERE id = 'b0'"),
    );
    for (const each of await Promise.allSettled(wrong))
      expect(each).toMatchObject({ status: 'rejected', reason: { code: '23514', table: 'rooms' } });
  }
});
