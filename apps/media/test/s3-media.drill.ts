// covers: apps/media/src/store, apps/media/src/resumable, apps/media/src/bytes
import { createHash } from 'node:crypto';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { request } from 'node:http';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { media, StoredObject, UploadPreviewBody } from '@veza/contracts';
import { eventually, freePort, startProcess, type TestProcess } from '@veza/testing';
import sharp from 'sharp';
import { z } from 'zod';
import { form, getGrant, type MediaUnderTest, putGrant, resumeGrant, startMedia, user, wav } from './media-under-test.js';
import { forgetPeak, peakMiB, startEntry } from './processes.js';
import { FFMPEG_PATH } from './programs.js';
import { testBucket, type TestBucket } from './swift.js';

/** Two replicas and a worker that share nothing but a database, Redis and a bucket. */
let bucket: TestBucket;
let service: MediaUnderTest;
const replicas: { url: string; folder: string; process: TestProcess }[] = [];
const folders: string[] = [];
const running: TestProcess[] = [];
let worker: TestProcess | undefined;
const artist = user(1);
const LONG = 300_000;
const MIB = 1024 ** 2;
/** As in the manifests. */
const NODE_OPTIONS = '--max-semi-space-size=8 --max-old-space-size=256';
/** `S3_UPLOAD_MIB=500 npm run drill s3-media` uploads more. */
const UPLOAD_MIB = Number(process.env['S3_UPLOAD_MIB'] ?? 50);
/** What an upload of any length adds to an idle process: garbage of the chunks, and one part. */
const MOST_MORE_MIB = 80;

const built = (entry: string) => fileURLToPath(new URL(`../dist/${entry}.js`, import.meta.url));

async function ownFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'veza-own-'));
  folders.push(folder);
  return folder;
}

async function startReplica(env: Record<string, string>) {
  const [port, folder] = [await freePort(), env['MEDIA_DATA_DIR'] ?? (await ownFolder())];
  const url = `http://127.0.0.1:${port}`;
  const own = { MEDIA_DATA_DIR: folder, BYTES_PORT: String(port), OPS_PORT: String(await freePort()), NODE_OPTIONS };
  const process = startProcess(built('main'), { ...service.env, ...env, ...own });
  await process.ready(`http://127.0.0.1:${own.OPS_PORT}/readyz`, { ms: LONG });
  running.push(process);
  return { url, folder, process };
}

beforeAll(async () => {
  bucket = await testBucket();
  service = await startMedia(); // its own store is a disk, which only the move reads
  replicas.push(await startReplica(bucket.env), await startReplica(bucket.env));
}, LONG);
afterAll(async () => {
  await Promise.all(running.map((each) => each.stop()));
  await service.stop();
  await bucket.stop();
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
}, LONG);

const [first, second] = [() => replicas[0]?.url ?? '', () => replicas[1]?.url ?? ''];
const local = (url: string, replica: string) => replica + new URL(url).pathname;

function bigSound(): Blob {
  const block = new Blob([Buffer.alloc(MIB)]);
  return new Blob([wav(1), ...Array.from({ length: UPLOAD_MIB }, () => block)]);
}

async function put(replica: string, file: Blob | Buffer<ArrayBuffer>): Promise<string> {
  const body = file instanceof Blob ? new FormData() : form(file);
  if (file instanceof Blob) body.append('audio', file, 'sound.wav');
  const headers = putGrant({ maxBytes: 600e6 });
  const response = await fetch(`${replica}/objects`, { method: 'POST', body, headers });
  return StoredObject.parse(await response.json()).objectId;
}

const tusHeaders = () => ({ ...resumeGrant({ maxBytes: 600e6 }, LONG), 'tus-resumable': '1.0.0' });
const pieceHeaders = (at: number) => ({
  ...tusHeaders(),
  'upload-offset': String(at),
  'content-type': 'application/offset+octet-stream',
});

/** Creates a resumable upload of this length; returns its path. */
async function beginUpload(size: number): Promise<string> {
  const text = (value: string) => Buffer.from(value).toString('base64');
  const metadata = `title ${text('Long')},artist ${text('Erik')},filename ${text('a.wav')}`;
  const headers = { ...tusHeaders(), 'upload-length': String(size), 'upload-metadata': metadata };
  const created = await fetch(`${first()}/api/v1/uploads`, { method: 'POST', headers });
  expect(created.status).toBe(201);
  return new URL(created.headers.get('location') ?? '', first()).pathname;
}

