import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { migrateService } from '@veza/database';
import { AppLogger } from '@veza/platform';
import { eventually, testDatabase, type TestDatabase } from '@veza/testing';
import pg from 'pg';
import { type CommitRow, commitStatement, writtenFrom } from '../src/commit/message-log.repository.js';
import { migrations } from '../src/migrations/index.js';
import type { Entry } from '../src/commit/entry.js';

/** Both commit statements on a real Postgres, with one entry and with many, as text only and with more fields. */

const [ALICE, MUTED, BLOCKED, FRIEND] = [1, 2, 3, 4];
const DIRECT = `dm:${ALICE}:${FRIEND}`;
const BARRED = `dm:${ALICE}:${BLOCKED}`;

let database: TestDatabase;
let sql: pg.Client;
/** A concurrent connection: another replica, or a moderator. */
let other: pg.Client;
let names = 0;

async function connect(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: database.url, options: '-c search_path=chat,public' });
  await client.connect();
  return client;
}

beforeAll(async () => {
  database = await testDatabase('commits');
  const logger = new AppLogger({ service: 'chat', replica: 'test', level: 'silent' });
  const secret = 'a secret of thirty-two characters or more';
  await migrateService({ service: 'chat', ownerUrl: database.url, secret, migrations, extensions: ['unaccent'], logger });
  [sql, other] = [await connect(), await connect()];
});

afterAll(async () => {
  await sql?.end();
  await other?.end();
  await database?.drop();
});

beforeEach(async () => {
  await sql.query(`TRUNCATE rooms, messages, room_changes, client_ids, sanctions, blocks;
    INSERT INTO rooms (id, kind, name, deleted_at) VALUES ('a', 'public', 'a', NULL), ('b', 'private', 'b', NULL), ('gone', 'public', 'gone', now());
    INSERT INTO rooms (id, kind, name, low_user, high_user) VALUES ('${DIRECT}', 'direct', '', ${ALICE}, ${FRIEND}), ('${BARRED}', 'direct', '', ${ALICE}, ${BLOCKED});
    INSERT INTO sanctions (kind, room_id, user_id, reason, duration, moderator_id) VALUES ('mute', 'a', ${MUTED}, '', '', ${FRIEND});
    INSERT INTO sanctions (kind, room_id, user_id, reason, duration, moderator_id) VALUES ('kick', 'a', ${ALICE}, '', '', ${FRIEND});
    INSERT INTO sanctions (kind, room_id, user_id, reason, duration, moderator_id, until) VALUES ('ban', 'a', ${FRIEND}, '', '', ${ALICE}, now() - interval '1 second');
    INSERT INTO blocks (user_id, blocked_id) VALUES (${ALICE}, ${BLOCKED})`);
});

function entry(room: string, fields: Partial<Entry> = {}): Entry {
  names += 1;
  const own = { clientId: `client-${names}`, named: true, digest: 'd41d8cd98f00b204e9800998ecf8427e' };
  const content = `it's "${names}", {\\, é 👍}`;
  const empty = { replyTo: null, mentions: [], media: [] };
  const userId = fields.userId ?? ALICE;
  return { room, userId, person: userId, username: 'alice', type: 'text', content, ...empty, ...own, ...fields };
}

/** Returns the seq of each entry, undefined if it was left out, and the locked rooms. */
async function commit(entries: readonly Entry[], wait: boolean): Promise<{ seqs: (number | undefined)[]; rooms: string[] }> {
  const { rows } = await sql.query<CommitRow>(commitStatement(entries, wait));
  const { placed, rooms } = writtenFrom(rows);
  return { seqs: entries.map((_, n) => placed.get(n)?.seq), rooms: [...rooms] };
}

/** Logs a change as the changes repository does: it takes the room's next seq under the row lock. */
async function change(room: string): Promise<void> {
  await sql.query(
    `WITH room AS (UPDATE rooms SET last_seq = last_seq + 1 WHERE id = $1 RETURNING id, last_seq)
     INSERT INTO room_changes (room_id, seq, kind, message_id, user_id) SELECT id, last_seq, 'reacted', 1, 1 FROM room`,
    [room],
  );
}

async function seqsOf(room: string): Promise<number[]> {
  const { rows } = await sql.query<{ seq: string }>('SELECT seq FROM room_events WHERE room_id = $1 ORDER BY seq', [room]);
  return rows.map(({ seq }) => Number(seq));
}

/** Fields that need the full statement, and have no influence on whether an entry is stored. */
const RICH: Partial<Entry> = { mentions: ['bob', 'carol'] };

const TEXTS = ['one', 'many'].flatMap((extent) =>
  ['plain', 'rich'].flatMap((kind) =>
    [false, true].map((wait) => ({ extent, kind, wait, name: `${extent}, ${kind}, wait ${wait}` })),
  ),
);

