import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { SearchIndexing } from './search-indexing.js';

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
      return Promise.resolve({ more: false, last: after, behindMs: 0, runningFrom: 1n, begunBefore: 1n });
    },
  };
  const turn = { ask: () => Promise.resolve(answers[asked++]) };
  const indexing: SearchIndexing = Reflect.construct(SearchIndexing, [search, turn]);
  for (const _ of answers) {
    await indexing.next();
    jest.advanceTimersByTime(2_000);
    indexed = 900;
  }
  expect(read).toEqual([5, 900]);
});