/** Announces the rest of a file from an offset on, and breaks off in its middle. */
async function breakOff(url: string, rest: Buffer, at: number, after: number): Promise<void> {
  const sending = request(url, { method: 'PATCH', headers: { ...pieceHeaders(at), 'content-length': rest.length } });
  sending.on('error', () => undefined);
  await new Promise((resolve) => sending.write(rest.subarray(0, after), resolve));
  sending.destroy();
}

const peaks = () => Promise.all(replicas.map(({ process }) => peakMiB(process)));
const bytesOf = async (url: string, headers: Record<string, string> = {}) =>
  Buffer.from(await (await fetch(url, { headers })).arrayBuffer());
const filesIn = async (folder: string) =>
  (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).length;
const stored = async () => (await bucket.client.send(new ListObjectsV2Command({ Bucket: bucket.bucket }))).Contents ?? [];

test(
  'a large upload is not held in memory, by a form and by tus over two replicas',
  async () => {
    const file = bigSound();
    for (const { process } of replicas) await forgetPeak(process);
    const idle = await peaks();
    const objectId = await put(first(), file);
    const byForm = await peaks();
    expect((await stored()).find(({ Key }) => Key === objectId)?.Size).toBe(file.size);

    for (const { process } of replicas) await forgetPeak(process);
    const path = await beginUpload(file.size);
    let at = 0;
    for (let turn = 0; at < file.size; turn++) {
      const piece = file.slice(at, at + 30 * MIB);
      const sent = await fetch((turn % 2 === 0 ? first() : second()) + path, {
        method: 'PATCH',
        headers: pieceHeaders(at),
        body: piece,
      });
      expect(sent.status).toBe(204);
      at = Number(sent.headers.get('upload-offset'));
    }
    const byTus = await peaks();
    console.log(`peak MiB of two replicas by ${UPLOAD_MIB} MiB: idle ${idle}, form ${byForm}, tus ${byTus}`);
    expect(Math.max(...byForm, ...byTus) - Math.max(...idle)).toBeLessThan(MOST_MORE_MIB);
    const [track] = await service.sql<{ id: number; size: string }>(
      'SELECT t.id, o.size FROM tracks t JOIN objects o ON o.id = t.source_id',
    );
    expect(track?.size).toBe(String(file.size));
    await service.call(media.tracks.delete, artist, { id: track?.id ?? 0 });
  },
  LONG,
);

test(
  'a worker with an own folder transcodes, and players read the sound from the bucket',
  async () => {
    const folder = await ownFolder();
    worker = await startEntry('worker', { ...service.env, ...bucket.env, MEDIA_DATA_DIR: folder });
    running.push(worker);
    const objectId = await put(second(), wav(20, 44_100));
    const { id } = await service.call(media.tracks.create, artist, { title: 'a', artist: 'b', objectId, isPublic: true });
    const ready = async () => (await service.call(media.tracks.get, artist, { id })).status === 'ready';
    await eventually('the track to be ready', ready, { ms: LONG, everyMs: 200 });
    const { url, hlsUrl } = await service.call(media.tracks.stream, artist, { id });

    const master = await fetch(local(hlsUrl, first()), { redirect: 'manual' });
    expect(master.status).toBe(200);
    const sound = local(url, first());
    const redirected = await fetch(sound, { redirect: 'manual' });
    expect([redirected.status, new URL(redirected.headers.get('location') ?? '').origin]).toEqual([
      307,
      bucket.env['MEDIA_S3_ENDPOINT'],
    ]);
    expect(redirected.headers.get('access-control-allow-origin')).toBe('*');
    const whole = await bytesOf(sound);
    const part = await fetch(sound, { headers: { range: 'bytes=1000-1999' } });
    expect([part.status, part.headers.get('content-type')]).toEqual([206, 'audio/mp4']);
    expect(Buffer.from(await part.arrayBuffer()).equals(whole.subarray(1_000, 2_000))).toBe(true);
    expect((await fetch(sound, { method: 'HEAD', redirect: 'manual' })).headers.get('content-length')).toBe(String(whole.length));
    for (const each of [sound, local(hlsUrl, second())])
      await promisify(execFile)(FFMPEG_PATH, ['-v', 'error', '-nostdin', '-xerror', '-i', each, '-f', 'null', '-']);
    const growing = hlsUrl.replace('master.m3u8', 'nothing.m4s');
    expect((await fetch(local(growing, first()))).status).toBe(404);

    const original = await service.call(media.tracks.download, artist, { id });
    const download = await fetch(local(original.url, first()));
    expect([download.redirected, download.headers.get('content-disposition')]).toEqual([
      true,
      'attachment; filename="b - a.wav"',
    ]);
    expect(Buffer.from(await download.arrayBuffer()).equals(wav(20, 44_100))).toBe(true);

    const picture = await sharp({ create: { width: 80, height: 80, channels: 3, background: 'red' } })
      .png()
      .toBuffer();
    const body = form(Buffer.from(picture), { field: 'picture', name: 'front.png' });
    const sent = await fetch(`${first()}/objects`, { method: 'POST', body, headers: putGrant({ kind: 'picture' }) });
    const { objectId: coverId } = StoredObject.parse(await sent.json());
    const { cover } = await service.call(media.tracks.setCover, artist, { id, objectId: coverId });
    const shown = await fetch(local(cover?.small ?? '', second()), { redirect: 'manual' });
    expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
    const ofCover = (await stored()).filter(({ Key }) => Key?.startsWith(coverId)).map(({ Key }) => Key?.split('/').at(-1));
    expect(ofCover.sort()).toEqual(['full', 'large', 'medium', 'small'].flatMap((size) => [`${size}.jpg`, `${size}.webp`]));

    expect(await Promise.all([folder, ...replicas.map((each) => each.folder)].map(filesIn))).toEqual([0, 0, 0]);
    await service.call(media.tracks.delete, artist, { id });
  },
  LONG,
);

