import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, expect, test } from '@jest/globals';
import { S3Store } from './s3-store.js';

const KEY = '0b9f1d0e-7a7b-4c8d-9e6f-000000000001';
const LIMITS = { call: 200, send: 200, idle: 200, keys: 1_000 };

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function storeAt(listener: RequestListener): Promise<S3Store> {
  server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const endpoint = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
  return new S3Store({ bucket: 'veza', region: 'x', endpoint, pathStyle: true, redirect: false, credentials }, LIMITS);
}

async function* source() {
  yield Buffer.from('bytes');
}

test('a bucket that does not answer is UNAVAILABLE, for writers and readers, and not the fault of a client', async () => {
  const store = await storeAt((request) => request.resume());
  const away = { code: 'UNAVAILABLE', status: 503, retryAfter: expect.any(Number) };
  await expect(store.write(KEY, source())).rejects.toMatchObject(away);
  await expect(store.open(KEY)).rejects.toMatchObject(away);
});

test('a bucket that fails by itself is UNAVAILABLE, one without the key is not', async () => {
  let status = 500;
  const store = await storeAt((request, response) => request.resume().on('end', () => response.writeHead(status).end()));
  await expect(store.open(KEY)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  status = 404;
  expect(await store.open(KEY)).toBeUndefined();
});

test('what the source of a write throws stays as it is', async () => {
  const store = await storeAt((request, response) => request.resume().on('end', () => response.end()));
  const broken = Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
  const failing = {
    [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(broken) }),
  };
  await expect(store.write(KEY, failing)).rejects.toBe(broken);
});
