import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ANONYMOUS, type Caller, catalog as contracts, products, resources, type SectionOf } from '@veza/contracts';
import { type CatalogUnderTest, codeOf, startCatalog, user } from './catalog-under-test.js';

const [SELLER, OTHER] = [user(7), user(8)];

let catalog: CatalogUnderTest;
beforeAll(async () => {
  catalog = await startCatalog();
});
afterAll(() => catalog?.stop());

const offer = (caller: Caller, name: string) => catalog.call(products.create, caller, { name, price: '1.10' });
const share = (userId: number, title: string) =>
  catalog.call(resources.create, user(userId), { title, category: 'sample', objectId: catalog.objects.upload(userId) });

/** All rows of a section, page after page. */
async function own(caller: Caller, section: SectionOf<typeof contracts.personalData.export>) {
  const rows: Record<string, unknown>[] = [];
  for (let after: string | null | undefined; after !== null;) {
    const page = await catalog.call(contracts.personalData.export, caller, { section, after });
    rows.push(...page.rows);
    after = page.next;
  }
  return rows;
}

test('an export has all rows of the user, over several pages, and none of others', async () => {
  const mine = await offer(SELLER, 'Kora');
  await catalog.call(products.addFile, SELLER, { id: mine.id, objectId: catalog.objects.upload(7) });
  await catalog.sql(
    `INSERT INTO catalog.products (name, price, owner_id) SELECT 'Kora ' || n, n, 7 FROM generate_series(1, 230) n`,
  );
  await offer(OTHER, 'Balafon');
  const [resource, liked] = [await share(7, 'Souffle'), await share(8, 'Vent')];
  await catalog.call(resources.rate, SELLER, { id: liked.id, rating: 4 });

  const found = await own(SELLER, 'products');
  expect(found).toHaveLength(231);
  expect(new Set(found.map(({ id }) => id)).size).toBe(231);
  expect(found[0]).toMatchObject({ id: mine.id, name: 'Kora', price: '1.10', files: [{ filename: 'kick.wav' }] });
  expect(await own(SELLER, 'resources')).toMatchObject([{ id: resource.id, title: 'Souffle' }]);
  expect(await own(SELLER, 'ratings')).toEqual([{ resource_id: liked.id, rating: 4, rated_at: expect.any(String) }]);
  expect(await own(OTHER, 'ratings')).toEqual([]);
  expect(await codeOf(own(ANONYMOUS, 'products'))).toBe('UNAUTHENTICATED');
});

test('the trash and the history are exported, and erased with the account', async () => {
  const [erased, admin] = [user(27), user(28, 'admin')];
  const [deleted, theirs] = [await offer(erased, 'Saz'), await offer(OTHER, 'Ney')];
  const file = catalog.objects.upload(27);
  await catalog.call(products.addFile, erased, { id: deleted.id, objectId: file });
  await catalog.call(products.delete, erased, { id: deleted.id });
  await catalog.call(products.update, admin, { id: theirs.id, price: '2.20' });
  const [row] = await own(erased, 'deleted_products');
  expect(row).toMatchObject({ id: deleted.id, product: { name: 'Saz', price: 1.1 }, files: [{ filename: 'kick.wav' }] });
  expect(JSON.stringify(row)).not.toContain(file);
  expect((await own(erased, 'product_changes')).map(({ action }) => action)).toEqual(['add_file', 'delete']);

  for (const id of [27, 28]) await catalog.erase(id);
  for (const section of ['deleted_products', 'product_changes'] as const) expect(await own(erased, section)).toEqual([]);
  expect(await codeOf(catalog.call(products.restore, user(1, 'admin'), { id: deleted.id }))).toBe('NOT_FOUND');
  expect(await catalog.sql('SELECT 1 FROM catalog.product_changes WHERE product_id = $1', [deleted.id])).toEqual([]);
  expect(await catalog.sql(`SELECT 1 FROM catalog.events WHERE payload->>'objectId' = $1`, [file])).toHaveLength(1);
  expect((await catalog.call(products.history, OTHER, { id: theirs.id })).items).toMatchObject([
    { userId: null, changes: [{ field: 'price', from: '1.10', to: '2.20' }] },
  ]);
});

test('an erasure deletes products, resources and votes of the user with events for media, keeps those of others, and is idempotent', async () => {
  const [erased, staying] = [user(17), user(18)];
  const product = await offer(erased, 'Oud');
  const file = catalog.objects.upload(17);
  await catalog.call(products.addFile, erased, { id: product.id, objectId: file });
  const picture = catalog.objects.upload(17);
  await catalog.call(products.addPicture, erased, { id: product.id, objectId: picture });
  const [resource, other, theirs] = [await share(17, 'Nay'), await share(18, 'Rebab'), await offer(staying, 'Riq')];
  await catalog.call(resources.rate, erased, { id: other.id, rating: 1 });
  // A vote on an own resource, as earlier versions allowed it.
  await catalog.sql('INSERT INTO catalog.resource_ratings (resource_id, user_id, rating) VALUES ($1, 17, 5)', [resource.id]);
  await catalog.call(resources.countDownload, erased, { id: other.id, address: 'a', isRest: false });
  await catalog.call(resources.rate, user(19), { id: other.id, rating: 5 });

  await catalog.erase(17);
  await catalog.erase(17);
  expect(await codeOf(catalog.call(products.get, staying, { id: product.id }))).toBe('NOT_FOUND');
  expect(await codeOf(catalog.call(resources.get, erased, { id: resource.id }))).toBe('NOT_FOUND');
  for (const section of ['products', 'resources', 'ratings'] as const) expect(await own(erased, section)).toEqual([]);
  expect(await catalog.sql(`SELECT 1 FROM catalog.resource_readers WHERE reader = 'user 17'`)).toEqual([]);
  expect(await catalog.call(resources.get, staying, { id: other.id })).toMatchObject({ rating: 5, ratingsCount: 1 });
  expect((await catalog.call(products.get, staying, { id: theirs.id })).name).toBe('Riq');
  const events = await catalog.sql<{ name: string; objectId: string }>(
    `SELECT name, payload->>'objectId' AS "objectId" FROM catalog.events WHERE payload->>'productId' = $1 OR payload->>'resourceId' = $2 ORDER BY name`,
    [String(product.id), String(resource.id)],
  );
  expect(events).toEqual([
    { name: 'catalog.products.fileRemoved', objectId: file },
    { name: 'catalog.products.pictureRemoved', objectId: picture },
    { name: 'catalog.resources.deleted', objectId: expect.any(String) },
  ]);
});