test(
  'an upload that breaks off on both replicas becomes a track that is heard from the bucket while it is transcoded',
  async () => {
    const sound = wav(240);
    const path = await beginUpload(sound.length);
    let at = 0;
    for (const replica of [first(), second(), first(), second()]) {
      await breakOff(replica + path, sound.subarray(at), at, 2 * MIB);
      at = await eventually(
        'some of the piece',
        async () => {
          const known = await fetch((replica === first() ? second() : first()) + path, { method: 'HEAD', headers: tusHeaders() });
          const offset = Number(known.headers.get('upload-offset'));
          return offset > at && offset;
        },
        { ms: LONG, everyMs: 100 },
      );
    }
    const half = await eventually(
      'something to hear',
      async () => {
        const response = await fetch(`${second()}${path}/preview`, { headers: tusHeaders() });
        return response.status === 200 && UploadPreviewBody.parse(await response.json()).hls_url;
      },
      { ms: LONG, everyMs: 100 },
    );
    const [variant = ''] = /^\d+\/index\.m3u8$/m.exec(await (await fetch(local(half, first()))).text()) ?? [];
    const heardSoon = local(half.replace('master.m3u8', variant.replace('index.m3u8', 's00000.m4s')), first());
    expect((await fetch(heardSoon)).redirected).toBe(true);
    const sent = await fetch(first() + path, { method: 'PATCH', headers: pieceHeaders(at), body: sound.subarray(at) });
    expect(sent.status).toBe(204);
    const [track] = await service.sql<{ id: number; hash: string }>(
      'SELECT t.id, o.hash FROM tracks t JOIN objects o ON o.id = t.source_id ORDER BY t.id DESC LIMIT 1',
    );
    expect(track?.hash).toBe(createHash('sha256').update(sound).digest('hex'));

    const { id } = track ?? { id: 0 };
    const { hlsUrl } = await eventually(
      'the first segment',
      () => service.call(media.tracks.stream, artist, { id }).catch(() => undefined),
      { ms: LONG, everyMs: 20 },
    );
    const master = await (await fetch(local(hlsUrl, first()))).text();
    const playlist = hlsUrl.replace('master.m3u8', /^\d+\/index\.m3u8$/m.exec(master)?.[0] ?? '');
    const growing = await (await fetch(local(playlist, second()))).text();
    expect(growing).toContain('#EXT-X-PLAYLIST-TYPE:EVENT');
    const heard = await fetch(local(playlist.replace('index.m3u8', 's00000.m4s'), first()));
    expect([heard.status, heard.redirected]).toEqual([200, true]);
    const bytes = Buffer.from(await heard.arrayBuffer());
    const ready = async () => (await service.call(media.tracks.get, artist, { id })).status === 'ready';
    await eventually('the track to be ready', ready, { ms: LONG, everyMs: 200 });
    const finished = await (await fetch(local(playlist, second()))).text();
    expect(finished).toContain('#EXT-X-ENDLIST');
    const again = await bytesOf(local(playlist.replace('index.m3u8', 's00000.m4s'), second()));
    expect(again.equals(bytes)).toBe(true);
    await service.call(media.tracks.delete, artist, { id });
  },
  LONG,
);

const Done = z.object({ copied: z.int(), present: z.int(), gone: z.int(), deleted: z.int() });

