// covers: apps/media/src/transcodings, apps/media/src/uploads, apps/media/src/jobs
import { createHash } from 'node:crypto';
import { readdir, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { media, StoredObject } from '@veza/contracts';
import { eventually, freePort, type TestProcess } from '@veza/testing';
import { form, type MediaUnderTest, putGrant, startMedia, user, wav } from './media-under-test.js';
import { childrenOf, startEntry } from './processes.js';

/** `MANY_UPLOADS=1000 npm run drill many-uploads` uploads more. */
const UPLOADS = Number(process.env['MANY_UPLOADS'] ?? 64);
const AT_ONCE = 32;
const USERS = 20;
const LONG = 120_000 + 3_000 * UPLOADS;

let service: MediaUnderTest;
const running: TestProcess[] = [];
const replicas: string[] = [];
beforeAll(async () => {
  service = await startMedia();
  const port = String(await freePort());
  running.push(await startEntry('main', { ...service.env, BYTES_PORT: port }));
  replicas.push(service.url, `http://127.0.0.1:${port}`);
}, LONG);
afterAll(async () => {
  await Promise.all(running.map((each) => each.stop()));
  await service.stop();
}, LONG);

/** Each file has another length, hence another hash. */
async function uploadOne(at: number): Promise<number> {
  const sound = wav(0.05 + at / 22_050);
  const userId = 1 + (at % USERS);
  const sent = { method: 'POST', body: form(sound), headers: putGrant({ userId }) };
  const response = await fetch(`${replicas[at % 2]}/objects`, sent);
  expect(response.status).toBe(201);
  const { objectId, hash } = StoredObject.parse(await response.json());
  expect(hash).toBe(createHash('sha256').update(sound).digest('hex'));
  return (await service.call(media.tracks.create, user(userId), { title: `take ${at}`, artist: 'Ada', objectId })).id;
}

async function counts(): Promise<Record<string, number>> {
  const rows = await service.sql<{ status: string; count: number }>('SELECT status, count(*)::int FROM tracks GROUP BY status');
  return Object.fromEntries(rows.map(({ status, count }) => [status, count]));
}
const foldersIn = (name: string) => readdir(join(service.folder, name)).catch(() => []); // not created yet

/** A worker whose job cannot end any more: it is stopped, and programs of the job run or have ended just now. */
async function stoppedInJob(workers: readonly TestProcess[]): Promise<TestProcess | undefined> {
  for (const worker of workers) {
    if ((await childrenOf(worker)).length === 0) continue;
    worker.signal('SIGSTOP');
    if ((await childrenOf(worker)).length > 0) return worker;
    worker.signal('SIGCONT');
  }
  return undefined;
}

test(
  'many uploads over two replicas and two workers all become ready, although a worker is killed, and leave nothing',
  async () => {
    const began = performance.now();
    const seconds = () => Math.round((performance.now() - began) / 1_000);
    const env = { ...service.env, SWEEP_INTERVAL: '1s' };
    const workers = [await startEntry('worker', env), await startEntry('worker', env)];
    running.push(...workers);
    const ids = new Set<number>();
    for (let first = 0; first < UPLOADS; first += AT_ONCE) {
      const batch = Array.from({ length: Math.min(AT_ONCE, UPLOADS - first) }, (_, at) => uploadOne(first + at));
      for (const id of await Promise.all(batch)) ids.add(id);
    }
    const uploaded = seconds();
    expect(ids.size).toBe(UPLOADS);

    await eventually('some tracks to be ready', async () => ((await counts())['ready'] ?? 0) >= UPLOADS / 4, { ms: LONG });
    const killed = await eventually('a worker in a job', () => stoppedInJob(workers), { ms: LONG, everyMs: 10 });
    await killed.kill();
    expect(await foldersIn('work')).not.toEqual([]);
    await eventually('all tracks to be ready', async () => (await counts())['ready'] === UPLOADS, { ms: LONG, everyMs: 500 });
    const ready = seconds();
    expect(await counts()).toEqual({ ready: UPLOADS });

    // What the killed worker left is as old as the sweeper waits for.
    const left = await foldersIn('work');
    const longAgo = new Date(0);
    for (const name of left) await utimes(join(service.folder, 'work', name), longAgo, longAgo).catch(() => undefined);
    await eventually('no folder to be left', async () => (await foldersIn('work')).length === 0, { ms: 30_000 });
    expect(await foldersIn('incoming')).toEqual([]);
    const kinds = await service.sql(
      'SELECT kind, count(*)::int FROM objects WHERE claimed_by IS NOT NULL GROUP BY kind ORDER BY kind',
    );
    expect(kinds).toEqual([
      { kind: 'rendition', count: UPLOADS },
      { kind: 'track', count: UPLOADS },
    ]);
    // It may have stored a rendition that its job had not claimed.
    await service.sql(`UPDATE objects SET created_at = 'epoch' WHERE claimed_by IS NULL`);
    const unclaimed = () => service.sql('SELECT id FROM objects WHERE claimed_by IS NULL');
    await eventually('no unclaimed object to be left', async () => (await unclaimed()).length === 0, { ms: 30_000 });
    console.log(
      `${UPLOADS} uploads: all stored after ${uploaded} s, all ready after ${ready} s; ${left.length} folders of the killed worker`,
    );
  },
  LONG,
);
