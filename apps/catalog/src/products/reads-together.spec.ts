import { describe, expect, jest, test } from '@jest/globals';
import { ReadsTogether } from './reads-together.js';

const rowsOf = (ids: number[]) => ids.filter((id) => id > 0).map((id) => ({ id, name: `row ${id}` }));

describe('reads by id', () => {
  test('of one turn are one query, each with its own row', async () => {
    const read = jest.fn(async (ids: number[]) => rowsOf(ids));
    const reads = new ReadsTogether(read);
    const found = await Promise.all([3, 1, 3, -1].map((id) => reads.find(id)));
    expect(found.map((row) => row?.name)).toEqual(['row 3', 'row 1', 'row 3', undefined]);
    expect(read.mock.calls).toEqual([[[3, 1, -1]]]);
  });

  test('asked while a query runs belong to the next one, so they see what was written meanwhile', async () => {
    let version = 1;
    const reads = new ReadsTogether(async ([id = 0]) => [{ id, version }]);
    const first = reads.find(7);
    const second = first.then(() => {
      version = 2;
      return reads.find(7);
    });
    expect([(await first)?.version, (await second)?.version]).toEqual([1, 2]);
  });

  test('that fail, fail for all who share the query, and for nobody after them', async () => {
    const read = jest.fn(async (ids: number[]) => rowsOf(ids)).mockRejectedValueOnce(new Error('away'));
    const reads = new ReadsTogether(read);
    const outcomes = await Promise.allSettled([reads.find(1), reads.find(2)]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await reads.find(1)).toEqual({ id: 1, name: 'row 1' });
  });
});
