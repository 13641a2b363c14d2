import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startProcess } from '@veza/testing';
import { z } from 'zod';
import { type ChatUnderTest, startChats } from './chat-under-test.js';
import type { TestAccount } from './fake-identity.js';
import { fillLog, seqsFrom, seqsOf, sweep } from './old-log.js';

/** The archive of the operator's command, and a chat that removes only what it covers. */
const VEZA = join(import.meta.dirname, '../../../tools/veza/veza.mjs');
const DAY_MS = 86_400_000;
const Manifest = z.object({
  coversBefore: z.string(),
  counts: z.object({ messages: z.number(), changes: z.number() }),
  files: z.record(z.string(), z.object({ messages: z.number(), changes: z.number(), sha256: z.string() })),
});
const Line = z.looseObject({ kind: z.string(), room_id: z.string(), seq: z.number() });

let chats: ChatUnderTest;
let owner: TestAccount;
let folder: string;
beforeAll(async () => {
  [chats, folder] = await Promise.all([
    startChats(2, { CHAT_RETENTION_DAYS: '30', CHAT_RETENTION_ARCHIVED: 'true' }),
    mkdtemp(join(tmpdir(), 'veza-archive-')),
  ]);
  owner = await chats.identity.signUp('owner');
});
afterAll(async () => {
  await chats?.stop();
  await rm(folder, { recursive: true, force: true });
});

async function archive(...args: string[]): Promise<{ code: number | null; printed: string }> {
  const run = startProcess(VEZA, { DATABASE_URL: chats.env['DATABASE_URL'] ?? '' }, ['archive', ...args]);
  const { code } = await run.ended;
  return { code, printed: run.lines.join('\n') };
}

/** All lines of an archive, whose counts and hashes are those of its manifest. */
async function linesOf(to: string): Promise<z.infer<typeof Line>[]> {
  const manifest = Manifest.parse(JSON.parse(await readFile(join(to, 'manifest.json'), 'utf8')));
  expect((await readdir(to)).sort()).toEqual([...Object.keys(manifest.files), 'manifest.json'].sort());
  const all: z.infer<typeof Line>[] = [];
  for (const [name, { messages, changes, sha256 }] of Object.entries(manifest.files)) {
    const bytes = await readFile(join(to, name));
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
    const lines = gunzipSync(bytes)
      .toString()
      .trimEnd()
      .split('\n')
      .map((line) => Line.parse(JSON.parse(line)));
    expect(lines.filter(({ kind }) => kind === 'message')).toHaveLength(messages);
    expect(lines.filter(({ kind }) => kind !== 'message')).toHaveLength(changes);
    const times = lines.map((line) => String(line.kind === 'message' ? line['created_at'] : line['at']));
    for (const at of times) expect(`${new Date(at).toISOString().slice(0, 7)}.jsonl.gz`).toBe(name);
    all.push(...lines);
  }
  expect(manifest.counts.messages + manifest.counts.changes).toBe(all.length);
  return all;
}

/** The rows of a room as an archive has them. */
async function rowsOf(room: string): Promise<unknown[]> {
  const rows = await chats.sql<{ row: unknown }>(
    `SELECT to_jsonb(m) || jsonb_build_object('kind', 'message', 'reactions', (SELECT coalesce(jsonb_agg(to_jsonb(x) - 'message_id' ORDER BY x.at), '[]')
       FROM chat.reactions x WHERE x.message_id = m.id)) AS row, m.seq FROM chat.messages m WHERE room_id = $1
     UNION ALL SELECT to_jsonb(e), e.seq FROM chat.room_changes e WHERE room_id = $1 ORDER BY seq`,
    [room],
  );
  return rows.map(({ row }) => row);
}

const bySeq = (one: { seq: number }, other: { seq: number }) => one.seq - other.seq;
const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString();

test('nothing is removed without an archive; with one exactly what it has, however old the rest is', async () => {
  const room = await chats.newRoom(owner);
  await fillLog(chats, room, owner.id, { old: 5_000, young: 10, mixed: true });
  // Sixty days ago: seqs up to 4000. Forty days ago: those up to 5000.
  for (const [table, column] of [
    ['messages', 'created_at'],
    ['room_changes', 'at'],
  ])
    await chats.sql(
      `UPDATE chat.${table} SET ${column} = ${column} + interval '20 days' WHERE room_id = $1 AND seq > 4000 AND seq <= 5000`,
      [room],
    );
  await chats.sql(
    `INSERT INTO chat.reactions (message_id, user_id, emoji) SELECT id, $2, '🎵' FROM chat.messages WHERE room_id = $1 AND seq = 3`,
    [room, owner.id],
  );
  await sweep(chats);
  expect(await seqsOf(chats, room)).toEqual(seqsFrom(1, 5_010));

  const before = await rowsOf(room);
  const to = join(folder, 'first');
  expect(await archive('--before', daysAgo(50), '--to', to)).toEqual({
    code: 0,
    printed: expect.stringContaining('3600 messages and 400 changes'),
  });
  expect(await rowsOf(room)).toEqual(before);
  const archived = (await linesOf(to)).filter(({ room_id: each }) => each === room);
  await sweep(chats);
  expect(await seqsOf(chats, room)).toEqual(seqsFrom(4_001, 5_010));
  expect(archived.sort(bySeq)).toEqual(before.slice(0, 4_000));

  const later = join(folder, 'second');
  expect((await archive('--before', daysAgo(1), '--to', later)).code).toBe(0);
  await sweep(chats);
  expect(await seqsOf(chats, room)).toEqual(seqsFrom(5_001, 5_010));
  const rest = (await linesOf(later)).filter(({ room_id: each }) => each === room);
  expect(rest.sort(bySeq)).toEqual(before.slice(4_000, 5_000));
  const recorded = await chats.sql(
    'SELECT messages::int, changes::int, manifest_sha256 AS hash FROM chat.log_archives ORDER BY id',
  );
  const hash = createHash('sha256')
    .update(await readFile(join(later, 'manifest.json')))
    .digest('hex');
  expect(recorded).toEqual([
    { messages: 3_600, changes: 400, hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
    { messages: 900, changes: 100, hash },
  ]);
});

test('an archive is refused into a used folder, for a moment that is too recent, and for no moment', async () => {
  const used = join(folder, 'used');
  await mkdir(used);
  await writeFile(join(used, 'a file'), '');
  const [{ count } = { count: 0 }] = await chats.sql<{ count: number }>('SELECT count(*)::int FROM chat.log_archives');
  for (const [before, to, sentence] of [
    [daysAgo(50), used, 'is not empty'],
    [new Date(Date.now() - 600_000).toISOString(), join(folder, 'recent'), 'an hour ago or more'],
    ['yesterday', join(folder, 'never'), '--before needs a day'],
  ] as const)
    expect(await archive('--before', before, '--to', to)).toEqual({ code: 1, printed: expect.stringContaining(sentence) });
  expect(await archive('--to', join(folder, 'nothing'))).toMatchObject({ code: 1 });
  expect(await chats.sql('SELECT count(*)::int FROM chat.log_archives')).toEqual([{ count }]);
});
