import { once } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from '@jest/globals';
import { deadline } from './deadline.js';

setFlagsFromString('--expose-gc');
const collectGarbage: unknown = runInNewContext('gc');

test('the time limit comes although garbage is collected before it', async () => {
  if (typeof collectGarbage !== 'function') throw new Error('This runtime has no gc');
  const { signal } = deadline(new AbortController().signal, 100);
  const aborted = once(signal, 'abort');
  for (let round = 0; round < 3; round += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    collectGarbage();
  }
  await aborted;
  expect(signal.reason).toMatchObject({ name: 'TimeoutError' });
});

test('it ends with the other signal, at once', () => {
  const stop = new AbortController();
  const { signal, clear } = deadline(stop.signal, 60_000);
  stop.abort();
  clear();
  expect(signal.aborted).toBe(true);
});
