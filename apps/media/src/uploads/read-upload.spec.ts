import { AsyncLocalStorage } from 'node:async_hooks';
import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { expect, test } from '@jest/globals';
import { readUpload } from './read-upload.js';

const FORM = [
  '--b\r\ncontent-disposition: form-data; name="title"\r\n\r\nA song\r\n',
  '--b\r\ncontent-disposition: form-data; name="audio"; filename="a.wav"\r\n\r\nsound\r\n--b--\r\n',
];

test('a file that arrives long after its headers is stored in the context of its request', async () => {
  const request = new IncomingMessage(new Socket());
  request.headers = { 'content-type': 'multipart/form-data; boundary=b' };
  const context = new AsyncLocalStorage<string>();
  const receiver = {
    store: async (file: AsyncIterable<Buffer>) => [context.getStore(), String(await buffer(file))],
    discard: () => Promise.resolve(),
  };
  const reading = context.run('the request', () =>
    readUpload(request, { kind: 'track', most: 1 }, receiver, new AbortController().signal),
  );
  for (const part of FORM) {
    await new Promise((resolve) => setImmediate(resolve)); // all pending reads wait now
    request.push(part);
  }
  request.complete = true;
  request.push(null);
  expect(await reading).toEqual({ stored: [['the request', 'sound']], fields: { title: 'A song' } });
});
