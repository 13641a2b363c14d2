import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  ANONYMOUS,
  type Caller,
  catalog as contracts,
  FacetName,
  imports,
  ListProducts,
  ListResources,
  ProductSort,
  products,
  ResourceCategory,
  resources,
  ResourceSort,
  rpcsOf,
} from '@veza/contracts';
import { eventually } from '@veza/testing';
import { asOperation, type CatalogUnderTest, startCatalog, user } from './catalog-under-test.js';
import { manyRows } from './many-rows.js';
import { bigTables, type Plan, recordPlans, wholeScans } from './recorded-plans.js';

const OWNER = user(7);
const OTHER = user(8);

let catalog: CatalogUnderTest;
let plans: { all: Plan[]; stop: () => void };
let big: ReadonlySet<string>;
const called = new Set<string>();

beforeAll(async () => {
  catalog = await startCatalog();
  await manyRows(catalog.sql);
  big = await bigTables(catalog.sql);
  plans = await recordPlans(catalog.sql);
  // More calls than connections: none is left that the server has ended.
  const one = () => catalog.call(products.list, ANONYMOUS, {});
  await eventually('new connections', () =>
    Promise.all(Array.from({ length: 40 }, one)).then(
      () => true,
      () => undefined,
    ),
  );
}, 120_000);
afterAll(async () => {
  plans?.stop();
  await catalog?.stop();
});

const call: CatalogUnderTest['call'] = async (contract, caller, input) => {
  called.add(contract.subject);
  try {
    return await catalog.call(contract, caller, input);
  } catch (cause) {
    throw new Error(`${contract.subject} ${JSON.stringify(input)} failed`, { cause });
  }
};

/** Each is listed in every order, counted in every facet and searched. */
const PRODUCT_FILTERS: Partial<ListProducts>[] = [
  {},
  { categories: ['category 0'] }, // a third of the products
  { categories: ['category 3'] },
  { categories: ['category 3', 'category 4'] },
  { categories: ['none'] },
  { owner: 7 },
  { owner: 'me' },
  { priceMin: '20.00', priceMax: '20.50' },
  { priceMin: '100.00' },
  { inStock: true },
  { inStock: false },
  { inStock: false, categories: ['category 3'] },
  { currency: 'USD' },
  { currency: 'USD', priceMin: '20.00', priceMax: '60.00' },
  { sku: 'S-1' },
  { categories: ['category 3'], priceMax: '100.00', owner: 4 },
];
const RESOURCE_FILTERS: Partial<ListResources>[] = [
  {},
  ...ResourceCategory.options.map((category) => ({ categories: [category] })),
  { categories: ['sample', 'preset'] },
  { tags: ['tag 7'] },
  { tags: ['common'] },
  { tags: ['tag 7', 'common'] },
  { uploader: 7 },
  { uploader: 'me' },
];
const SEARCHES = [
  ...['guitare', 'Guitare rouge', 'gitare', 'gui', '4711', 'guitare 4711', 'qqqqqqq', 'guitrae', 'violoncelel'],
  ...['gu itare', 'guitare471', '"guitare rouge"', 'guitare -rouge', 'guitare qqqqqqq', 'S-1'],
];
const PAGES: Partial<ListProducts & ListResources>[] = [{ page: 3, limit: 10 }, { page: 60, limit: 10 }, { total: 'none' }];

/** Names of the options of lists that the workload has used. */
const used = new Set<string>();

async function listProducts(query: Partial<ListProducts>): Promise<string | undefined> {
  for (const name of Object.keys(query)) used.add(`products ${name}`);
  return (await call(products.list, OWNER, query)).nextCursor ?? undefined;
}
async function listResources(query: Partial<ListResources>, caller: Caller = OWNER): Promise<string | undefined> {
  for (const name of Object.keys(query)) used.add(`resources ${name}`);
  return (await call(resources.list, caller, query)).nextCursor ?? undefined;
}

async function lists(): Promise<void> {
  for (const sort of ProductSort.options) await listProducts({ sort, cursor: await listProducts({ sort }) });
  for (const page of PAGES) await listProducts(page);
  for (const search of SEARCHES) await listProducts({ search, cursor: await listProducts({ search }) });
  for (const filter of PRODUCT_FILTERS) {
    for (const sort of ['-created_at', 'price', '-name'] as const) await listProducts({ ...filter, sort });
    await listProducts({ ...filter, facets: FacetName.options });
    await listProducts({ ...filter, search: 'gitare', facets: FacetName.options });
    for (const sort of [undefined, 'price', '-created_at'] as const) await listProducts({ ...filter, search: 'guitare', sort });
  }
  for (const sort of ResourceSort.options) await listResources({ sort, cursor: await listResources({ sort }) });
  for (const page of PAGES) await listResources(page);
  for (const search of SEARCHES) await listResources({ search });
  for (const filter of RESOURCE_FILTERS) {
    for (const sort of ['-created_at', '-downloads', 'rating', 'title'] as const) await listResources({ ...filter, sort });
    if (filter.uploader !== 'me') await listResources(filter, ANONYMOUS);
    for (const sort of [undefined, '-downloads'] as const) await listResources({ ...filter, search: 'kick', sort });
  }
  for (const after of [0, 100]) {
    await call(products.publicIds, ANONYMOUS, { after, upTo: after + 50 });
    await call(resources.publicIds, ANONYMOUS, { after, upTo: after + 50 });
  }
  const ids = Array.from({ length: 100 }, (_, at) => 3 * at + 1);
  await call(products.among, ANONYMOUS, { ids });
  await call(resources.among, ANONYMOUS, { ids });
  for (const q of ['gui', 'guitare rou', 'x']) await call(products.suggest, ANONYMOUS, { q });
  for (const owner of [7, 'me', 'all'] as const) await call(products.export, user(7, 'admin'), { owner, after: 300 });
}

