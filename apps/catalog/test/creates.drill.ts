// covers: apps/catalog/src/products, libs/transport/src/rpc
// drill: measure
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { products } from '@veza/contracts';
import { eventually } from '@veza/testing';
import { asOperation, type CatalogUnderTest, codeOf, startCatalog, user } from './catalog-under-test.js';

const AT_ONCE = 500;
const ROUNDS = 5;
/** A request that waits longer is refused: on a machine that needs longer for all of them, a refusal proves nothing. */
const LONGEST_WAIT_MS = 1_500;
const seller = user(7);

let catalog: CatalogUnderTest;
beforeAll(async () => {
  catalog = await startCatalog();
});
afterAll(() => catalog?.stop());

const create = (name: string) => catalog.call(products.create, seller, { name, price: '1.00' });

test.each([
  ['without a key', (name: string) => create(name)],
  ['with an Idempotency-Key', (name: string) => asOperation(name, seller, () => create(name))],
])(
  'of 500 creates at once %s none is refused',
  async (kind, call) => {
    let attempts = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const judged = await eventually('a round on a machine that is not too busy', async () => {
        const attempt = (attempts += 1);
        const started = performance.now();
        const all = await Promise.all(Array.from({ length: AT_ONCE }, (_, at) => codeOf(call(`${kind} ${attempt} ${at}`))));
        const tookMs = performance.now() - started;
        console.log(`${kind}: ${AT_ONCE} creates in ${tookMs.toFixed(0)} ms`);
        const refused = all.filter((code) => code !== 'no error');
        return (tookMs < LONGEST_WAIT_MS || refused.length === 0) && { refused };
      });
      expect(judged.refused).toEqual([]);
    }
  },
  60_000,
);
