import { add, none } from './counts.mjs';

/**
 * Takes the items in their order, so many at once, and adds up what the work returns. Each lane has a number from 0.
 *
 * @template Item
 * @param {Iterable<Item>} items @param {number} lanes
 * @param {(item: Item, lane: number) => Promise<import('./counts.mjs').Counts>} work
 * @returns {Promise<import('./counts.mjs').Counts>}
 */
export async function inLanes(items, lanes, work) {
  const total = none();
  const waiting = items[Symbol.iterator]();
  const run = async (/** @type {number} */ lane) => {
    for (let next = waiting.next(); !next.done; next = waiting.next()) {
      add(total, await work(next.value, lane));
    }
  };
  await Promise.all(Array.from({ length: lanes }, (_, lane) => run(lane)));
  return total;
}
