import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  type CreateProduct,
  imports,
  PRODUCT_COLUMNS,
  pricesText,
  products,
  type ResourceFacts,
  resources,
} from '@veza/contracts';
import { tableColumnsOf } from '@veza/database';
import { byProperty, eventually, expectDistinct, expectWhole } from '@veza/testing';
import { Product } from '../src/products/product.entity.js';
import { Resource } from '../src/resources/resource.entity.js';
import { type CatalogUnderTest, startCatalog, user } from './catalog-under-test.js';
import { ownRow, storedRow } from './whole-rows.js';

const [PRODUCT, RESOURCE] = [tableColumnsOf(Product), tableColumnsOf(Resource)];
const [SELLER, OTHER, THIRD] = [user(7), user(8), user(9)];

let catalog: CatalogUnderTest;
beforeAll(async () => {
  catalog = await startCatalog();
});
afterAll(() => catalog?.stop());

const computed = { nameKey: 'computed', inStock: 'computed', words: 'computed' };

/** Every field of a create and of an update. A new one does not compile without values here. */
const OFFER: Required<CreateProduct> = {
  sku: 'W-1',
  name: 'Guitare',
  description: 'six cordes',
  price: '12.75',
  prices: { JPY: '1500' },
  stock: 31,
  category: 'cordes',
};
const CHANGED: Required<CreateProduct> = {
  sku: 'W-2',
  name: 'Basse',
  description: 'quatre cordes',
  price: '99.25',
  prices: { CHF: '8.00' },
  stock: 44,
  category: 'graves',
};
const productRow = (id: number) => storedRow(catalog, Product, id);

/** A product with a value of its own in every column. */
async function wholeProduct(seller = SELLER) {
  const { id } = await catalog.call(products.create, seller, OFFER);
  const picture = JSON.stringify([{ id: '3d7f2c1a-8f3e-4b52-9d0c-5a1e2f3b4c5d', alt: 'Une guitare' }]);
  await catalog.sql(
    `UPDATE catalog.products SET currency = 'XAF', pictures = $2, created_at = '2026-01-02', updated_at = '2026-02-03' WHERE id = $1`,
    [id, picture],
  );
  const row = await productRow(id);
  expectDistinct(row);
  return { id, row };
}

test('a product is created, read, updated and noted in its history with every column', async () => {
  const { id, row } = await wholeProduct();
  expect(row).toMatchObject(OFFER);
  expectWhole(row, await catalog.call(products.get, SELLER, { id }), computed);

  expect(await catalog.call(products.update, SELLER, { id, ...CHANGED })).toMatchObject(CHANGED);
  const { items } = await catalog.call(products.history, SELLER, { id });
  expect(Object.fromEntries(items[0]?.changes.map(({ field, to }) => [field, to]) ?? [])).toEqual({
    ...CHANGED,
    prices: pricesText(CHANGED.prices),
  });
});

test('a product comes back from the trash with every column, as a later version', async () => {
  const { id, row } = await wholeProduct(OTHER);
  await catalog.call(products.delete, OTHER, { id });
  const kept = await ownRow(catalog, OTHER, 'deleted_products');
  expectWhole(row, byProperty(PRODUCT, Object(kept?.product)), computed);
  await catalog.call(products.restore, OTHER, { id });
  expectWhole(row, await productRow(id), { updatedAt: 'a later version' });
});

test('a product deleted before a column was added takes its default', async () => {
  const { id, row } = await wholeProduct(user(10));
  await catalog.call(products.delete, user(10), { id });
  await catalog.sql(`UPDATE catalog.product_trash SET product = product - 'pictures' WHERE id = $1`, [id]);
  expect(await catalog.call(products.restore, user(10), { id })).toMatchObject({ name: row.name, pictures: [] });
});

