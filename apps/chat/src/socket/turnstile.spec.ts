import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { Turnstile } from './turnstile.js';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

/** Work that goes on until it is told to end. */
function setUp(turnstile: Turnstile) {
  const log: string[] = [];
  const ends: (() => void)[] = [];
  const come = (name: string) =>
    turnstile
      .pass(async () => {
        log.push(`${name} in`);
        await new Promise<void>((resolve) => ends.push(resolve));
        return null;
      })
      .then((answer) => log.push(`${name} ${answer === undefined ? 'away' : 'out'}`));
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
