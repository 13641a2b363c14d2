import { afterEach, describe, expect, test } from '@jest/globals';
import { runMigrations, type MigrationClass } from '@veza/database';
import { testDatabase, type TestDatabase } from '@veza/testing';
import pg from 'pg';
import * as booking from '../../../apps/booking/src/migrations/index.js';
import * as catalog from '../../../apps/catalog/src/migrations/index.js';
import * as chat from '../../../apps/chat/src/migrations/index.js';
import * as identity from '../../../apps/gateway/src/migrations/index.js';
import * as media from '../../../apps/media/src/migrations/index.js';

interface Service {
  readonly migrations: readonly MigrationClass[];
  readonly extensions: readonly string[];
}
const SERVICES = { identity, chat: { ...chat, extensions: ['unaccent'] }, media, catalog, booking };

let database: TestDatabase;
let sql: pg.Client;

afterEach(async () => {
  await sql.end();
  await database.drop();
});

/** The owner is the role of the service: roles belong to the whole server, and other specs change their passwords. */
function migrate(schema: string, { migrations, extensions }: Service): Promise<string[]> {
  const role = { name: decodeURIComponent(new URL(database.url).username), password: '', given: true };
  return runMigrations({ ownerUrl: database.url, schema, role, migrations, extensions });
}

/**
 * A database with the first `steps` folded migrations, under the names of the single ones that they replace, which were
 * those of 0.2.0 and after it (decision 231).
 */
async function installed(schema: string, { migrations, extensions }: Service, steps: number): Promise<void> {
  database = await testDatabase(`migrations_of_${schema}`);
  await migrate(schema, { migrations: migrations.slice(0, steps), extensions });
  sql = new pg.Client({ connectionString: database.url, options: `-c search_path=${schema},public` });
  await sql.connect();
  await sql.query('TRUNCATE migrations');
  await sql.query(
    'INSERT INTO migrations (timestamp, name) SELECT right(name, 13)::bigint, name FROM unnest($1::text[]) AS name',
    [migrations.slice(0, steps).flatMap((each) => new each().replaces ?? [])],
  );
}

async function rows(select: string): Promise<unknown[]> {
  const { rows: found } = await sql.query({ text: select, rowMode: 'array' });
  return found.map((row: unknown[]) => (row.length === 1 ? row[0] : row));
}

const names = ({ migrations }: Service) => migrations.map(({ name }) => name);

describe('a schema of the last version with single migrations has nothing to run', () => {
  test.each(Object.entries<Service>(SERVICES))('%s', async (schema, service) => {
    await installed(schema, service, 2);
    expect(await migrate(schema, service)).toEqual(names(service).slice(2));
    expect(await rows('SELECT name FROM migrations ORDER BY timestamp')).toEqual(names(service));
  });
});

