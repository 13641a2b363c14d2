import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ANONYMOUS, products, type CreateProduct, type ListProducts, type ProductView } from '@veza/contracts';
import { SEARCHES_AT_ONCE } from '@veza/database';
import { eventually, expectOpsPort } from '@veza/testing';
import { requestContext } from '@veza/transport';
import { asOperation, type CatalogUnderTest, codeOf, startCatalog, user } from './catalog-under-test.js';
import { productImports } from './product-imports.js';
import { productPictures } from './product-pictures.js';
import { productSkus } from './product-skus.js';
import { productSearches } from './product-searches.js';
import { productTrash } from './product-trash.js';

const OWNER = user(7);
const STRANGER = user(8);
const ADMIN = user(1, 'admin');

let catalog: CatalogUnderTest;
beforeAll(async () => {
  catalog = await startCatalog(2);
});
afterAll(() => catalog?.stop());

const create = (fields: Partial<CreateProduct> = {}): Promise<ProductView> =>
  catalog.call(products.create, OWNER, { name: 'Basse', price: '450.00', ...fields });
const list = (query: Partial<ListProducts>) => catalog.call(products.list, ANONYMOUS, query);
const names = async (query: Partial<ListProducts>) => (await list({ limit: 100, ...query })).items.map(({ name }) => name);

test('the port for operators tells whether the service runs and is ready, and its metrics', async () => {
  await expectOpsPort(catalog.opsPort, 'catalog');
});

