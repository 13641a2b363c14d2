import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { inLanes, type Part } from '../lanes.mjs';

/** Runs parts of so many turns, heavy ones in capitals. Returns what ran at each begin of a part. */
async function begins(parts: Record<string, number>, lanes?: number): Promise<string[]> {
  const running = new Set<string>();
  const seen: string[] = [];
  const work = (name: string, turns: number): Part => ({
    files: [name],
    heavy: name === name.toUpperCase(),
    run: async () => {
      running.add(name);
      seen.push([...running].sort().join(''));
      for (let left = turns; left > 0; left -= 1) await turn();
      running.delete(name);
      return [];
    },
  });
  await inLanes(
    Object.entries(parts).map(([name, turns]) => work(name, turns)),
    () => {},
    lanes,
  );
  return seen;
}

test.each([
  ['one heavy part runs, with light ones beside it', { A: 10, B: 10, a: 4, b: 4, c: 4 }, ['A', 'Aa', 'Ab', 'Ac', 'Bc']],
  ['both lanes take light parts when no heavy one is left', { A: 1, a: 10, b: 10, c: 1 }, ['A', 'Aa', 'ab', 'bc']],
  ['heavy parts run one after the other when no light one is left', { A: 2, B: 2, C: 1 }, ['A', 'B', 'C']],
])('%s', async (_name, parts, expected) => {
  expect(await begins(parts, 2)).toEqual(expected);
});

test('one lane runs everything, the heavy parts first', async () => {
  expect(await begins({ a: 1, A: 1, b: 1 }, 1)).toEqual(['A', 'a', 'b']);
});

test('a part that throws ends the run after the other lane has ended', async () => {
  const ended: string[] = [];
  const throwing: Part = { files: ['throws'], heavy: false, run: () => Promise.reject(new Error('interrupted')) };
  const slow: Part = {
    files: ['slow'],
    heavy: false,
    run: async () => {
      for (let left = 5; left > 0; left -= 1) await turn();
      ended.push('slow');
      return [];
    },
  };
  await expect(inLanes([throwing, slow], () => {}, 2)).rejects.toThrow('interrupted');
  expect(ended).toEqual(['slow']);
});