describe.each(TEXTS)('$name', ({ extent, kind, wait }) => {
  const draft = (room: string, fields: Partial<Entry> = {}) => entry(room, { ...(kind === 'rich' && RICH), ...fields });
  async function place(entries: readonly Entry[]): Promise<(number | undefined)[]> {
    if (extent === 'many') return (await commit(entries, wait)).seqs;
    const seqs: (number | undefined)[] = [];
    for (const each of entries) seqs.push(...(await commit([each], wait)).seqs);
    return seqs;
  }

  test('valid entries get consecutive seqs between logged changes, and the rest is left out', async () => {
    const known = draft('a');
    expect(await place([known, draft('b')])).toEqual([1, 1]);
    await change('a');
    const batch = [
      draft('a'),
      draft('a', { userId: MUTED }),
      known,
      draft('b'),
      draft('a', { userId: FRIEND }),
      draft('nowhere'),
      draft('gone'),
    ];
    expect(await place([...batch, draft('b', { userId: MUTED }), draft('a')])).toEqual([
      3,
      undefined,
      undefined,
      2,
      4,
      undefined,
      undefined,
      3,
      5,
    ]);
    await change('a');
    expect(await place([draft('a'), draft('a')])).toEqual([7, 8]);
    expect(await seqsOf('a')).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(await seqsOf('b')).toEqual([1, 2, 3]);
    const { rows } = await sql.query(
      'SELECT id, last_seq::int, message_count::int, touched_at FROM rooms WHERE id IN ($1, $2) ORDER BY id',
      ['a', 'b'],
    );
    expect(rows).toEqual([
      { id: 'a', last_seq: 8, message_count: 6, touched_at: null },
      { id: 'b', last_seq: 3, message_count: 3, touched_at: null },
    ]);
  });

  test('the stored row equals the entry, and its client id is stored', async () => {
    const media = [
      {
        objectId: '11111111-1111-4111-8111-111111111111',
        filename: 'é, "x" {}.png',
        type: 'image/png',
        size: 3,
        by: ALICE,
        room: 'a',
      },
    ];
    const entries = [draft('a', kind === 'rich' ? { type: 'image', media } : {}), draft('a', { named: false })];
    await place(entries);
    const { rows } = await sql.query(
      `SELECT m.content, m.type, m.mentions, m.media, m.client_id, m.reply_to, m.user_id, c.client_id AS remembered, c.seq::int, c.digest
       FROM messages m JOIN client_ids c ON c.message_id = m.id ORDER BY m.seq`,
    );
    expect(rows).toEqual(
      entries.map(({ content, type, mentions, media: files, clientId, named, userId }, n) => ({
        ...{ content, type, mentions, media: files, reply_to: null, user_id: userId, seq: n + 1 },
        ...{ client_id: named ? clientId : null, remembered: clientId, digest: 'd41d8cd9-8f00-b204-e980-0998ecf8427e' },
      })),
    );
  });

  test('a locked room is skipped or waited for, and continues from its then current seq', async () => {
    await other.query("BEGIN; SELECT FROM rooms WHERE id = 'a' FOR UPDATE; UPDATE rooms SET last_seq = 4 WHERE id = 'a'");
    const entries = extent === 'many' ? [draft('b'), draft('a'), draft('a')] : [draft('a')];
    const { rows } = await sql.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    const written = commit(entries, wait);
    if (wait)
      await eventually('it waits', async () => {
        const found = await other.query("SELECT FROM pg_stat_activity WHERE pid = $1 AND wait_event_type = 'Lock'", [
          rows[0]?.pid,
        ]);
        return found.rowCount === 1;
      });
    else await written;
    await other.query('COMMIT');
    const waited = { rooms: extent === 'many' ? ['a', 'b'] : ['a'], seqs: extent === 'many' ? [1, 5, 6] : [5] };
    const skipped = { rooms: extent === 'many' ? ['b'] : [], seqs: entries.map(({ room }) => (room === 'b' ? 1 : undefined)) };
    expect(await written).toEqual(wait ? waited : skipped);
  });
});

describe.each(TEXTS.filter(({ kind }) => kind === 'rich'))('$name', ({ extent, wait }) => {
  test('replies to missing messages, and direct messages to a user who has blocked the sender, are left out', async () => {
    const place = async (entries: readonly Entry[]) => {
      if (extent === 'many') return (await commit(entries, wait)).seqs;
      const seqs: (number | undefined)[] = [];
      for (const each of entries) seqs.push(...(await commit([each], wait)).seqs);
      return seqs;
    };
    await commit([entry('a'), entry('b'), entry('a')], false);
    const { rows } = await sql.query<{ id: string }>('SELECT id FROM messages ORDER BY room_id, seq');
    const [first, second, elsewhere] = rows.map(({ id }) => Number(id));
    await sql.query('UPDATE messages SET deleted_at = now() WHERE id = $1', [second]);
    const replies = [first, second, elsewhere, 999_999_999].map((replyTo) => entry('a', { replyTo: replyTo ?? null }));
    expect(await place([...replies, entry(BARRED, { userId: BLOCKED }), entry(DIRECT), entry(BARRED), entry('a', RICH)])).toEqual(
      [3, undefined, undefined, undefined, undefined, 1, 1, 4],
    );
    const kept = await sql.query('SELECT reply_to::int FROM messages WHERE room_id = $1 ORDER BY seq', ['a']);
    expect(kept.rows.map(({ reply_to }) => reply_to)).toEqual([null, null, first, null]);
    const touched = await sql.query('SELECT id FROM rooms WHERE touched_at IS NOT NULL ORDER BY id');
    expect(touched.rows).toEqual([{ id: BARRED }, { id: DIRECT }]);
  });
});
