import { afterEach, expect, jest, test } from '@jest/globals';
import { Turnstile } from './turnstile.js';

afterEach(() => void jest.useRealTimers());

/** Work that goes on until it is told to end. */
function setUp(turnstile: Turnstile) {
  jest.useFakeTimers();
  const log: string[] = [];
  const ends: (() => void)[] = [];
  const come = (name: string) =>
    turnstile
      .pass(async () => {
        log.push(`${name} in`);
        await new Promise<void>((resolve) => ends.push(resolve));
      })
      .then(
        () => log.push(`${name} out`),
        () => log.push(`${name} away`),
      );
  const end = async () => {
    ends.shift()?.();
    await jest.advanceTimersByTimeAsync(0);
  };
  return { log, come, end };
}

test('so many at once, the others in their order; one too many, and who waits too long, is turned away', async () => {
  const { log, come, end } = setUp(new Turnstile({ inside: 1, waiting: 2, waitMs: 1_000 }));
  for (const name of ['a', 'b', 'c', 'd']) void come(name);
  await jest.advanceTimersByTimeAsync(900);
  expect(log.splice(0)).toEqual(['a in', 'd away']);
  await end();
  expect(log.splice(0).sort()).toEqual(['a out', 'b in']);
  await jest.advanceTimersByTimeAsync(100);
  expect(log.splice(0)).toEqual(['c away']);
  void come('e');
  await jest.advanceTimersByTimeAsync(500);
  await end();
  expect(log.splice(0).sort()).toEqual(['b out', 'e in']);
  await end();
  void come('f');
  await jest.advanceTimersByTimeAsync(0);
  expect(log).toEqual(['e out', 'f in']);
});

test('work that fails leaves its place', async () => {
  const turnstile = new Turnstile({ inside: 1, waiting: 0 });
  await expect(turnstile.pass(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await turnstile.pass(() => Promise.resolve(null))).toBeNull();
});

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
  const turns = new Turnstile({ inside: 1, waitMs: 1_000 });
  const [first, second, third] = [work(), work(), work()];
  const done = [first, second, third].map((each) => turns.pass(each.run));
  expect([first.started, second.started, third.started]).toEqual([true, false, false]);
  first.end();
  await done[0];
  expect([second.started, third.started]).toEqual([true, false]);
  second.end();
  third.end();
  await Promise.all(done);
});

test('who waits too long is refused, and takes nobody’s place', async () => {
  const turns = new Turnstile({ inside: 1, waitMs: 20 });
  const [first, late] = [work(), work()];
  const running = turns.pass(first.run);
  await expect(turns.pass(late.run)).rejects.toMatchObject({ code: 'OVERLOADED', retryAfter: 1 });
  first.end();
  await running;
  expect(late.started).toBe(false);
  await expect(turns.pass(async () => 'next')).resolves.toBe('next');
});

test('a work that fails lets the next one in', async () => {
  const turns = new Turnstile({ inside: 1, waitMs: 1_000 });
  const failing = turns.pass(() => Promise.reject(new Error('no')));
  const next = turns.pass(async () => 'next');
  await expect(failing).rejects.toThrow('no');
  await expect(next).resolves.toBe('next');
});