describe('a database of 0.2.0 is migrated with its rows', () => {
  test('chat: sanctions get their rank, and blocks their persons, which are events', async () => {
    await installed('chat', SERVICES.chat, 1);
    await sql.query(`
      INSERT INTO rooms (id, kind, name) VALUES ('r', 'public', 'R');
      INSERT INTO members (room_id, user_id, role) VALUES ('r', 1, 'owner'), ('r', 2, 'member');
      INSERT INTO sanctions (kind, room_id, user_id, reason, duration, moderator_id)
        VALUES ('ban', 'r', 3, '', '1h', 0), ('ban', 'r', 3, '', '1h', 1), ('ban', 'r', 3, '', '1h', 2);
      INSERT INTO blocks (user_id, blocked_id) VALUES (1, 2)`);
    expect(await migrate('chat', SERVICES.chat)).toEqual(names(SERVICES.chat).slice(1));
    expect(await rows('SELECT rank FROM sanctions ORDER BY id')).toEqual(['room-moderator', 'owner', 'moderator']);
    expect(await rows('SELECT user_id, blocked_id, person_id, blocked_person_id FROM blocks')).toEqual([[1, 2, 1, 2]]);
    const block = { userId: 1, blockedId: 2, personId: 1, blockedPersonId: 2 };
    expect(await rows('SELECT name, payload FROM events')).toEqual([['chat.blocks.added', block]]);
  });

  test('identity: names, bans, links, mails and kept responses are converted', async () => {
    await installed('identity', identity, 1);
    await sql.query(`
      INSERT INTO users (username, email, password_hash, role)
        SELECT name, name || '@example.org', '', role
        FROM (VALUES ('paypal', 'admin'), ('paypaI', 'user'), ('Zoé', 'moderator')) AS u (name, role);
      INSERT INTO users (deleted_at) VALUES (now());
      INSERT INTO account_bans (user_id, moderator_id, duration, reason) VALUES (2, 1, '', ''), (2, 3, '', '');
      INSERT INTO mailed_secrets (user_id, purpose, digest, email, expires_at)
        VALUES (1, 'reset', '\\x01', 'a', now() + interval '1 hour'), (2, 'reset', '\\x02', 'b', now() - interval '1 hour');
      INSERT INTO mails (recipient, subject, body, user_id, sent_at, tries)
        VALUES ('a', 's', 'b', 1, now(), 1), ('b', 's', 'b', 2, NULL, 10), ('c', 's', 'b', 3, NULL, 1);
      INSERT INTO idempotency_keys (user_id, method, path, key, answer, locked_until)
        VALUES (1, 'POST', '/api/appointments', 'k', '{}', now()), (1, 'POST', '/products', 'k', '{}', now())`);
    expect(await migrate('identity', identity)).toEqual(names(identity).slice(1));
    expect(await rows('SELECT username, username_skeleton IS NOT NULL FROM users ORDER BY id')).toEqual([
      ['paypal', true],
      ['paypaI', false],
      ['Zoé', true],
      [null, false],
    ]);
    expect(await rows("SELECT username FROM users WHERE fold(username) LIKE 'zoe%' AND deleted_at IS NULL")).toEqual(['Zoé']);
    expect(await rows('SELECT rank FROM account_bans ORDER BY id')).toEqual(['admin', 'moderator']);
    expect(await rows('SELECT user_id, purpose, email FROM mailed_tokens')).toEqual([[1, 'reset', 'a']]);
    expect(await rows('SELECT recipient, body, user_id FROM mails ORDER BY id')).toEqual([
      ['', '', null],
      ['', '', null],
      ['c', 'b', 3],
    ]);
    expect(await rows('SELECT path, answer, done FROM idempotency_keys ORDER BY path')).toEqual([
      ['/api/appointments', null, true],
      ['/products', {}, false],
    ]);
    expect(await rows('SELECT count(*)::int FROM first_admin')).toEqual([1]);
    expect(await rows('SELECT count(*)::int FROM users WHERE unverified_since > now() - interval $$1 hour$$')).toEqual([4]);
    await sql.query("DELETE FROM mailed_secrets; UPDATE users SET last_name = 'x' WHERE id = 1");
    expect(await rows('SELECT count(*)::int FROM mailed_tokens')).toEqual([0]);
  });

  test('identity: bans in force are events, with their ends as ISO 8601', async () => {
    await installed('identity', identity, 1);
    await sql.query(`
      INSERT INTO users (username, email, password_hash, banned_until)
      SELECT name, name || '@example.org', '', until::timestamptz
      FROM (VALUES ('ada', NULL), ('ben', '2020-01-01'), ('cleo', '9000-01-02T03:04:05.678Z'), ('dora', 'infinity')) AS u (name, until)`);
    await migrate('identity', identity);
    expect(await rows(`SELECT name, payload FROM events WHERE name LIKE 'identity.bans.%' ORDER BY id`)).toEqual([
      ['identity.bans.imposed', { userId: 3, until: '9000-01-02T03:04:05.678Z' }],
      ['identity.bans.imposed', { userId: 4, until: null }],
    ]);
  });

  test('catalog: products and resources are found by their words', async () => {
    await installed('catalog', catalog, 1);
    await sql.query(`
      INSERT INTO products (name, price, stock, category, owner_id)
        SELECT 'C++ ' || n, 5, n % 2, CASE WHEN n % 3 = 0 THEN 'books' END, 1 FROM generate_series(1, 2500) AS n;
      INSERT INTO resources (title, tags, category, is_public, uploader_id, object_id, filename, type, size)
        VALUES ('Drums', ARRAY['Élan'], 'sample', true, 1, gen_random_uuid(), 'f', 't', 1);
      INSERT INTO resource_ratings (resource_id, user_id, rating) VALUES (1, 1, 5)`);
    expect(await migrate('catalog', catalog)).toEqual(names(catalog).slice(1));
    expect(
      await rows(`SELECT in_stock, words @@ $$'+'$$, words @@ $$'-'$$, count(*)::int FROM products
        WHERE in_stock = (stock > 0) AND words @@ search_query(ARRAY['c++'], '=') GROUP BY 1, 2, 3 ORDER BY 1`),
    ).toEqual([
      [false, false, true, 1250],
      [true, true, false, 1250],
    ]);
    expect(await rows("SELECT count(*)::int FROM product_terms WHERE term IN ('books', 'cplusplus')")).toEqual([2]);
    expect(await rows("SELECT tag_keys FROM resources WHERE words @@ search_query(ARRAY['drum'], '')")).toEqual([['elan']]);
    expect(
      await rows(`SELECT name, sum(jsonb_array_length(payload->'things'))::int, max(jsonb_array_length(payload->'things'))
        FROM events WHERE name LIKE '%.published' AND payload->>'personId' = '1' GROUP BY name ORDER BY name`),
    ).toEqual([
      ['catalog.products.published', 2500, 100],
      ['catalog.resources.published', 1, 1],
    ]);
    await sql.query("UPDATE products SET stock = 0, name = 'Rust' WHERE id = 1");
    expect(await rows('SELECT in_stock, words::text FROM products WHERE id = 1')).toEqual([[false, `'$7' '-' '=rust' 'rust'`]]);
  });

  test('booking: replies get their cabinet, and rows of the calendar still exclude each other', async () => {
    await installed('booking', booking, 1);
    await sql.query(`
      INSERT INTO cabinets (id, name, timezone) VALUES ('00000000-0000-0000-0000-000000000001', 'Éva', 'Europe/Paris');
      INSERT INTO practitioners (id, cabinet_id, user_id, first_name, last_name, working_hours, buffer)
        SELECT id, id, 1, '', '', '[]', 0 FROM cabinets;
      INSERT INTO patients (cabinet_id, first_name, last_name, email, phone) SELECT id, 'Zoé', 'O''Neil', 'Z@ex.org', '(0)6' FROM cabinets;
      INSERT INTO busy (cabinet_id, practitioner_id, kind, span, created_by) SELECT id, id, 'absence', '[2026-01-01,2026-01-02)', 1 FROM cabinets;
      INSERT INTO operations (id, reply) SELECT 'kept', jsonb_build_object('cabinetId', id) FROM cabinets;
      INSERT INTO operations (id, reply) VALUES ('hold', '{"id": 1}'), ('list', '[]'), ('open', NULL)`);
    expect(await migrate('booking', booking)).toEqual(names(booking).slice(1));
    expect(await rows('SELECT id, cabinet_id IS NOT NULL FROM operations ORDER BY id')).toEqual([
      ['kept', true],
      ['list', false],
      ['open', false],
    ]);
    expect(await rows('SELECT name_key, search_key FROM cabinets')).toEqual([['eva', 'eva']]);
    expect(await rows('SELECT search_key, phone_key FROM patients')).toEqual([['oneil zoe z@exorg', '6']]);
    await expect(
      sql.query(
        "INSERT INTO busy (cabinet_id, practitioner_id, kind, span, created_by) SELECT cabinet_id, practitioner_id, 'absence', span, 1 FROM busy",
      ),
    ).rejects.toThrow('busy_no_overlap');
  });

  test('media: tracks keep their files and are events, and pictures are accepted', async () => {
    await installed('media', media, 1);
    await sql.query(`
      INSERT INTO objects (id, kind, filename, type, size, hash) VALUES (gen_random_uuid(), 'track', 'f', 't', 1, 'h');
      INSERT INTO tracks (title, artist, is_public, uploader_id, source_id, filename) SELECT 'T', 'A', true, 1, id, 'f' FROM objects;
      UPDATE tracks SET rendition_id = source_id, created_at = '2026-01-02T03:04:05.678Z'`);
    expect(await migrate('media', media)).toEqual(names(media).slice(1));
    await sql.query(
      "INSERT INTO objects (id, kind, filename, type, size, hash) VALUES (gen_random_uuid(), 'picture', 'f', 't', 1, 'h')",
    );
    expect(
      await rows('SELECT o.kind, o.is_public, downloadable, from_tags FROM tracks t JOIN objects o ON o.id = source_id'),
    ).toEqual([['track', false, false, []]]);
    const published = { personId: 1, things: [{ id: 1, at: '2026-01-02T03:04:05.678Z' }] };
    expect(await rows('SELECT name, payload FROM events')).toEqual([['media.tracks.published', published]]);
  });
});
