import { afterEach, expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { becomesKeeper, type RequestLock } from './keeper.js';

const channels: BroadcastChannel[] = [];
afterEach(() => {
  for (const channel of channels.splice(0)) channel.close();
});

function tab(): BroadcastChannel {
  const channel = new BroadcastChannel('veza.unsent');
  channels.push(channel);
  return channel;
}

/** A lock that is free once `released` has resolved. */
const lockAfter =
  (released: Promise<void>): RequestLock =>
  (signal, granted) =>
    new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(new Error('AbortError')));
      void released.then(granted).then(resolve, reject);
    });

test('a page waits for the one before it, which lets go late and answers nothing', async () => {
  expect(await becomesKeeper(lockAfter(sleep(400)), tab())).toBe(true);
});

test('a second tab does not wait for the one that keeps the messages', async () => {
  expect(await becomesKeeper(lockAfter(Promise.resolve()), tab())).toBe(true);
  const never = new Promise<void>(() => undefined);
  expect(await becomesKeeper(lockAfter(never), tab())).toBe(false);
});