test('exports of products and of personal data have every column, and an import reads them back', async () => {
  const seller = user(11);
  const { id, row } = await wholeProduct(seller);
  expectWhole(row, byProperty(PRODUCT, await ownRow(catalog, seller, 'products')), { ...computed, ownerId: 'the caller' });
  const [exported] = (await catalog.call(products.export, seller, { owner: 'me' })).products;
  const noFile = { pictures: 'no file has them', ownerId: 'the caller', createdAt: 'no import sets it', updatedAt: 'as well' };
  expectWhole(row, { ...exported }, { ...computed, ...noFile });

  const columns = PRODUCT_COLUMNS.filter((column) => column !== 'id' && column !== 'currency');
  const cells = columns.map((column) => (column === 'prices' ? pricesText(OFFER.prices) : exported?.[column]));
  await importFile(`${columns.join(';')}\n${cells.join(';')}\n`);
  const copy = (await catalog.call(products.export, THIRD, { owner: 'me' })).products[0];
  expectWhole(row, await productRow(copy?.id ?? 0), { id: 'a new one', currency: 'EUR', ...noFile });

  await importFile(`${JSON.stringify({ id: copy?.id, ...CHANGED })}\n`);
  expect(await productRow(copy?.id ?? 0)).toMatchObject(CHANGED);
  expect(await productRow(id)).toEqual(row);
});

async function importFile(file: string): Promise<void> {
  const { id } = await catalog.call(imports.create, THIRD, { objectId: catalog.objects.uploadFile(9, file), dryRun: false });
  const done = await eventually(`the end of import ${id}`, async () => {
    const found = await catalog.call(imports.get, THIRD, { id });
    return found.finishedAt === null ? undefined : found;
  });
  expect(done).toMatchObject({ status: 'done', rowsDone: 1, failed: 0, faults: [] });
}

const FACTS: Required<ResourceFacts> = {
  title: 'Souffle',
  description: 'un vent',
  category: 'sample',
  tags: ['Été', 'nuit'],
  isPublic: true,
};
const NEW_FACTS: Required<ResourceFacts> = {
  title: 'Bourrasque',
  description: 'un autre vent',
  category: 'preset',
  tags: ['hiver'],
  isPublic: false,
};

test('a resource is created, read, changed, exported and restored with every column', async () => {
  const ours = { titleKey: 'computed', tagKeys: 'computed', words: 'computed', objectId: 'internal' };
  const made = await catalog.call(resources.create, SELLER, { ...FACTS, objectId: catalog.objects.upload(7) });
  const { id } = made;
  for (const [voter, rating] of [OTHER, THIRD].map((each, i) => [each, 3 + 2 * i] as const))
    await catalog.call(resources.rate, voter, { id, rating });
  await catalog.sql(`UPDATE catalog.resources SET downloads = 17 WHERE id = $1`, [id]);
  const row = await storedRow(catalog, Resource, id);
  expectDistinct(row);
  expect(row).toMatchObject(FACTS);
  expectWhole(row, await catalog.call(resources.get, SELLER, { id }), { ...ours, ratingSum: 'as a mean' });
  expectWhole(row, byProperty(RESOURCE, await ownRow(catalog, SELLER, 'resources')), {
    ...ours,
    ratingSum: 'of the votes of others',
    uploaderId: 'the caller',
  });

  await catalog.call(resources.delete, SELLER, { id });
  expectWhole(row, byProperty(RESOURCE, Object((await ownRow(catalog, SELLER, 'deleted_resources'))?.resource)), ours);
  await catalog.call(resources.restore, SELLER, { id });
  expectWhole(row, await storedRow(catalog, Resource, id));

  expect(await catalog.call(resources.update, SELLER, { id, ...NEW_FACTS })).toMatchObject(NEW_FACTS);
  const [change] = (await catalog.call(resources.history, SELLER, { id })).items;
  const { isPublic, tags, ...same } = NEW_FACTS;
  expect(Object.fromEntries(change?.changes.map(({ field, to }) => [field, to]) ?? [])).toEqual({
    ...same,
    tags: tags.join(', '),
    is_public: isPublic,
  });
});
