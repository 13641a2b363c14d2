// covers: apps/catalog/src/lists, apps/catalog/src/migrations, libs/database/src/lists
// drill: measure
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ANONYMOUS, type ListProducts, type ListResources, products, resources } from '@veza/contracts';
import { eventually } from '@veza/testing';
import { type CatalogUnderTest, startCatalog, user } from './catalog-under-test.js';

const ROWS = 50_000;
/** Rows among which 10,000 of one category are found: three categories, a tenth of the rows is private. */
const COUNTED = 34_000;

let catalog: CatalogUnderTest;
beforeAll(async () => {
  catalog = await startCatalog();
  await catalog.sql(`SET search_path = catalog, public;
    INSERT INTO products (name, description, price, category, owner_id, created_at)
    SELECT (ARRAY['Guitare', 'Violon', 'Épinette', 'Zither', 'Oud'])[1 + n % 5] || ' ' || (ARRAY['rouge', 'bleue', 'noire'])[1 + n % 3] || ' ' || n,
      'Une description de ' || n, (n * 37 % 500000) / 100.0, 'category ' || n % 30, 1 + n % 50, now() - n * interval '1 minute'
    FROM generate_series(1, ${ROWS}) n;
    INSERT INTO resources (title, description, category, tags, is_public, uploader_id, object_id, filename, type, size, downloads)
    SELECT 'Kick ' || n, 'Dry ' || n, (ARRAY['sample', 'preset', 'other'])[1 + n % 3], ARRAY['Tag ' || n % 500], n % 10 > 0, 1 + n % 50,
      gen_random_uuid(), 'kick.wav', 'audio/wav', 44, n % 1000
    FROM generate_series(1, ${ROWS}) n;
    SELECT 1`);
  await catalog.sql('VACUUM ANALYZE catalog.products, catalog.resources'); // as autovacuum does
}, 120_000);
afterAll(() => catalog?.stop());

const list = (query: Partial<ListProducts>) => catalog.call(products.list, ANONYMOUS, query);
const shared = (query: Partial<ListResources>) => catalog.call(resources.list, user(7), query);

const ORDERS = ['created_at', '-created_at', 'price', '-price', 'name', '-name'] as const;
const SEARCHES = ['guitare', 'Guitare rouge', 'gitare', 'gui', 'une', '4711', 'guitare 4711', 'qqqqqqq'];
const FILTERS: Partial<ListProducts>[] = [
  { categories: ['category 3'] },
  { categories: ['category 3', 'category 4'] },
  { categories: ['none'] },
  { owner: 7 },
  { priceMin: '20.00', priceMax: '20.50' },
  { priceMin: '4990.00' },
  { categories: ['category 3'], priceMax: '100.00', owner: 4 },
];

/** Scans of a table without an index since the start, and the rows that they read, by Postgres' own count. */
async function scansOf(table: 'products' | 'resources'): Promise<{ scans: number; rows: number }> {
  const [found] = await catalog.sql<{ scans: number; rows: number }>(
    `SELECT seq_scan::int AS scans, seq_tup_read::int AS rows FROM pg_stat_user_tables
     WHERE schemaname = 'catalog' AND relname = '${table}'`,
  );
  return found ?? { scans: 0, rows: 0 };
}

test('no list, search, facet or suggestion reads a whole table', async () => {
  const [ofProducts, ofResources] = [await scansOf('products'), await scansOf('resources')];
  const facets: ListProducts['facets'] = ['category', 'price', 'owner'];
  for (const filter of [{}, ...FILTERS]) {
    for (const sort of ORDERS) await list({ ...filter, sort });
    await list({ ...filter, facets });
    for (const search of SEARCHES) {
      await list({ ...filter, search });
      await list({ ...filter, search, sort: 'price', facets });
    }
  }
  for (const sort of ['created_at', '-downloads', 'rating', '-title'] as const) await shared({ sort });
  await shared({ categories: ['sample'] });
  await shared({ tags: ['tag 7'] });
  await shared({ uploader: 'me' });
  for (const search of ['kick', 'kik', '4711']) await shared({ search, categories: ['preset'] });
  for (const q of ['gui', 'guitare rou', 'x']) await catalog.call(products.suggest, ANONYMOUS, { q });
  // A connection reports its counts a second after its statements at the latest; another one sees them at once.
  await eventually('the counts to be reported', async () => {
    const [row] = await catalog.sql<{ reported: boolean }>(
      `SELECT sum(idx_scan) > 400 AS reported FROM pg_stat_user_tables WHERE schemaname = 'catalog' AND relname IN ('products', 'resources')`,
    );
    return row?.reported === true;
  });
  expect((await scansOf('products')).scans).toBe(ofProducts.scans);
  // The count of a common category may read rows in their order: it ends with its 10,000th match, after a third of them.
  const { scans, rows } = await scansOf('resources');
  expect(rows - ofResources.rows).toBeLessThanOrEqual((scans - ofResources.scans) * COUNTED);
}, 120_000);

test('the product that was inserted last is found first by its exact name, however many begin with it', async () => {
  for (const name of ['Guitare', 'Violon', 'Guitare rouge']) {
    const { id } = await catalog.call(products.create, user(7), { name, price: '5.00' });
    expect((await list({ search: name, limit: 1 })).items.map((product) => product.id)).toEqual([id]);
  }
});

test('pages by number and by cursor of a search hold the same products', async () => {
  const [byNumber, byCursor]: [number[], number[]] = [[], []];
  let cursor: string | undefined;
  for (let page = 1; page <= 10; page += 1) {
    byNumber.push(...(await list({ search: 'violon noire', limit: 100, page })).items.map(({ id }) => id));
    const next = await list({ search: 'violon noire', limit: 100, ...(cursor !== undefined && { cursor }) });
    byCursor.push(...next.items.map(({ id }) => id));
    cursor = next.nextCursor ?? undefined;
  }
  expect(byCursor).toEqual(byNumber);
  expect(new Set(byNumber).size).toBe(1_000);
});
