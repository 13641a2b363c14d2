import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { pauseAfter, SearchIndexer } from './search-indexer.js';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

test('a replica that regains the lease continues where the others stopped, also when Redis is away by then', async () => {
  const positions: number[] = [];
  let indexed = 5;
  const states = ['acquired', 'elsewhere', 'kept'] as const;
  let calls = 0;
  const index = {
    startPosition: () => Promise.resolve(indexed),
    indexPage: (after: number) => {
      positions.push(after);
      return Promise.resolve({ more: false, last: after, top: after, oldestRunning: 1n, nextTransaction: 1n });
    },
  };
  const lease = { acquire: () => Promise.resolve(states[calls++]) };
  const indexer: SearchIndexer = Reflect.construct(SearchIndexer, [index, lease]);
  for (const _ of states) {
    await indexer.next();
    jest.advanceTimersByTime(2_000);
    indexed = 900;
  }
  expect(positions).toEqual([5, 900]);
});

test('the indexer works a twentieth of the time, and half of it while the backlog is large', () => {
  const share = (backlog: number) => 5 / (5 + pauseAfter(5, backlog));
  expect([0, 20_000, 20_001, 1_000_000].map(share)).toEqual([0.05, 0.05, 0.5, 0.5]);
});

test('a page that took long is followed by a bounded pause', () => {
  expect(pauseAfter(60_000, 0)).toBe(2_000);
});
