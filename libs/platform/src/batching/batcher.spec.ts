import { AsyncLocalStorage } from 'node:async_hooks';
import { expect, jest, test } from '@jest/globals';
import { Batcher, type BatcherLimits } from './batcher.js';

/** Work that records its batches and ends on demand. */
function recorded(limits?: BatcherLimits) {
  const seen: string[][] = [];
  const ends: ((error?: Error) => void)[] = [];
  const batcher = new Batcher<string, string>((entries) => {
    seen.push([...entries]);
    return new Promise((resolve, reject) =>
      ends.push((error) => (error ? reject(error) : resolve(entries.map((entry) => entry.toUpperCase())))),
    );
  }, limits);
  const started = async (count: number) => {
    while (ends.length < count) await new Promise((resolve) => setImmediate(resolve));
  };
  return { seen, ends, batcher, started };
}

test('entries that arrive while a batch runs form the next one, and each gets its own result', async () => {
  const { seen, ends, batcher, started } = recorded();
  const first = batcher.add('a');
  await started(1);
  const later = ['b', 'c', 'd'].map((entry) => batcher.add(entry));
  ends[0]?.();
  await expect(first).resolves.toBe('A');
  await started(2);
  ends[1]?.();
  await expect(Promise.all(later)).resolves.toEqual(['B', 'C', 'D']);
  expect(seen).toEqual([['a'], ['b', 'c', 'd']]);
});

test('a failed batch rejects all of its entries, and the next batch runs', async () => {
  const { ends, batcher, started } = recorded();
  const [one, two] = [batcher.add('a'), batcher.add('b')];
  await started(1);
  const next = batcher.add('c');
  ends[0]?.(new Error('away'));
  for (const each of [one, two]) await expect(each).rejects.toThrow('away');
  await started(2);
  ends[1]?.();
  await expect(next).resolves.toBe('C');
});

test('the batch and the queue are bounded', async () => {
  const { seen, ends, batcher, started } = recorded({ batchSize: 2, maxQueued: 3 });
  const all = ['a', 'b', 'c'].map((entry) => batcher.add(entry));
  await expect(batcher.add('d')).rejects.toMatchObject({ code: 'OVERLOADED' });
  for (const batch of [1, 2]) {
    await started(batch);
    ends[batch - 1]?.();
  }
  await Promise.all(all);
  expect(seen).toEqual([['a', 'b'], ['c']]);
});

test('a slow batch delays the next one by no more than maxWaitMs', async () => {
  const { seen, ends, batcher, started } = recorded({ maxWaitMs: 5 });
  const slow = ['a', 'b'].map((entry) => batcher.add(entry));
  await started(1);
  const quick = batcher.add('c');
  await started(2);
  ends[1]?.();
  await expect(quick).resolves.toBe('C');
  ends[0]?.();
  await expect(Promise.all(slow)).resolves.toEqual(['A', 'B']);
  expect(seen).toEqual([['a', 'b'], ['c']]);
});

test('a batch runs outside the async context of its entries', async () => {
  const context = new AsyncLocalStorage<string>();
  const batcher = new Batcher<string, string | undefined>((entries) => Promise.resolve(entries.map(() => context.getStore())));
  expect(await context.run('of one', () => batcher.add('a'))).toBeUndefined();
});

test('a batch follows after a pause as long as the last one, or when it is full, and a single entry does not wait', async () => {
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick'] });
  try {
    const { seen, ends, batcher, started } = recorded({ windowMs: 5, batchSize: 3 });
    const alone = [batcher.add('a')];
    await started(1);
    ends[0]?.();
    await Promise.all(alone);
    const together = ['b', 'c'].map((entry) => batcher.add(entry));
    await started(2);
    jest.advanceTimersByTime(4);
    ends[1]?.();
    await Promise.all(together);
    const later = [batcher.add('d')];
    for (let ticks = 0; ticks < 10; ticks += 1) await new Promise((resolve) => setImmediate(resolve));
    later.push(batcher.add('e'));
    expect(seen).toEqual([['a'], ['b', 'c']]);
    jest.advanceTimersByTime(4);
    await started(3);
    expect(seen[2]).toEqual(['d', 'e']);
    ends[2]?.();
    await Promise.all(later);
    const full = ['f', 'g', 'h'].map((entry) => batcher.add(entry));
    await started(4);
    ends[3]?.();
    await Promise.all(full);
    expect(seen[3]).toEqual(['f', 'g', 'h']);
  } finally {
    jest.useRealTimers();
  }
});
