import { setImmediate as endOfTick } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { TickBatcher, type TickBatcherOptions } from './tick-batcher.js';

function setUp(options?: TickBatcherOptions) {
  const flushed: string[][] = [];
  const batcher = new TickBatcher<string>((items) => flushed.push([...items]), options);
  return { flushed, batcher };
}

const nextTick = () => new Promise<void>((resolve) => process.nextTick(resolve));

test('items of a tick are flushed together at its end, in order', async () => {
  const { flushed, batcher } = setUp();
  batcher.add('a');
  await nextTick();
  batcher.add('b');
  expect(flushed).toEqual([]);
  await endOfTick();
  expect(flushed).toEqual([['a', 'b']]);
  batcher.add('c');
  await endOfTick();
  expect(flushed).toEqual([['a', 'b'], ['c']]);
});

test('an eager batcher flushes the first items with what the same code collected, later ones at the end of the tick', async () => {
  const { flushed, batcher } = setUp({ eager: true });
  await endOfTick();
  batcher.add('a');
  await Promise.resolve();
  batcher.add('b');
  expect(flushed).toEqual([]);
  await nextTick();
  expect(flushed).toEqual([['a', 'b']]);
  batcher.add('c');
  await nextTick();
  batcher.add('d');
  expect(flushed).toHaveLength(1);
  await endOfTick();
  expect(flushed).toEqual([
    ['a', 'b'],
    ['c', 'd'],
  ]);
  batcher.add('e');
  await nextTick();
  expect(flushed.at(-1)).toEqual(['e']);
});

test('flushNow flushes at once, and items that follow in the same tick are flushed at its end', async () => {
  const { flushed, batcher } = setUp();
  batcher.flushNow();
  expect(flushed).toEqual([]);
  batcher.add('a');
  batcher.flushNow();
  expect(flushed).toEqual([['a']]);
  batcher.add('b');
  await endOfTick();
  expect(flushed).toEqual([['a'], ['b']]);
});

test('a batcher without items flushes once per tick', async () => {
  let flushes = 0;
  const batcher = new TickBatcher(() => (flushes += 1));
  batcher.schedule();
  batcher.schedule();
  await endOfTick();
  expect(flushes).toBe(1);
});

test('items that are added while a batch is flushed belong to the next one', async () => {
  const flushed: string[][] = [];
  const batcher = new TickBatcher<string>((items) => {
    flushed.push([...items]);
    if (flushed.length === 1) batcher.add('b');
  });
  batcher.add('a');
  await endOfTick();
  await endOfTick();
  expect(flushed).toEqual([['a'], ['b']]);
});
