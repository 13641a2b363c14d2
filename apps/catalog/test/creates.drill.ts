import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { products } from '@veza/contracts';
import { asOperation, type CatalogUnderTest, codeOf, startCatalog, user } from './catalog-under-test.js';

const AT_ONCE = 500;
const ROUNDS = 5;
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
    for (let round = 0; round < ROUNDS; round += 1) {
      const started = performance.now();
      const codes = await Promise.all(Array.from({ length: AT_ONCE }, (_, at) => codeOf(call(`${kind} ${round} ${at}`))));
      console.log(`${kind}: ${AT_ONCE} creates in ${(performance.now() - started).toFixed(0)} ms`);
      expect(new Set(codes)).toEqual(new Set(['no error']));
    }
  },
  60_000,
);
