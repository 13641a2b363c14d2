import { describe, expect, test } from '@jest/globals';
import { ANONYMOUS, type CreateProduct, EXPORTED_AT_ONCE, type ProductView, products } from '@veza/contracts';
import { asOperation, type CatalogUnderTest, codeOf, user } from './catalog-under-test.js';

const [OWNER, STRANGER, ADMIN] = [user(71), user(72), user(1, 'admin')];
const SELLER = user(73);

/** Keys of the owners for their products, and exports, in the running catalog of a suite. */
export function productSkus(catalog: () => CatalogUnderTest): void {
  const call: CatalogUnderTest['call'] = (...request) => catalog().call(...request);
  const create = (fields: Partial<CreateProduct>, owner = OWNER): Promise<ProductView> =>
    call(products.create, owner, { name: 'Harpe', price: '12.00', ...fields });
  const update = (id: number, sku: string | null) => call(products.update, OWNER, { id, sku });

  describe('the SKU of a product', () => {
    test('is unique among the products of its owner, also when many are created at once', async () => {
      const [first, other] = [await create({ sku: 'H-1' }), await create({ sku: 'h-1' })];
      expect([first.sku, (await create({ sku: 'H-1' }, STRANGER)).sku]).toEqual(['H-1', 'H-1']);
      const codes = await Promise.all(Array.from({ length: 20 }, (_, i) => codeOf(create({ sku: i < 10 ? 'H-2' : `H-3-${i}` }))));
      expect(codes.slice(0, 10).filter((code) => code === 'no error')).toHaveLength(1);
      expect(codes.slice(0, 10).filter((code) => code === 'CONFLICT')).toHaveLength(9);
      expect(new Set(codes.slice(10))).toEqual(new Set(['no error']));
      expect(await codeOf(update(other.id, 'H-1'))).toBe('CONFLICT');
      expect((await update(other.id, null)).sku).toBeNull();
      await expect(create({ sku: 'H-1' })).rejects.toMatchObject({ details: [{ field: 'sku' }] });
      const keyed = () => asOperation('a repeated SKU', OWNER, () => codeOf(create({ sku: 'H-1' })));
      expect([await keyed(), await keyed()]).toEqual(['CONFLICT', 'CONFLICT']);
      const { items } = await call(products.history, OWNER, { id: other.id });
      expect(items[0]?.changes).toEqual([{ field: 'sku', from: 'h-1', to: null }]);
    });

    test('is free while its product is in the trash, and taken again by a restore', async () => {
      const { id } = await create({ sku: 'T-1' });
      await call(products.delete, OWNER, { id });
      const successor = await create({ sku: 'T-1' });
      expect(await codeOf(call(products.restore, OWNER, { id }))).toBe('CONFLICT');
      await update(successor.id, 'T-2');
      expect((await call(products.restore, OWNER, { id })).sku).toBe('T-1');
    });
  });

  test('an export has every product of its owner once, page after page', async () => {
    const count = 2 * EXPORTED_AT_ONCE + 1;
    await catalog().sql(
      `INSERT INTO catalog.products (name, sku, price, owner_id) SELECT 'Row ' || n, 'E-' || n, 1.50, 73 FROM generate_series(1, $1) n`,
      [count],
    );
    const rows = await exported('me', SELLER);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(count);
    expect(rows[0]).toMatchObject({
      id: expect.any(Number),
      sku: 'E-1',
      name: 'Row 1',
      description: '',
      price: '1.50',
      currency: 'EUR',
      prices: null,
      stock: 0,
      category: null,
    });
    expect(await exported(73, ADMIN)).toEqual(rows);
    expect((await exported('all', ADMIN)).length).toBeGreaterThan(count);
    for (const owner of ['all', 73] as const) expect(await codeOf(exported(owner, STRANGER))).toBe('FORBIDDEN');
    expect(await codeOf(exported('me', ANONYMOUS))).toBe('UNAUTHENTICATED');
  });

  async function exported(owner: 'me' | 'all' | number, caller: typeof ANONYMOUS | typeof OWNER) {
    const rows = [];
    for (let after: number | undefined, hasMore = true; hasMore;) {
      const page = await call(products.export, caller, { owner, after });
      rows.push(...page.products);
      after = page.products.at(-1)?.id;
      ({ hasMore } = page);
    }
    return rows;
  }
}