describe('one product', () => {
  test('with two replicas each create inserts exactly one row', async () => {
    const made = await Promise.all(Array.from({ length: 60 }, (_, i) => create({ name: `Once ${i}`, category: 'once' })));
    expect(new Set(made.map(({ id }) => id)).size).toBe(60);
    expect(
      (await catalog.sql<{ n: number }>(`SELECT count(*)::int AS n FROM catalog.products WHERE category = 'once'`))[0]?.n,
    ).toBe(60);
  });

  test('a sitemap lists the products of a range, and knows the last one of all', async () => {
    const [first, second] = [await create(), await create()];
    const range = (after: number, upTo: number) => catalog.call(products.publicIds, ANONYMOUS, { after, upTo });
    expect(await range(first.id - 1, second.id)).toEqual({ ids: [first.id, second.id], last: second.id });
    const among = async (ids: number[]) => (await catalog.call(products.among, ANONYMOUS, { ids })).products.map(({ id }) => id);
    expect(await among([second.id, 999_999, first.id])).toEqual([second.id, first.id]);
    await catalog.call(products.delete, OWNER, { id: second.id });
    expect(await among([second.id, first.id])).toEqual([first.id]);
    expect(await range(first.id - 1, second.id)).toEqual({ ids: [first.id], last: first.id });
  });

  test('each change is an event for its owner, also one by an administrator, and a refused change is none', async () => {
    const eventsOf = (id: number) =>
      catalog.sql<{ change: string; owner: number }>(
        `SELECT payload->>'change' AS change, (payload->>'ownerId')::int AS owner FROM catalog.events
         WHERE name = 'catalog.products.changed' AND payload->'ids' @> to_jsonb($1::int) ORDER BY id`,
        [id],
      );
    const made = await Promise.all([7, 8].map((id) => catalog.call(products.create, user(id), { name: 'Oud', price: '1.00' })));
    for (const { id, ownerId } of made) expect(await eventsOf(id)).toEqual([{ change: 'created', owner: ownerId }]);
    const id = made[0]?.id ?? 0;
    expect(await codeOf(catalog.call(products.update, STRANGER, { id, stock: 2 }))).toBe('FORBIDDEN');
    expect(await codeOf(catalog.call(products.adjustStock, OWNER, { id, by: -5 }))).toBe('OUT_OF_STOCK');
    await catalog.call(products.update, ADMIN, { id, price: '2.00' });
    await catalog.call(products.addFile, OWNER, { id, objectId: catalog.objects.upload(7) });
    await catalog.call(products.delete, OWNER, { id });
    await catalog.call(products.restore, OWNER, { id });
    const changes = ['created', 'updated', 'updated', 'deleted', 'created'];
    expect(await eventsOf(id)).toEqual(changes.map((change) => ({ change, owner: 7 })));
    await eventually('the events to be published', async () => {
      const waiting = `SELECT 1 FROM catalog.events WHERE payload->'ids' @> to_jsonb($1::int) AND published_at IS NULL`;
      return (await catalog.sql(waiting, [id])).length === 0;
    });
  });

  test.each(['0.00', '0.07', '1.10', '1234567.89', '9999999999.99'])('the price %s is returned as it was sent', async (price) => {
    const { id } = await create({ price });
    expect((await catalog.call(products.get, ANONYMOUS, { id })).price).toBe(price);
  });

  test('prices in further currencies are replaced as a whole, have a history, and come back from the trash', async () => {
    const prices = { JPY: '1500', KWD: '4.250', USD: '13.90' };
    const { id } = await create({ prices });
    expect((await catalog.call(products.get, ANONYMOUS, { id })).prices).toEqual(prices);
    expect((await catalog.call(products.update, OWNER, { id, stock: 3 })).prices).toEqual(prices);
    await catalog.call(products.update, OWNER, { id, prices: { CHF: '12.50' } });
    await catalog.call(products.delete, OWNER, { id });
    expect((await catalog.call(products.restore, OWNER, { id })).prices).toEqual({ CHF: '12.50' });
    expect((await catalog.call(products.update, OWNER, { id, prices: null })).prices).toBeNull();
    const { items } = await catalog.call(products.history, OWNER, { id });
    expect(items.flatMap(({ changes }) => changes).filter(({ field }) => field === 'prices')).toEqual([
      { field: 'prices', from: 'CHF 12.50', to: null },
      { field: 'prices', from: 'JPY 1500, KWD 4.250, USD 13.90', to: 'CHF 12.50' },
    ]);
  });

  test('an update changes the given fields and the version', async () => {
    const made = await create({ description: 'quatre cordes', stock: 2, category: 'cordes' });
    const first = await catalog.call(products.update, OWNER, { id: made.id, price: '0.30' });
    const second = await catalog.call(products.update, OWNER, { id: made.id, category: null });
    expect(second).toEqual({ ...made, price: '0.30', category: null, updatedAt: second.updatedAt });
    expect(made.updatedAt < first.updatedAt && first.updatedAt < second.updatedAt).toBe(true);
  });

  test('each of many concurrent updates returns the row that it made', async () => {
    const { id } = await create();
    const stocks = Array.from({ length: 20 }, (_, i) => i + 1);
    const made = await Promise.all(stocks.map((stock) => catalog.call(products.update, OWNER, { id, stock })));
    expect(made.map(({ stock }) => stock)).toEqual(stocks);
    expect(new Set(made.map(({ updatedAt }) => updatedAt)).size).toBe(20);
  });

  test('one of two updates of the same version succeeds', async () => {
    const { id, updatedAt: ifUpdatedAt } = await create();
    const change = (stock: number) => codeOf(catalog.call(products.update, OWNER, { id, ifUpdatedAt, stock }));
    expect((await Promise.all([change(1), change(2)])).sort()).toEqual(['PRECONDITION_FAILED', 'no error']);
    expect(await codeOf(catalog.call(products.delete, OWNER, { id, ifUpdatedAt }))).toBe('PRECONDITION_FAILED');
  });

  test('everyone reads, the owner and administrators write', async () => {
    const { id } = await create();
    expect(await codeOf(catalog.call(products.create, ANONYMOUS, { name: 'x', price: '1.00' }))).toBe('UNAUTHENTICATED');
    expect(await codeOf(catalog.call(products.update, STRANGER, { id, stock: 1 }))).toBe('FORBIDDEN');
    expect(await codeOf(catalog.call(products.delete, ANONYMOUS, { id }))).toBe('UNAUTHENTICATED');
    expect(await codeOf(catalog.call(products.update, ADMIN, { id, stock: 1 }))).toBe('no error');
    expect(await codeOf(catalog.call(products.delete, ADMIN, { id }))).toBe('no error');
    expect(await codeOf(catalog.call(products.get, OWNER, { id }))).toBe('NOT_FOUND');
    expect(await codeOf(catalog.call(products.delete, OWNER, { id }))).toBe('NOT_FOUND');
  });
});

