import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { SearchIndexer } from './search-indexer.js';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

test('a replica whose turn it was goes on where the others came to, also when Redis is gone by then', async () => {
  const read: number[] = [];
  let indexed = 5;
  const answers = ['begun', 'elsewhere', 'kept'] as const;
  let asked = 0;
  const search = {
    indexedUpTo: () => Promise.resolve(indexed),
    index: (after: number) => {
      read.push(after);
      return Promise.resolve({ more: false, last: after, top: after, behindMs: 0, quietMs: 0, runningFrom: 1n, begunBefore: 1n });
    },
  };
  const turn = { ask: () => Promise.resolve(answers[asked++]) };
  const indexing: SearchIndexer = Reflect.construct(SearchIndexer, [search, turn]);
  for (const _ of answers) {
    await indexing.next();
    jest.advanceTimersByTime(2_000);
    indexed = 900;
  }
  expect(read).toEqual([5, 900]);
});

/** One whose pages were that quiet, and the sizes of the pages that it asked for. */
function inTheQuiet(quiet: readonly number[], answer: 'begun' | 'kept') {
  const sizes: number[] = [];
  const search = {
    indexedUpTo: () => Promise.resolve(0),
    index: (after: number, limit: number) => {
      const quietMs = quiet[sizes.length];
      sizes.push(limit);
      return Promise.resolve({
        more: true,
        last: after + limit,
        top: after + limit,
        behindMs: 0,
        quietMs,
        runningFrom: 1n,
        begunBefore: 1n,
      });
    },
  };
  const indexing: SearchIndexer = Reflect.construct(SearchIndexer, [search, { ask: () => Promise.resolve(answer) }]);
  return { indexing, sizes };
}

test('its page grows in the quiet, and is small again as soon as somebody sends', async () => {
  const quiet = [5_000, 5_000, 2, 5_000];
  const { indexing, sizes } = inTheQuiet(quiet, 'kept');
  for (const _ of quiet) await indexing.next();
  expect(sizes).toEqual([30, 100, 100, 30]);
});

test('how quiet it was when it had the turn before says nothing', async () => {
  const { indexing, sizes } = inTheQuiet([5_000, 5_000], 'begun');
  await indexing.next();
  jest.advanceTimersByTime(2_000);
  await indexing.next();
  expect(sizes).toEqual([30, 30]);
});
