import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { ScrapedValue } from './scraped-value.js';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

function scraped(read: () => Promise<number>) {
  const shown: (number | undefined)[] = [];
  return { value: new ScrapedValue(read, (each) => void shown.push(each)), shown };
}

test('a value is read once in ten seconds, for any number of scrapes', async () => {
  let reads = 0;
  const { value, shown } = scraped(async () => ++reads);
  await Promise.all([value.refresh(), value.refresh()]);
  await value.refresh();
  expect(shown).toEqual([1]);
  jest.advanceTimersByTime(10_001);
  await value.refresh();
  expect(shown).toEqual([1, 2]);
});

test('a read that rejects shows nothing, and the scrape goes on', async () => {
  const { value, shown } = scraped(() => Promise.reject(new Error('away')));
  await value.refresh();
  expect(shown).toEqual([undefined]);
});