describe('lists', () => {
  beforeAll(async () => {
    for (const [name, price, category] of [
      ['Guitare acoustique', '120.00', 'cordes'],
      ['Épinette des Vosges', '300.50', 'cordes'],
      ['Étui pour guitare acoustique', '45.00', 'étuis'],
      ['Piano droit', '2500.00', 'claviers'],
    ] as const) {
      await create({ name, price, category, description: 'rayon musique' });
    }
  });

  test.each([
    ['épinette', 'Épinette des Vosges'],
    ['EPINETTE', 'Épinette des Vosges'],
    ['epinete', 'Épinette des Vosges'],
    ['guitare acoustique', 'Guitare acoustique'],
    ['gitare', 'Guitare acoustique'],
    ['vosges epinette', 'Épinette des Vosges'],
    ["l'épinette", 'Épinette des Vosges'],
    ['piano musique', 'Piano droit'],
  ])('the search for "%s" has %s first', async (search, best) => {
    expect((await names({ search }))[0]).toBe(best);
  });

  test.each(['zzyzx', 'zzyzx yzzyx', '%', "'; DROP TABLE products; --", '!!!'])(
    'the search for "%s" finds nothing',
    async (search) => {
      expect(await list({ search })).toMatchObject({ items: [], total: 0, nextCursor: null });
    },
  );

  test('several categories are combined with OR, and owners list their own products', async () => {
    const categories = ['cordes', 'claviers'];
    const shop: Partial<ListProducts> = { search: 'rayon', sort: 'name' };
    expect(await names({ ...shop, categories })).toEqual(['Épinette des Vosges', 'Guitare acoustique', 'Piano droit']);
    const theirs = await catalog.call(products.create, user(70), { name: 'Roue libre', price: '3.00' });
    const own = await catalog.call(products.list, user(70), { owner: 'me' });
    expect(own.items.map(({ id }) => id)).toEqual([theirs.id]);
    expect((await list({ owner: 70 })).total).toBe(1);
    expect(await codeOf(list({ owner: 'me' }))).toBe('UNAUTHENTICATED');
  });

  test('a cursor of one spelling of an order continues in the other', async () => {
    const { items, nextCursor } = await list({ sort: 'price', limit: 1 });
    const next = await list({ sort: 'prix', limit: 1, cursor: nextCursor ?? '' });
    expect(next.items[0]?.id).not.toBe(items[0]?.id);
  });

  test('filters are exact, and bounds are inclusive', async () => {
    const shop: Partial<ListProducts> = { search: 'rayon', sort: 'prix' };
    expect(await names({ ...shop, categories: ['cordes'] })).toEqual(['Guitare acoustique', 'Épinette des Vosges']);
    expect(await names({ ...shop, priceMin: '120.00', priceMax: '300.50' })).toEqual([
      'Guitare acoustique',
      'Épinette des Vosges',
    ]);
    expect(await names({ ...shop, priceMin: '120.01', priceMax: '300.49' })).toEqual([]);
    expect(await names({ ...shop, sort: 'nom' })).toEqual([
      'Épinette des Vosges',
      'Étui pour guitare acoustique',
      'Guitare acoustique',
      'Piano droit',
    ]);
    const { facets } = await list({ ...shop, priceMax: '400.00', facets: ['category'], limit: 1 });
    expect(facets).toEqual({
      category: [
        { value: 'cordes', count: 2 },
        { value: 'étuis', count: 1 },
      ],
      isEstimate: false,
    });
  });

  test.each(['created_at', '-created_at', 'prix', '-prix', 'nom', '-nom', undefined] as const)(
    'pages by cursor in the order %s neither skip nor repeat a product while others are inserted and deleted',
    async (sort) => {
      const category = `walk ${sort}`;
      for (const [name, price] of [
        ['a', '5.00'],
        ['b', '3.00'],
        ['c', '5.00'],
        ['d', '5.00'],
        ['e', '9.00'],
      ] as const) {
        await create({ name: `marche ${name}`, price, category });
      }
      const query: Partial<ListProducts> = { categories: [category], sort, search: sort ? undefined : 'marche', limit: 2 };
      const whole = (await list({ ...query, limit: 100 })).items.map(({ id }) => id);
      const first = await list(query);
      await catalog.call(products.delete, OWNER, { id: first.items[0]?.id ?? 0 });
      const second = await list({ ...query, cursor: first.nextCursor ?? '' });
      const third = await list({ ...query, cursor: second.nextCursor ?? '' });
      expect([first, second, third].flatMap(({ items }) => items.map(({ id }) => id))).toEqual(whole);
      expect(third.nextCursor).toBeNull();
    },
  );

  test('a cursor of another order, a forged cursor and a page too far are rejected with the name of the field', async () => {
    const { nextCursor } = await list({ sort: 'prix', limit: 1 });
    const forged = (values: unknown) => Buffer.from(JSON.stringify(values)).toString('base64url');
    for (const cursor of [
      nextCursor ?? '',
      'not-a-cursor',
      forged(['nom', 'a\0', 1]),
      forged(['nom', 'a', 1.5]),
      forged(['nom']),
      forged(['nom', 'a', 2 ** 31]), // no id of a row, and 500 before it was refused
    ]) {
      await expect(list({ sort: 'nom', cursor })).rejects.toMatchObject({
        code: 'VALIDATION_FAILED',
        details: [{ field: 'cursor' }],
      });
    }
    for (const cursor of [forged(['-created_at', '2026-02-31T00:00:00Z', 1]), forged(['-created_at', 'now', 1])]) {
      await expect(list({ cursor })).rejects.toMatchObject({ details: [{ field: 'cursor' }] });
    }
    await expect(list({ page: 101, limit: 100 })).rejects.toMatchObject({ details: [{ field: 'page' }] });
  });
});

