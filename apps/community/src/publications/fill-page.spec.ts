import { expect, test } from '@jest/globals';
import { fillPage, MOST_ROUNDS, type Place, ROUND } from './fill-page.js';

/** Rows from the highest to 1, of which some are visible. */
function listOf(length: number, isVisible: (row: number) => boolean) {
  let read = 0;
  const source = {
    rowsAfter: async (place: Place | undefined, most: number) => {
      const first = place === undefined ? length : place[0] - 1;
      const rows = Array.from({ length: Math.min(most, Math.max(first, 0)) }, (_, i) => first - i);
      read += rows.length;
      return rows;
    },
    placeOf: (row: number): Place => [row, row],
    visible: async (rows: readonly number[]) => new Map(rows.filter(isVisible).map((row) => [row, row])),
  };
  return { source, read: () => read };
}

async function walk(list: ReturnType<typeof listOf>, limit: number): Promise<number[][]> {
  const pages: number[][] = [];
  let place: Place | undefined;
  do {
    const page = await fillPage(list.source, limit, place);
    pages.push(page.items);
    place = page.next;
  } while (place !== undefined);
  return pages;
}

test('pages are full while there are visible rows, and together the whole list', async () => {
  const list = listOf(10, (row) => row % 2 === 0);
  expect(await walk(list, 2)).toEqual([[10, 8], [6, 4], [2]]);
  expect(
    await walk(
      listOf(4, () => true),
      2,
    ),
  ).toEqual([
    [4, 3],
    [2, 1],
  ]);
  expect(
    await walk(
      listOf(0, () => true),
      2,
    ),
  ).toEqual([[]]);
});

test('behind very many invisible rows the work of a page ends, and the next one goes on', async () => {
  const most = 5 + (MOST_ROUNDS - 1) * ROUND;
  const list = listOf(most + 1, (row) => row === 1);
  const { items, next } = await fillPage(list.source, 4, undefined);
  expect({ items, next, read: list.read() }).toEqual({ items: [], next: [2, 2], read: most });
  expect(await fillPage(list.source, 4, next)).toEqual({ items: [1], next: undefined });
});
