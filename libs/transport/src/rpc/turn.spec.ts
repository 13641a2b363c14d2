import { setImmediate as endOfTurn } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { Turn } from './turn.js';

test('the first of a turn leaves with all that the same code brought up, the rest together at its end', async () => {
  const sent: string[][] = [];
  let gathered: string[] = [];
  const turn = new Turn(() => {
    sent.push(gathered);
    gathered = [];
  });
  const bring = (what: string): void => {
    gathered.push(what);
    turn.due();
  };
  await endOfTurn();
  bring('a');
  await Promise.resolve();
  bring('b');
  expect(sent).toEqual([]);
  await new Promise<void>((resolve) => process.nextTick(resolve));
  expect(sent).toEqual([['a', 'b']]);
  bring('c');
  await new Promise<void>((resolve) => process.nextTick(resolve));
  bring('d');
  expect(sent).toHaveLength(1);
  await endOfTurn();
  expect(sent).toEqual([
    ['a', 'b'],
    ['c', 'd'],
  ]);
  bring('e');
  await new Promise<void>((resolve) => process.nextTick(resolve));
  expect(sent.at(-1)).toEqual(['e']);
});