productSearches(() => catalog);
productTrash(() => catalog);
productSkus(() => catalog);
productPictures(() => catalog);
productImports(() => catalog);

describe('files', () => {
  const upload = async (price = '5.00') => {
    const { id } = await create({ price });
    const file = await catalog.call(products.addFile, OWNER, { id, objectId: catalog.objects.upload(7) });
    return { id, fileId: file.id };
  };
  const removed = async (productId: number) =>
    catalog.sql(`SELECT 1 FROM catalog.events WHERE name = 'catalog.products.fileRemoved' AND payload->>'productId' = $1`, [
      String(productId),
    ]);

  test('a file is listed with its product, changes its version, and is removed with an event', async () => {
    const { id, fileId } = await upload();
    const product = await catalog.call(products.get, ANONYMOUS, { id });
    expect(product.files).toMatchObject([{ id: fileId, filename: 'kick.wav', type: 'audio/wav', size: 44 }]);
    expect(product.updatedAt > product.createdAt).toBe(true);
    await catalog.call(products.removeFile, OWNER, { id, fileId });
    expect(await removed(id)).toHaveLength(1);
    expect(await codeOf(catalog.call(products.getFile, OWNER, { id, fileId }))).toBe('NOT_FOUND');
  });

  test('a deleted product keeps its files until it leaves the trash', async () => {
    const { id } = await upload();
    await catalog.call(products.addFile, OWNER, { id, objectId: catalog.objects.upload(7) });
    await catalog.call(products.delete, OWNER, { id });
    expect(await removed(id)).toHaveLength(0);
    await catalog.sql(`UPDATE catalog.product_trash SET deleted_at = now() - interval '31 days' WHERE id = $1`, [id]);
    await catalog.emptyTrash();
    expect(await removed(id)).toHaveLength(2);
    await eventually('the events to be published', async () => {
      const left = await catalog.sql(`SELECT 1 FROM catalog.events WHERE published_at IS NULL`);
      return left.length === 0;
    });
  });

  test('the owner and administrators may read a file, everyone while the price is 0', async () => {
    const { id, fileId } = await upload();
    const seen = () =>
      Promise.all(
        [OWNER, ADMIN, STRANGER, ANONYMOUS].map((caller) => codeOf(catalog.call(products.getFile, caller, { id, fileId }))),
      );
    expect(await seen()).toEqual(['no error', 'no error', 'FORBIDDEN', 'UNAUTHENTICATED']);
    await catalog.call(products.update, OWNER, { id, price: '0.00' });
    expect(await seen()).toEqual(['no error', 'no error', 'no error', 'no error']);
  });

  test('a rejected file leaves no object behind', async () => {
    const { id } = await create();
    const [theirs, lost, foreign] = [catalog.objects.upload(8), catalog.objects.upload(7), catalog.objects.upload(8)];
    expect(await codeOf(catalog.call(products.addFile, STRANGER, { id, objectId: theirs }))).toBe('FORBIDDEN');
    expect(await codeOf(catalog.call(products.addFile, OWNER, { id: 2_000_000_000, objectId: lost }))).toBe('NOT_FOUND');
    expect(await codeOf(catalog.call(products.addFile, OWNER, { id, objectId: foreign }))).toBe('NOT_FOUND');
    expect([theirs, lost].filter((objectId) => catalog.objects.stored.has(objectId))).toEqual([]);
  });

  test('an object becomes one file, and a second attempt does not release it', async () => {
    const { id } = await create();
    const objectId = catalog.objects.upload(7);
    await catalog.call(products.addFile, OWNER, { id, objectId });
    expect(await codeOf(catalog.call(products.addFile, OWNER, { id, objectId }))).toBe('CONFLICT');
    expect(catalog.objects.stored.has(objectId)).toBe(true);
  });

  test('repeated uploads of one operation create one file of the first upload and release the others', async () => {
    const { id } = await create();
    const objectIds = [1, 2, 3].map(() => catalog.objects.upload(7));
    const add = (objectId: string) => asOperation('file', OWNER, () => catalog.call(products.addFile, OWNER, { id, objectId }));
    const files = await Promise.all(objectIds.map(add));
    expect(new Set(files.map((file) => file.id)).size).toBe(1);
    expect((await catalog.call(products.get, OWNER, { id })).files).toEqual([files[0]]);
    const used = await catalog.sql<{ id: string }>('SELECT object_id AS id FROM catalog.product_files WHERE product_id = $1', [
      id,
    ]);
    expect(objectIds.filter((each) => catalog.objects.stored.has(each))).toEqual(used.map((each) => each.id));
  });

  test('a product has at most 50 files, also with concurrent uploads', async () => {
    const { id } = await create();
    // Most of them as rows: uploads to one product wait for each other, and a busy machine would exceed their deadline.
    await catalog.sql(
      `INSERT INTO catalog.product_files (product_id, object_id, filename, type, size)
       SELECT $1, gen_random_uuid(), 'kick.wav', 'audio/wav', 44 FROM generate_series(1, 45)`,
      [id],
    );
    const attempts = Array.from({ length: 8 }, () =>
      codeOf(catalog.call(products.addFile, OWNER, { id, objectId: catalog.objects.upload(7) })),
    );
    expect((await Promise.all(attempts)).sort()).toEqual([...Array(3).fill('CONFLICT'), ...Array(5).fill('no error')]);
    expect((await catalog.call(products.get, OWNER, { id })).files).toHaveLength(50);
    expect(await codeOf(catalog.call(products.mayAddFile, OWNER, { id }))).toBe('CONFLICT');
  });
});

