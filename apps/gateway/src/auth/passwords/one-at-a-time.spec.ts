import { expect, test } from '@jest/globals';
import { OneAtATime } from './one-at-a-time.js';

/** A work that runs until it is told to end. */
function work() {
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));
  let started = false;
  return {
    run: () => {
      started = true;
      return ended;
    },
    end: () => end(),
    get started() {
      return started;
    },
  };
}

test('works run one after the other, in their order', async () => {
  const turns = new OneAtATime(1, 1_000);
  const [first, second, third] = [work(), work(), work()];
  const done = [first, second, third].map((each) => turns.run(each.run));
  expect([first.started, second.started, third.started]).toEqual([true, false, false]);
  first.end();
  await done[0];
  expect([second.started, third.started]).toEqual([true, false]);
  second.end();
  third.end();
  await Promise.all(done);
});

test('who waits too long is refused, and takes nobody’s place', async () => {
  const turns = new OneAtATime(1, 20);
  const [first, late] = [work(), work()];
  const running = turns.run(first.run);
  await expect(turns.run(late.run)).rejects.toMatchObject({ code: 'OVERLOADED', retryAfter: 1 });
  first.end();
  await running;
  expect(late.started).toBe(false);
  await expect(turns.run(async () => 'next')).resolves.toBe('next');
});

test('a work that fails lets the next one in', async () => {
  const turns = new OneAtATime(1, 1_000);
  const failing = turns.run(() => Promise.reject(new Error('no')));
  const next = turns.run(async () => 'next');
  await expect(failing).rejects.toThrow('no');
  await expect(next).resolves.toBe('next');
});
