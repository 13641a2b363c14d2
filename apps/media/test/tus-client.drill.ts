// covers: apps/media/src/resumable, libs/sdk/src
// drill: core
import { createHash, randomBytes } from 'node:crypto';
import { createServer, request as httpRequest, type Server } from 'node:http';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually, freePort, type TestProcess } from '@veza/testing';
import { Upload } from 'tus-js-client';
import { z } from 'zod';
import { type MediaUnderTest, resumeGrant, startMedia, wav } from './media-under-test.js';
import { startEntry } from './processes.js';

/** An unmodified tus-js-client, over a proxy that sends each request to the next replica and breaks connections. */
let service: MediaUnderTest;
let proxy: Server;
const replicas: { port: number; process: TestProcess }[] = [];
const LENGTH = 40 * 1024 ** 2;
let turn = 0;
let breaksLeft = 10;
let breakAfter = 1_500_000;
let sent = 0;

beforeAll(async () => {
  service = await startMedia();
  for (let i = 0; i < 2; i++) {
    const port = await freePort();
    replicas.push({ port, process: await startEntry('main', { ...service.env, BYTES_PORT: String(port) }) });
  }
  proxy = createServer((request, response) => {
    const target = replicas[turn++ % replicas.length];
    const { method, url, headers } = request;
    const onward = httpRequest({ port: target?.port, method, path: url, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    request.on('close', () => request.complete || onward.destroy());
    const limit = breaksLeft > 0 ? breakAfter : Infinity;
    let passed = 0;
    request.on('data', (chunk: Buffer) => {
      passed += chunk.length;
      sent += chunk.length;
      if (passed < limit) return;
      breaksLeft -= 1;
      request.destroy();
    });
    request.on('error', () => onward.destroy());
    request.pipe(onward);
  }).listen(0, '127.0.0.1');
  await once(proxy, 'listening');
}, 120_000);
afterAll(async () => {
  proxy.closeAllConnections();
  proxy.close();
  await Promise.all(replicas.map(({ process }) => process.stop()));
  await service.stop();
});

test('ten broken connections over two replicas, one of them killed, give the bytes of the file', async () => {
  const file = Buffer.concat([wav(1), randomBytes(LENGTH)]);
  const { port } = z.object({ port: z.int() }).parse(proxy.address());
  let killing: Promise<unknown> | undefined;
  await new Promise<void>((resolve, reject) => {
    const upload = new Upload(file, {
      endpoint: `http://127.0.0.1:${port}/api/v1/uploads`,
      headers: resumeGrant({ maxBytes: 100e6 }, 600_000),
      metadata: { filename: 'long.wav', title: 'Long', artist: 'Erik' },
      retryDelays: Array.from({ length: 40 }, () => 100),
      chunkSize: 6_000_000,
      onProgress: () => {
        if (breaksLeft > 0 || killing) return;
        const [victim] = replicas.splice(0, 1);
        killing = victim?.process.kill();
      },
      onError: reject,
      onSuccess: () => resolve(),
    });
    upload.start();
  });
  await killing;
  expect([breaksLeft <= 0, killing !== undefined]).toEqual([true, true]);
  const [object] = await service.sql<{ hash: string; size: string }>(
    'SELECT o.hash, o.size FROM objects o JOIN tracks t ON t.source_id = o.id',
  );
  expect(object).toEqual({ hash: createHash('sha256').update(file).digest('hex'), size: String(file.length) });
  expect(sent).toBeLessThan(2 * file.length); // what was stored was not sent again
  await eventually('the pieces to be gone', async () => (await service.sql('SELECT 1 FROM upload_parts')).length === 0);
}, 120_000);

test('a line that breaks after every 300 KB brings a file of 14 MB', async () => {
  const file = Buffer.concat([wav(1), randomBytes(14 * 1024 ** 2)]);
  const { port } = z.object({ port: z.int() }).parse(proxy.address());
  [breakAfter, breaksLeft] = [300_000, Infinity];
  await new Promise<void>((resolve, reject) => {
    const options = {
      endpoint: `http://127.0.0.1:${port}/api/v1/uploads`,
      headers: resumeGrant({ maxBytes: 100e6 }, 600_000),
      metadata: { filename: 'broken.wav', title: 'Broken', artist: 'Erik' },
      retryDelays: Array.from({ length: 10 }, () => 50), // each piece that arrives begins them anew
      onError: reject,
      onSuccess: () => resolve(),
    };
    new Upload(file, options).start();
  });
  const hash = createHash('sha256').update(file).digest('hex');
  expect(await service.sql('SELECT 1 FROM objects WHERE hash = $1', [hash])).toHaveLength(1);
}, 120_000);