test('a create that Postgres rejects fails alone among concurrent ones, and keyed ones are made once', async () => {
  await catalog.sql(`ALTER TABLE catalog.products ADD CONSTRAINT no_rejected CHECK (name <> 'rejected')`);
  const keyed = () => asOperation('batch', OWNER, () => create({ name: 'keyed' }));
  const all = [create({ name: 'before' }), create({ name: 'rejected' }), keyed(), create({ name: 'after' }), keyed()];
  const made = await Promise.allSettled(all);
  await catalog.sql('ALTER TABLE catalog.products DROP CONSTRAINT no_rejected');
  expect(made.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled', 'fulfilled']);
  expect(made[2]).toEqual(made[4]);
  expect(await keyed()).toEqual(await all[2]);
});

/** A search for "slowly" takes as long as its time limit allows. */
const slowFold = (seconds: number) =>
  catalog.sql(`CREATE OR REPLACE FUNCTION catalog.fold(value text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
    BEGIN
      IF value = 'slowly' THEN PERFORM pg_sleep(${seconds}); END IF;
      RETURN lower(public.unaccent('public.unaccent'::regdictionary, value));
    END $$`);

test('searches that fill their pool hold up no other read, and end in Postgres when their clients leave', async () => {
  const { id } = await create();
  await slowFold(30);
  const clients = new AbortController();
  const context = { requestId: 'search', caller: ANONYMOUS, signal: clients.signal };
  const search = () => requestContext.run(context, () => codeOf(list({ search: 'slowly' })));
  const searches = Array.from({ length: 30 }, search);
  const running = async () => {
    const rows = await catalog.sql(`SELECT 1 FROM pg_stat_activity WHERE state = 'active' AND query LIKE 'WITH queries%fold%'`);
    return rows.length;
  };
  await eventually('the searches of both replicas to run', async () => (await running()) === 2 * SEARCHES_AT_ONCE);
  expect(await catalog.call(products.get, ANONYMOUS, { id })).toMatchObject({ id });
  clients.abort();
  await eventually('none to run', async () => (await running()) === 0, { ms: 3_000 });
  for (const code of await Promise.all(searches)) expect(['DEADLINE', 'OVERLOADED']).toContain(code);
  await slowFold(0);
  expect(await names({ search: 'slowly' })).toEqual([]);
});
