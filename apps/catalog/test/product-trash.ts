import { describe, expect, test } from '@jest/globals';
import { ANONYMOUS, type CreateProduct, type ProductView, products } from '@veza/contracts';
import { type CatalogUnderTest, codeOf, user } from './catalog-under-test.js';

const [OWNER, STRANGER, ADMIN] = [user(91), user(92), user(1, 'admin')];

/** The trash, the history and the stock of products, in the running catalog of a suite. */
export function productTrash(catalog: () => CatalogUnderTest): void {
  const call: CatalogUnderTest['call'] = (...request) => catalog().call(...request);
  const create = (fields: Partial<CreateProduct> = {}): Promise<ProductView> =>
    call(products.create, OWNER, { name: 'Vielle', price: '450.10', ...fields });
  const remove = (id: number) => call(products.delete, OWNER, { id });
  const trashed = async () => (await call(products.listTrash, OWNER, { limit: 100 })).items.map(({ id }) => id);
  const actions = async (id: number) => (await call(products.history, OWNER, { id })).items.map(({ action }) => action);

  describe('the trash', () => {
    test('restores a product with its id, its fields and its files, as a later version that searches find', async () => {
      const { id } = await create({ name: 'Vielle à roue', description: 'bourdon', stock: 3, category: 'cordes' });
      await call(products.addFile, OWNER, { id, objectId: catalog().objects.upload(91) });
      const before = await call(products.get, OWNER, { id });
      await remove(id);
      expect(await codeOf(call(products.get, OWNER, { id }))).toBe('NOT_FOUND');
      expect(
        (await call(products.list, ANONYMOUS, { owner: 91, search: 'vielle roue' })).items.map((each) => each.id),
      ).not.toContain(id);
      const [kept] = (await call(products.listTrash, OWNER, {})).items;
      expect(kept).toMatchObject({ id, name: 'Vielle à roue', price: '450.10', ownerId: 91, deletedBy: 91 });
      expect(Date.parse(kept?.expiresAt ?? '') - Date.parse(kept?.deletedAt ?? '')).toBe(30 * 86_400_000);

      const restored = await call(products.restore, OWNER, { id });
      expect(restored).toEqual({ ...before, updatedAt: expect.any(String) });
      expect(restored.updatedAt > before.updatedAt).toBe(true);
      expect((await call(products.list, ANONYMOUS, { owner: 91, search: 'vielle roue' })).items[0]?.id).toBe(id);
      expect(await trashed()).not.toContain(id);
      expect(await actions(id)).toEqual(['restore', 'delete', 'add_file']);
    });

    test('restores a product once, for its owner and administrators', async () => {
      const { id } = await create();
      expect(await codeOf(call(products.restore, OWNER, { id }))).toBe('NOT_FOUND');
      await remove(id);
      expect(await codeOf(call(products.restore, ANONYMOUS, { id }))).toBe('UNAUTHENTICATED');
      expect(await codeOf(call(products.restore, STRANGER, { id }))).toBe('FORBIDDEN');
      expect((await call(products.listTrash, STRANGER, {})).total).toBe(0);
      const tries = await Promise.all([1, 2, 3].map(() => codeOf(call(products.restore, ADMIN, { id }))));
      expect(tries.sort()).toEqual(['NOT_FOUND', 'NOT_FOUND', 'no error']);
    });

    test('is emptied after 30 days, with events for the files and without a history', async () => {
      const [old, fresh] = [await create(), await create()];
      const objectId = catalog().objects.upload(91);
      await call(products.addFile, OWNER, { id: old.id, objectId });
      for (const { id } of [old, fresh]) await remove(id);
      await catalog().sql(`UPDATE catalog.product_trash SET deleted_at = now() - interval '31 days' WHERE id = $1`, [old.id]);
      expect(await codeOf(call(products.restore, OWNER, { id: old.id }))).toBe('NOT_FOUND');
      expect(await trashed()).not.toContain(old.id);
      await catalog().emptyTrash();
      expect(await catalog().sql('SELECT 1 FROM catalog.product_trash WHERE id = $1', [old.id])).toEqual([]);
      expect(await catalog().sql('SELECT 1 FROM catalog.product_changes WHERE product_id = $1', [old.id])).toEqual([]);
      expect(
        await catalog().sql(
          `SELECT 1 FROM catalog.events WHERE name = 'catalog.products.fileRemoved' AND payload->>'objectId' = $1`,
          [objectId],
        ),
      ).toHaveLength(1);
      expect(await trashed()).toContain(fresh.id);
    });
  });

  test('the history of a product has each author and each difference, page after page, also of a deleted one', async () => {
    const { id } = await create({ stock: 1 });
    await call(products.update, OWNER, { id, price: '12.50', name: 'Vielle' });
    await call(products.update, OWNER, { id, price: '12.50' });
    await call(products.update, ADMIN, { id, category: 'cordes', stock: 2 });
    await remove(id);
    const first = await call(products.history, OWNER, { id, limit: 2 });
    expect([first.total, first.items.map(({ action, userId }) => [action, userId])]).toEqual([
      3,
      [
        ['delete', 91],
        ['update', 1],
      ],
    ]);
    expect(first.items[1]?.changes).toEqual([
      { field: 'stock', from: 1, to: 2 },
      { field: 'category', from: null, to: 'cordes' },
    ]);
    const second = await call(products.history, OWNER, { id, limit: 2, cursor: first.nextCursor ?? '' });
    expect(second.items.map(({ changes }) => changes)).toEqual([[{ field: 'price', from: '450.10', to: '12.50' }]]);
    expect(second.nextCursor).toBeNull();
    expect(await codeOf(call(products.history, STRANGER, { id }))).toBe('FORBIDDEN');
    expect(await codeOf(call(products.history, ANONYMOUS, { id }))).toBe('UNAUTHENTICATED');
    expect(await codeOf(call(products.history, OWNER, { id, cursor: 'WyJ4Il0' }))).toBe('VALIDATION_FAILED');
  });

  test('the history keeps the 200 newest changes', async () => {
    const { id } = await create({ stock: 0 });
    await catalog().sql(
      `INSERT INTO catalog.product_changes (product_id, user_id, action) SELECT $1, 91, 'stock' FROM generate_series(1, 205)`,
      [id],
    );
    await call(products.adjustStock, OWNER, { id, by: 1 });
    const { items, total } = await call(products.history, OWNER, { id, limit: 1 });
    expect([total, items[0]?.changes]).toEqual([200, [{ field: 'stock', from: 0, to: 1 }]]);
  });

  test('concurrent changes of a stock add up and end at zero', async () => {
    const { id } = await create({ stock: 10 });
    const take = () => codeOf(call(products.adjustStock, OWNER, { id, by: -1 }));
    const outcomes = await Promise.all(Array.from({ length: 25 }, take));
    expect(outcomes.filter((code) => code === 'no error')).toHaveLength(10);
    expect(outcomes.filter((code) => code === 'OUT_OF_STOCK')).toHaveLength(15);
    expect((await call(products.get, OWNER, { id })).stock).toBe(0);
    await call(products.update, OWNER, { id, stock: 2_147_483_647 });
    expect(await codeOf(call(products.adjustStock, OWNER, { id, by: 1 }))).toBe('VALIDATION_FAILED');
    expect(await codeOf(call(products.adjustStock, OWNER, { id, by: 0 }))).toBe('VALIDATION_FAILED');
    expect(await codeOf(call(products.adjustStock, STRANGER, { id, by: 1 }))).toBe('FORBIDDEN');
  });
}
