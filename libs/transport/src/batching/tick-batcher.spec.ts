import { setImmediate as endOfTick } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { TickBatcher } from './tick-batcher.js';

test('the first items of a tick are flushed with what the same code collected, later ones together at its end', async () => {
  const flushed: string[][] = [];
  let collected: string[] = [];
  const batcher = new TickBatcher(() => {
    flushed.push(collected);
    collected = [];
  });
  const collect = (item: string): void => {
    collected.push(item);
    batcher.schedule();
  };
  await endOfTick();
  collect('a');
  await Promise.resolve();
  collect('b');
  expect(flushed).toEqual([]);
  await new Promise<void>((resolve) => process.nextTick(resolve));
  expect(flushed).toEqual([['a', 'b']]);
  collect('c');
  await new Promise<void>((resolve) => process.nextTick(resolve));
  collect('d');
  expect(flushed).toHaveLength(1);
  await endOfTick();
  expect(flushed).toEqual([
    ['a', 'b'],
    ['c', 'd'],
  ]);
  collect('e');
  await new Promise<void>((resolve) => process.nextTick(resolve));
  expect(flushed.at(-1)).toEqual(['e']);
});
