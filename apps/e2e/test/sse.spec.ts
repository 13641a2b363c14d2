import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readEvents } from '../src/sse.js';

const CHUNKS = [
  ': hello\n\n',
  'event: progress\nid: 7\nda',
  'ta: {"progress":1}\n',
  '\ndata: one\ndata: two\n\nda',
  'ta: last\r\n\r\n',
];
let server: Server;
let url = '';

beforeAll(async () => {
  server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const next = (i: number): unknown =>
      response.write(CHUNKS[i] ?? '', () => (i + 1 < CHUNKS.length ? setImmediate(next, i + 1) : response.end()));
    next(0);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/`;
});
afterAll(() => {
  server.close();
});

test('events are assembled from chunks of any size', async () => {
  expect(await readEvents(await fetch(url), { until: ({ data }) => data === 'last' })).toEqual([
    { event: 'progress', data: '{"progress":1}', id: '7' },
    { event: 'message', data: 'one\ntwo', id: undefined },
    { event: 'message', data: 'last', id: undefined },
  ]);
});

test('a stream that ends before the awaited event is an error', async () => {
  await expect(readEvents(await fetch(url), { until: () => false })).rejects.toThrow('ended before the awaited event');
});
