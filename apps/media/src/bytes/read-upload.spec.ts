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

test('a file that comes long after its headers is kept in the name of the request that brings it', async () => {
  const request = new IncomingMessage(new Socket());
  request.headers = { 'content-type': 'multipart/form-data; boundary=b' };
  const whose = new AsyncLocalStorage<string>();
  const keeping = {
    keep: async (file: AsyncIterable<Buffer>) => [whose.getStore(), String(await buffer(file))],
    discard: () => Promise.resolve(),
  };
  const reading = whose.run('the request', () => readUpload(request, 'track', keeping, new AbortController().signal));
  for (const part of FORM) {
    await new Promise((resolve) => setImmediate(resolve)); // all that was asked for waits now
    request.push(part);
  }
  request.complete = true;
  request.push(null);
  expect(await reading).toEqual({ kept: ['the request', 'sound'], fields: { title: 'A song' } });
});
