/**
 * Takes the items in their order, so many at once, and adds up what the work returns. Each lane has a number from 0.
 *
 * @template Item
 * @param {Iterable<Item>} items @param {number} lanes
 * @param {(item: Item, lane: number) => Promise<{ passed: number, failed: number }>} work
 * @returns {Promise<{ passed: number, failed: number }>}
 */
export async function inLanes(items, lanes, work) {
  const total = { passed: 0, failed: 0 };
  const waiting = items[Symbol.iterator]();
  const run = async (/** @type {number} */ lane) => {
    for (let next = waiting.next(); !next.done; next = waiting.next()) {
      const { passed, failed } = await work(next.value, lane);
      total.passed += passed;
      total.failed += failed;
    }
  };
  await Promise.all(Array.from({ length: lanes }, (_, lane) => run(lane)));
  return total;
}