test(
  'all objects move from the disk to the bucket while ranges are read, although the mover is killed',
  async () => {
    const files = await Promise.all(
      Array.from({ length: 12 }, async (_, at) => {
        const bytes = Buffer.concat([wav(1), Buffer.alloc(2 * MIB, at)]);
        return { bytes, id: await put(service.url, bytes) };
      }),
    );
    const before = await filesIn(join(service.folder, 'objects'));
    const moving = { ...bucket.env, MEDIA_STORE_FALLBACK: 'disk', MEDIA_DATA_DIR: service.folder };
    const replica = await startReplica(moving);
    let reading = true;
    let reads = 0;
    const reader = (async () => {
      while (reading) {
        const { bytes, id } = files[reads % files.length] ?? { bytes: Buffer.alloc(0), id: '' };
        const start = (reads * 7_919) % MIB;
        const range = `bytes=${start}-${start + 99_999}`;
        const response = await fetch(`${replica.url}/objects/${id}`, { headers: { ...getGrant(id), range } });
        expect(response.status).toBe(206);
        expect(Buffer.from(await response.arrayBuffer()).equals(bytes.subarray(start, start + 100_000))).toBe(true);
        reads += 1;
      }
    })();

    const script = built('move-store');
    const run = (...args: string[]) => startProcess(script, { ...service.env, ...moving }, args);
    const there = async () => {
      const keys = new Set((await stored()).map(({ Key }) => Key));
      return files.filter(({ id }) => keys.has(id)).length;
    };
    const killed = run();
    running.push(killed);
    await eventually('an object to be copied', async () => (await there()) > 0, { ms: LONG, everyMs: 20 });
    await killed.kill();
    const end = async (...args: string[]) => {
      const mover = run(...args);
      running.push(mover);
      const { code } = await mover.ended;
      const line = await mover.line('{"copied"');
      expect(code).toBe(0);
      return Done.parse(JSON.parse(line));
    };
    const copied = await end();
    expect([copied.copied + copied.present, await there()]).toEqual([before, files.length]);
    const deleted = await end('--delete');
    expect([deleted.deleted, await filesIn(join(service.folder, 'objects'))]).toEqual([before, 0]);
    const readBefore = reads;
    await eventually('reads from the bucket', () => Promise.resolve(reads > readBefore + files.length), { ms: LONG });
    reading = false;
    await reader;
    for (const { id, bytes } of files) {
      const hash = (value: Buffer) => createHash('sha256').update(value).digest('hex');
      expect(hash(await bytesOf(`${first()}/objects/${id}`, getGrant(id)))).toBe(hash(bytes));
    }
  },
  LONG,
);

test(
  'a worker whose own volume is full puts a track off, and does it when there is room',
  async () => {
    await worker?.stop(); // it would take the job
    const [folder, opsPort] = [await ownFolder(), await freePort()];
    const env = { ...service.env, ...bucket.env, MEDIA_DATA_DIR: folder, OPS_PORT: String(opsPort), SWEEP_INTERVAL: '1s' };
    // A volume of its own in a mount namespace of its own: above the reserve, below the size of the source.
    const script = 'mount -t tmpfs -o size=80m tmpfs "$MEDIA_DATA_DIR" && exec "$0" "$1"';
    const dying = ['setpriv', '--pdeathsig', 'KILL', '--'];
    const small = spawn('unshare', ['-Urm', ...dying, 'sh', '-c', script, process.execPath, built('worker')], { env });
    const ended = once(small, 'exit');
    try {
      const metrics = async () => (await fetch(`http://127.0.0.1:${opsPort}/metrics`)).text();
      const jobs = /^veza_media_job_duration_seconds_count\{kind="transcode"\} (\d+)$/m;
      await eventually('the worker to start', async () => (await metrics()).length > 0, { ms: LONG });
      const objectId = await put(first(), Buffer.concat([wav(20), Buffer.alloc(80 * MIB)]));
      const { id } = await service.call(media.tracks.create, artist, { title: 'a', artist: 'b', objectId });
      await eventually('the first job to end', async () => jobs.test(await metrics()), { ms: LONG, everyMs: 100 });
      const rows = await service.sql('SELECT status, starts, error FROM tracks WHERE id = $1', [id]);
      expect(rows).toEqual([{ status: 'processing', starts: 0, error: null }]);

      const inside = ['-t', String(small.pid), '-U', '-m', '--preserve-credentials'];
      await promisify(execFile)('nsenter', [...inside, 'mount', '-o', 'remount,size=1g', folder]);
      await service.sql(`UPDATE tracks SET moved_at = now() - interval '2 min' WHERE id = $1`, [id]);
      const ready = async () => (await service.call(media.tracks.get, artist, { id })).status === 'ready';
      await eventually('the track to be ready', ready, { ms: LONG, everyMs: 200 });
      await service.call(media.tracks.delete, artist, { id });
    } finally {
      small.kill('SIGTERM');
      await ended;
    }
  },
  LONG,
);
