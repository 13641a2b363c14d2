import { describe, expect, jest, test } from '@jest/globals';
import { BatchedReads } from './batched-reads.js';

const rowsOf = (ids: number[]) => ids.filter((id) => id > 0).map((id) => ({ id, name: `row ${id}` }));

describe('reads by id', () => {
  test('of one tick are one query, each with its own row', async () => {
    const read = jest.fn(async (ids: number[]) => rowsOf(ids));
    const reads = new BatchedReads(read);
    const found = await Promise.all([3, 1, 3, -1].map((id) => reads.find(id)));
    expect(found.map((row) => row?.name)).toEqual(['row 3', 'row 1', 'row 3', undefined]);
    expect(read.mock.calls).toEqual([[[3, 1, -1]]]);
  });

  test('that are requested while a query runs belong to the next one and return what was written meanwhile', async () => {
    let version = 1;
    const reads = new BatchedReads(async ([id = 0]) => [{ id, version }]);
    const first = reads.find(7);
    const second = first.then(() => {
      version = 2;
      return reads.find(7);
    });
    expect([(await first)?.version, (await second)?.version]).toEqual([1, 2]);
  });

  test('of a failed query fail together, and later reads succeed', async () => {
    const read = jest.fn(async (ids: number[]) => rowsOf(ids)).mockRejectedValueOnce(new Error('away'));
    const reads = new BatchedReads(read);
    const outcomes = await Promise.allSettled([reads.find(1), reads.find(2)]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await reads.find(1)).toEqual({ id: 1, name: 'row 1' });
  });
});