async function lookupsAndWrites(): Promise<void> {
  const made = await call(products.create, OWNER, { name: 'Guimbarde', price: '5.00', sku: 'G-1' });
  const { id } = await asOperation('keyed', OWNER, () => call(products.create, OWNER, { name: 'Guimbarde', price: '5.00' }));
  await call(products.get, ANONYMOUS, { id });
  await call(products.update, OWNER, { id, price: '0.00', ifUpdatedAt: made.updatedAt }).catch(() => undefined);
  await call(products.update, OWNER, { id, price: '0.00' });
  await call(products.adjustStock, OWNER, { id, by: 2 });
  await call(products.mayAddFile, OWNER, { id });
  for (let i = 0; i < 2; i += 1) {
    const file = await call(products.addFile, OWNER, { id, objectId: catalog.objects.upload(7) });
    const picture = catalog.objects.upload(7);
    await call(products.mayAddPicture, OWNER, { id });
    await call(products.addPicture, OWNER, { id, objectId: picture });
    await call(products.arrangePictures, OWNER, { id, pictures: [{ id: picture, alt: 'front' }] });
    await call(products.removePicture, OWNER, { id, pictureId: picture });
    await call(products.getFile, ANONYMOUS, { id, fileId: file.id });
    if (i === 0) await call(products.removeFile, OWNER, { id, fileId: file.id });
  }
  await call(products.history, OWNER, { id, limit: 1 });
  await call(products.delete, OWNER, { id });
  await call(products.listTrash, OWNER, { limit: 5 });
  await call(products.restore, OWNER, { id });

  const facts = { title: 'Kick', category: 'sample' as const };
  const resource = await call(resources.create, OWNER, { ...facts, objectId: catalog.objects.upload(7) });
  const one = { id: resource.id };
  await call(resources.get, OTHER, one);
  await call(resources.download, OTHER, one);
  await call(resources.countDownload, OTHER, { ...one, address: 'a', isRest: false });
  await call(resources.rate, OTHER, { ...one, rating: 4 });
  await call(resources.unrate, OTHER, one);
  await call(resources.update, OWNER, { ...one, title: 'Snare' });
  await call(resources.history, OWNER, one);
  await call(resources.delete, OWNER, one);
  await call(resources.listTrash, OWNER, { limit: 5 });
  await call(resources.restore, OWNER, one);

  const file = `sku,id,name,price\nG-1,,Guimbarde,6\n,${id},Guimbarde,7\n,,Nay,8\n`;
  const begun = await call(imports.create, OWNER, { objectId: catalog.objects.uploadFile(7, file), dryRun: false });
  await call(imports.list, OWNER, {});
  await eventually('the import to end', async () => (await call(imports.get, OWNER, { id: begun.id })).finishedAt !== null);
  await call(imports.cancel, OWNER, { id: begun.id });
  const { personalData } = contracts;
  for (const section of personalData.export.request.shape.section.options) {
    await call(personalData.export, OWNER, { section });
    await call(personalData.export, OWNER, { section, after: '1' });
  }
  await catalog.erase(9);
  await catalog.emptyTrash();
}

test('no statement of any call reads a big table from its first to its last row', async () => {
  await lists();
  await lookupsAndWrites();
  // A new call, or a new option of a list, belongs into the workload above.
  expect(
    rpcsOf(contracts)
      .map(({ subject }) => subject)
      .filter((subject) => !called.has(subject)),
  ).toEqual([]);
  const options = [
    ...Object.keys(ListProducts.shape).map((name) => `products ${name}`),
    ...Object.keys(ListResources.shape).map((name) => `resources ${name}`),
  ];
  expect(options.filter((name) => !used.has(name))).toEqual([]);

  expect(plans.all.length).toBeGreaterThan(500);
  for (const table of [
    'products',
    'resources',
    'product_prices',
    'product_terms',
    'resource_terms',
    'product_changes',
    'product_trash',
    'resource_trash',
  ])
    expect(big).toContain(table);
  expect(wholeScans(plans.all, big)).toEqual([]);
}, 120_000);

test('a page far behind the first one begins after the page before it', async () => {
  for (const sort of ['-created_at', 'price', '-name'] as const) {
    const before = await catalog.call(products.list, ANONYMOUS, { sort, page: 9, limit: 60 });
    const deep = await catalog.call(products.list, ANONYMOUS, { sort, page: 10, limit: 60 });
    const next = await catalog.call(products.list, ANONYMOUS, { sort, cursor: before.nextCursor ?? '', limit: 60 });
    expect(deep.items).toEqual(next.items);
    expect(deep.nextCursor).toBe(next.nextCursor);
  }
});
