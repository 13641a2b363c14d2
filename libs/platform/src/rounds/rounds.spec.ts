import { AsyncLocalStorage } from 'node:async_hooks';
import { expect, jest, test } from '@jest/globals';
import { type RoundLimits, Rounds } from './rounds.js';

/** Work that notes its rounds and ends when it is told to. */
function noted(limits?: RoundLimits) {
  const seen: string[][] = [];
  const ends: ((error?: Error) => void)[] = [];
  const rounds = new Rounds<string, string>((entries) => {
    seen.push([...entries]);
    return new Promise((resolve, reject) =>
      ends.push((error) => (error ? reject(error) : resolve(entries.map((entry) => entry.toUpperCase())))),
    );
  }, limits);
  const started = async (count: number) => {
    while (ends.length < count) await new Promise((resolve) => setImmediate(resolve));
  };
  return { seen, ends, rounds, started };
}

test('who comes while a round runs goes together with the next, and each gets its own result', async () => {
  const { seen, ends, rounds, started } = noted();
  const first = rounds.add('a');
  await started(1);
  const later = ['b', 'c', 'd'].map((entry) => rounds.add(entry));
  ends[0]?.();
  await expect(first).resolves.toBe('A');
  await started(2);
  ends[1]?.();
  await expect(Promise.all(later)).resolves.toEqual(['B', 'C', 'D']);
  expect(seen).toEqual([['a'], ['b', 'c', 'd']]);
});

test('a round that fails fails for all of it, and the next one runs', async () => {
  const { ends, rounds, started } = noted();
  const [one, two] = [rounds.add('a'), rounds.add('b')];
  await started(1);
  const next = rounds.add('c');
  ends[0]?.(new Error('away'));
  for (const each of [one, two]) await expect(each).rejects.toThrow('away');
  await started(2);
  ends[1]?.();
  await expect(next).resolves.toBe('C');
});

test('a round and what waits for it have bounds', async () => {
  const { seen, ends, rounds, started } = noted({ batch: 2, backlog: 3 });
  const all = ['a', 'b', 'c'].map((entry) => rounds.add(entry));
  await expect(rounds.add('d')).rejects.toMatchObject({ code: 'OVERLOADED' });
  for (const round of [1, 2]) {
    await started(round);
    ends[round - 1]?.();
  }
  await Promise.all(all);
  expect(seen).toEqual([['a', 'b'], ['c']]);
});

test('a round that is slow keeps the next ones waiting no longer than they have patience', async () => {
  const { seen, ends, rounds, started } = noted({ patienceMs: 5 });
  const slow = ['a', 'b'].map((entry) => rounds.add(entry));
  await started(1);
  const quick = rounds.add('c');
  await started(2);
  ends[1]?.();
  await expect(quick).resolves.toBe('C');
  ends[0]?.();
  await expect(Promise.all(slow)).resolves.toEqual(['A', 'B']);
  expect(seen).toEqual([['a', 'b'], ['c']]);
});

test('a round runs in the context of none of those whose work it is', async () => {
  const context = new AsyncLocalStorage<string>();
  const rounds = new Rounds<string, string | undefined>((entries) => Promise.resolve(entries.map(() => context.getStore())));
  expect(await context.run('of one', () => rounds.add('a'))).toBeUndefined();
});

test('rounds that have company keep their distance until the next is full, and whoever is alone waits for nobody', async () => {
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick'] });
  try {
    const { seen, ends, rounds, started } = noted({ apartMs: 5, batch: 3 });
    const alone = [rounds.add('a')];
    await started(1);
    ends[0]?.();
    await Promise.all(alone);
    const together = ['b', 'c'].map((entry) => rounds.add(entry));
    await started(2);
    ends[1]?.();
    await Promise.all(together);
    const later = [rounds.add('d')];
    for (let turns = 0; turns < 10; turns += 1) await new Promise((resolve) => setImmediate(resolve));
    later.push(rounds.add('e'));
    expect(seen).toEqual([['a'], ['b', 'c']]);
    jest.advanceTimersByTime(5);
    await started(3);
    expect(seen[2]).toEqual(['d', 'e']);
    ends[2]?.();
    await Promise.all(later);
    const full = ['f', 'g', 'h'].map((entry) => rounds.add(entry));
    await started(4);
    ends[3]?.();
    await Promise.all(full);
    expect(seen[3]).toEqual(['f', 'g', 'h']);
  } finally {
    jest.useRealTimers();
  }
});
