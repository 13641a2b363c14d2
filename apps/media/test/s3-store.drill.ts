// covers: apps/media/src/store
import { randomUUID } from 'node:crypto';
import { CreateMultipartUploadCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { loadConfig } from '@veza/platform';
import { breakableLine, type BreakableLine, eventually } from '@veza/testing';
import { MediaConfigSchema } from '../src/config.js';
import { makeStore, s3Settings } from '../src/store/make-store.js';
import { S3_LIMITS } from '../src/store/s3-bucket.js';
import { S3Store } from '../src/store/s3-store.js';
import { KEYS_A_CALL, objectStoreConformance } from './object-store.conformance.js';
import { testBucket, type TestBucket } from './swift.js';

/** The object store in a bucket of OpenStack Swift, a real server with an S3 interface. */
let bucket: TestBucket;
const lines: BreakableLine[] = [];
const DATABASE = { NODE_ENV: 'test', DATABASE_URL: 'postgres://localhost/unused' };
const LONG = 60_000;
const MIB = 1024 ** 2;

beforeAll(async () => {
  bucket = await testBucket();
}, LONG);
afterAll(async () => {
  for (const line of lines) await line.stop();
  await bucket.stop();
}, LONG);

const config = (more: Record<string, string> = {}) => loadConfig(MediaConfigSchema, { ...DATABASE, ...bucket.env, ...more });
const settings = (more?: Record<string, string>) => s3Settings(config(more));
const made = (more?: Record<string, string>) => makeStore(config(more));

objectStoreConformance('a bucket', async () => {
  const store = new S3Store(settings(), { ...S3_LIMITS, keys: KEYS_A_CALL });
  await store.prepare();
  return { store, leftovers: () => bucket.unfinished() };
});

/** A store behind a line that a test can break, with short limits. */
async function behindLine() {
  const line = await breakableLine(bucket.env['MEDIA_S3_ENDPOINT'] ?? '');
  lines.push(line);
  return {
    line,
    store: new S3Store(settings({ MEDIA_S3_ENDPOINT: line.url }), { call: 4_000, send: 4_000, idle: 4_000, keys: 1_000 }),
  };
}

async function* bytes(length: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < length; at += MIB) yield await Promise.resolve(Buffer.alloc(Math.min(MIB, length - at), at / MIB));
}

test('a reader does not notice that its connection breaks', async () => {
  const { line, store } = await behindLine();
  const key = randomUUID();
  await store.write(key, bytes(24 * MIB));
  const object = await store.open(key);
  let read = 0;
  let breaks = 0;
  for await (const chunk of object?.chunks(0, 24 * MIB - 1) ?? []) {
    for (let at = 0; at < chunk.length; at += 1_000) expect(chunk[at]).toBe(Math.floor((read + at) / MIB));
    read += chunk.length;
    if (read < 8 * MIB * (breaks + 1) || breaks === 2) continue;
    breaks += 1;
    line.break();
    line.mend();
  }
  expect([read, breaks]).toEqual([24 * MIB, 2]);
});

test('every call ends when the store is silent, and a reader gets an error', async () => {
  const { line, store } = await behindLine();
  const key = randomUUID();
  await store.write(key, bytes(24 * MIB));
  const object = await store.open(key);
  const reading = async () => {
    for await (const chunk of object?.chunks(0, 24 * MIB - 1) ?? []) if (chunk.length > 0) line.silence();
  };
  await expect(reading()).rejects.toThrow();
  const other = randomUUID();
  const calls = await Promise.allSettled([
    store.prepare(),
    store.write(other, bytes(10)),
    store.write(other, bytes(6 * MIB)),
    store.open(other),
    store.has(other),
    store.remove(other),
    store.removeLeftovers(0),
    store.list()[Symbol.asyncIterator]().next(),
  ]);
  expect(calls.map(({ status }) => status)).toEqual(calls.map(() => 'rejected'));
  line.mend();
  expect(await store.has(key)).toBe(true);
});

test('a bucket that is missing or closed is a StartFailure', async () => {
  for (const [name, value] of [
    ['MEDIA_S3_BUCKET', 'other'],
    ['MEDIA_S3_SECRET_KEY', 'wrong'],
  ] as const) {
    const { prepare } = await made({ [name]: value });
    await expect(prepare()).rejects.toThrow(/^The bucket of MEDIA_S3_BUCKET cannot be used/);
  }
});

test('uploads in parts of killed writers are removed when they are old', async () => {
  const { store } = await made();
  const begun = await bucket.client.send(new CreateMultipartUploadCommand({ Bucket: bucket.bucket, Key: randomUUID() }));
  expect(begun.UploadId).toBeDefined();
  expect(await store.removeLeftovers(3_600_000)).toBe(0);
  await eventually('the upload to be a second old', async () => (await store.removeLeftovers(1_000)) === 1);
  expect(await bucket.unfinished()).toBe(0);
});

test('an address of the bucket serves ranges with the given type, and no other object', async () => {
  const { store } = await made();
  const key = `${randomUUID()}/audio.m4a`;
  expect(await store.address(key, { type: 'audio/mp4', cacheControl: 'private', seconds: 60 })).toBeUndefined();
  await store.write(key, bytes(3 * MIB));
  const address = await store.address(key, { type: 'audio/mp4', cacheControl: 'private', seconds: 60 });
  const response = await fetch(address ?? '', { headers: { range: `bytes=${2 * MIB - 1}-${2 * MIB}` } });
  expect(response.status).toBe(206);
  expect(response.headers.get('content-type')).toBe('audio/mp4');
  expect([...new Uint8Array(await response.arrayBuffer())]).toEqual([1, 2]);
  expect((await fetch((address ?? '').replace('audio.m4a', 'other.m4a'))).status).toBe(403);
  const { store: hidden } = await made({ MEDIA_S3_REDIRECT: 'false' });
  expect(await hidden.address(key, { type: 'audio/mp4', cacheControl: 'private', seconds: 60 })).toBeUndefined();
});
