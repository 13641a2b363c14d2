import { createWriteStream, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { SetupError } from '../../libs/servers/src/setup-error.js';
import { claimFolder } from './backup.mjs';
import { hashOf } from './manifest.mjs';
import { connectOwner } from './postgres.mjs';

const FORMAT = 1;
const MANIFEST = 'manifest.json';
/** Rows of one read. */
const PAGE = 2_000;
/** A message has the time at which its transaction began. No transaction of the chat lasts so long. */
const LEAST_AGE_SECONDS = 3_600;

const MONTH = (/** @type {string} */ column) => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM') AS month`;

/**
 * What is read, in the order of its key: `bounds` finds the key with which a page ends, `rows` has its lines. Rows that are
 * too young lie between others, so pages are counted before they are left out.
 */
const MESSAGES = {
  counted: /** @type {const} */ ('messages'),
  start: ['0'],
  bounds: `SELECT id FROM chat.messages WHERE id > $1 ORDER BY id LIMIT ${PAGE}`,
  end: 'SELECT max(id)::text AS a FROM page',
  rows: `SELECT ${MONTH('m.created_at')}, (jsonb_build_object('kind', 'message') || to_jsonb(m) || jsonb_build_object('reactions',
      (SELECT coalesce(jsonb_agg(jsonb_build_object('user_id', x.user_id, 'emoji', x.emoji, 'at', x.at) ORDER BY x.at), '[]')
       FROM chat.reactions x WHERE x.message_id = m.id)))::text AS line
    FROM chat.messages m WHERE m.id > $1 AND m.id <= $2 AND m.created_at < $3 ORDER BY m.id`,
};
const CHANGES = {
  counted: /** @type {const} */ ('changes'),
  start: ['', '0'],
  bounds: `SELECT room_id, seq FROM chat.room_changes WHERE (room_id, seq) > ($1, $2::bigint) ORDER BY room_id, seq LIMIT ${PAGE}`,
  end: 'SELECT room_id AS a, seq::text AS b FROM page ORDER BY room_id DESC, seq DESC LIMIT 1',
  rows: `SELECT ${MONTH('e.at')}, to_jsonb(e)::text AS line FROM chat.room_changes e
    WHERE (e.room_id, e.seq) > ($1, $2::bigint) AND (e.room_id, e.seq) <= ($3, $4::bigint) AND e.at < $5 ORDER BY e.room_id, e.seq`,
};

/**
 * Copies the messages and changes of the chat before a moment into the folder, a compressed file of JSON lines a month, and
 * records what they cover: with CHAT_RETENTION_ARCHIVED the chat removes nothing else. Removes nothing itself.
 *
 * @param {{ before: string, to: string, env: NodeJS.ProcessEnv, say: (text: string) => void }} options
 */
export async function archive({ before: given, to, env, say }) {
  const before = momentOf(given);
  const client = await connectOwner(env);
  try {
    await requireArchives(client);
    claimFolder(to);
    const copied = await copyLog(client, to, before);
    const counts = { messages: sumOf(copied.files, 'messages'), changes: sumOf(copied.files, 'changes') };
    const manifest = { format: FORMAT, coversBefore: before, takenAt: copied.takenAt, counts, files: copied.files };
    writeFileSync(join(to, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600, flush: true });
    await client.query(
      `INSERT INTO chat.log_archives (covers_before, taken_at, messages, changes, manifest_sha256) VALUES ($1, $2, $3, $4, $5)`,
      [before, copied.takenAt, counts.messages, counts.changes, await hashOf(join(to, MANIFEST))],
    );
    say(`${to} has ${counts.messages} messages and ${counts.changes} changes before ${before}.`);
  } finally {
    await client.end();
  }
}

/** @param {string} given */
function momentOf(given) {
  const at = /^\d{4}-\d{2}-\d{2}(T\S+)?$/.test(given) ? new Date(given) : new Date(NaN);
  if (Number.isNaN(at.getTime())) throw new SetupError(`--before needs a day such as 2026-01-31, or an ISO time: ${given}`);
  return at.toISOString();
}

/** @param {import('pg').Client} client */
async function requireArchives(client) {
  const { rows } = await client.query(`SELECT to_regclass('chat.log_archives') IS NOT NULL AS present`);
  if (!rows[0].present) throw new SetupError('The chat of this database knows no archives: run the migrate step first.');
}

/**
 * One snapshot: what a sweep removes meanwhile is in it.
 *
 * @param {import('pg').Client} client @param {string} folder @param {string} before
 */
async function copyLog(client, folder, before) {
  await client.query(
    'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL idle_in_transaction_session_timeout = 0; SET LOCAL TIME ZONE UTC',
  );
  const { rows } = await client.query('SELECT now() AS at, $1::timestamptz <= now() - make_interval(secs => $2) AS is_old', [
    before,
    LEAST_AGE_SECONDS,
  ]);
  if (!rows[0].is_old) throw new SetupError('--before must be an hour ago or more: later entries may still be written.');
  const months = new Months(folder);
  for (const part of [MESSAGES, CHANGES])
    for await (const { month, line } of linesOf(client, part, before)) await months.write(month, line, part.counted);
  await client.query('COMMIT');
  return { takenAt: rows[0].at.toISOString(), files: await months.end() };
}

/**
 * @param {import('pg').Client} client @param {typeof MESSAGES | typeof CHANGES} part @param {string} before
 * @returns {AsyncGenerator<{ month: string, line: string }>}
 */
async function* linesOf(client, { start, bounds, end, rows: lines }, before) {
  for (let after = start; ;) {
    const { rows } = await client.query(`WITH page AS MATERIALIZED (${bounds}) ${end}`, after);
    const [{ a = null, b = null } = {}] = rows;
    if (a === null) return;
    const upTo = b === null ? [a] : [a, b];
    yield* (await client.query(lines, [...after, ...upTo, before])).rows;
    after = upTo;
  }
}

/** The files of an archive, by month. */
class Months {
  /** @type {Map<string, { gzip: import('node:zlib').Gzip, written: Promise<void>, messages: number, changes: number }>} */
  #open = new Map();

  /** @param {string} folder */
  constructor(folder) {
    this.folder = folder;
  }

  /** @param {string} month @param {string} line @param {'messages' | 'changes'} counted */
  async write(month, line, counted) {
    const file = this.#open.get(month) ?? this.#create(month);
    file[counted] += 1;
    if (!file.gzip.write(`${line}\n`))
      await Promise.race([new Promise((resolve) => file.gzip.once('drain', resolve)), file.written]);
  }

  /** Counts and hashes by the name of a file. */
  async end() {
    /** @type {Record<string, { messages: number, changes: number, sha256: string }>} */
    const files = {};
    for (const [month, { gzip, written, messages, changes }] of [...this.#open].sort()) {
      gzip.end();
      await written;
      files[nameOf(month)] = { messages, changes, sha256: await hashOf(join(this.folder, nameOf(month))) };
    }
    return files;
  }

  /** @param {string} month */
  #create(month) {
    const gzip = createGzip();
    const written = pipeline(gzip, createWriteStream(join(this.folder, nameOf(month)), { mode: 0o600, flush: true }));
    written.catch(() => undefined); // reported by `write` or `end`
    const file = { gzip, written, messages: 0, changes: 0 };
    this.#open.set(month, file);
    return file;
  }
}

const nameOf = (/** @type {string} */ month) => `${month}.jsonl.gz`;

/** @param {Record<string, { messages: number, changes: number }>} files @param {'messages' | 'changes'} counted */
const sumOf = (files, counted) => Object.values(files).reduce((sum, file) => sum + file[counted], 0);
