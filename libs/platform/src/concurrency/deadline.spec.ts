import { once } from 'node:events';
import { expect, test } from '@jest/globals';
import { collectGarbage } from '@veza/testing';
import { deadline } from './deadline.js';

test('the time limit comes although garbage is collected before it', async () => {
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
