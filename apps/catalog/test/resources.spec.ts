import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ANONYMOUS, type Caller, type CreateResource, type ListResources, resources, type ResourceView } from '@veza/contracts';
import { asOperation, type CatalogUnderTest, codeOf, startCatalog, user } from './catalog-under-test.js';

const UPLOADER = user(7);
const LISTENER = user(8);
const ADMIN = user(1, 'admin');

let catalog: CatalogUnderTest;
beforeAll(async () => {
  catalog = await startCatalog(2);
}, 30_000);
afterAll(() => catalog?.stop(), 30_000);

const share = (facts: Partial<CreateResource> = {}): Promise<ResourceView> =>
  catalog.call(resources.create, UPLOADER, {
    title: 'Grosse caisse',
    category: 'sample',
    objectId: catalog.objects.upload(7),
    ...facts,
  });
const list = (caller: Caller, query: Partial<ListResources>) => catalog.call(resources.list, caller, query);
const get = (caller: Caller, id: number) => catalog.call(resources.get, caller, { id });

test('a resource has the facts of its uploader and of its object', async () => {
  const made = await share({ tags: ['drum', 'été'], description: 'un échantillon' });
  expect(made).toMatchObject({
    title: 'Grosse caisse',
    filename: 'kick.wav',
    type: 'audio/wav',
    size: 44,
    tags: ['drum', 'été'],
    downloads: 0,
    rating: 0,
    ratingsCount: 0,
    isPublic: true,
    uploaderId: 7,
  });
  expect(await get(ANONYMOUS, made.id)).toEqual({ ...made, version: expect.any(String) });
});

test('repeated uploads of one operation create one resource of the first upload and release the second', async () => {
  const [first, second] = [catalog.objects.upload(7), catalog.objects.upload(7)];
  const bring = (objectId: string) => asOperation('resource', UPLOADER, () => share({ title: 'Écho', objectId }));
  const made = await bring(first);
  expect(await bring(second)).toEqual(made);
  expect(await catalog.sql(`SELECT object_id FROM catalog.resources WHERE title = 'Écho'`)).toEqual([{ object_id: first }]);
  expect([first, second].map((each) => catalog.objects.stored.has(each))).toEqual([true, false]);
});

test('a rejected resource leaves neither a row nor an object', async () => {
  const before = await catalog.sql('SELECT 1 FROM catalog.resources');
  const foreign = catalog.objects.upload(8);
  expect(await codeOf(share({ objectId: foreign }))).toBe('NOT_FOUND');
  const anonymous = catalog.call(resources.create, ANONYMOUS, { title: 'x', category: 'sample', objectId: foreign });
  expect(await codeOf(anonymous)).toBe('UNAUTHENTICATED');
  expect(await catalog.sql('SELECT 1 FROM catalog.resources')).toHaveLength(before.length);
});

describe('lists', () => {
  test('a listed resource has all tags, the category and every word of the query', async () => {
    const { id } = await share({ title: 'Nappe boréale', tags: ['pad', 'froid'], category: 'preset' });
    await share({ title: 'Nappe chaude', tags: ['pad'], category: 'preset' });
    const ids = async (query: Partial<ListResources>) => (await list(LISTENER, query)).items.map((resource) => resource.id);
    expect(await ids({ tags: ['pad', 'froid'] })).toEqual([id]);
    expect(await ids({ tags: ['pad'], category: 'document' })).toEqual([]);
    expect(await ids({ search: 'nape boreale' })).toEqual([id]);
    expect(await ids({ search: 'froid' })).toEqual([id]);
  });

  test('pages by cursor are together the whole list, with and without a search', async () => {
    for (let i = 0; i < 5; i += 1) await share({ title: `marche ${i}`, tags: ['walk'] });
    for (const query of [{ tags: ['walk'] }, { search: 'marche' }]) {
      const whole = (await list(LISTENER, query)).items.map(({ id }) => id);
      const walked: number[] = [];
      for (let cursor: string | null | undefined; cursor !== null;) {
        const page = await list(LISTENER, { ...query, limit: 2, cursor });
        walked.push(...page.items.map(({ id }) => id));
        cursor = page.nextCursor;
      }
      expect(walked).toEqual(whole);
      expect(whole).toHaveLength(5);
    }
  });
});

test('a private resource is visible to its uploader and administrators only', async () => {
  const { id } = await share({ title: 'Secret bien gardé', isPublic: false });
  for (const caller of [LISTENER, ANONYMOUS]) {
    expect(await codeOf(get(caller, id))).toBe('NOT_FOUND');
    expect(await codeOf(catalog.call(resources.download, caller, { id }))).toBe('NOT_FOUND');
    expect((await list(caller, { search: 'secret gardé' })).total).toBe(0);
  }
  expect(await codeOf(catalog.call(resources.rate, LISTENER, { id, rating: 1 }))).toBe('NOT_FOUND');
  expect(await codeOf(catalog.call(resources.delete, LISTENER, { id }))).toBe('NOT_FOUND');
  expect(await codeOf(get(ADMIN, id))).toBe('no error');
  expect((await list(UPLOADER, { search: 'secret gardé' })).total).toBe(1);
});

test('each download counts once, continued parts do not, and concurrent ones are all counted', async () => {
  const { id } = await share();
  await Promise.all(Array.from({ length: 20 }, () => catalog.call(resources.download, LISTENER, { id })));
  const part = await catalog.call(resources.download, LISTENER, { id, continued: true });
  expect(part).toMatchObject({ filename: 'kick.wav', type: 'audio/wav', size: 44 });
  expect((await get(LISTENER, id)).downloads).toBe(20);
});

describe('votes', () => {
  test('a user has one vote that can be changed, and the rating is the mean of all votes', async () => {
    const { id } = await share();
    const vote = (caller: Caller, rating: number) => catalog.call(resources.rate, caller, { id, rating });
    await vote(LISTENER, 5);
    await vote(ADMIN, 2);
    expect(await get(LISTENER, id)).toMatchObject({ rating: 3.5, ratingsCount: 2, myRating: 5 });
    await vote(LISTENER, 4);
    expect(await get(LISTENER, id)).toMatchObject({ rating: 3, ratingsCount: 2, myRating: 4 });
    expect((await get(ANONYMOUS, id)).myRating).toBeUndefined();
    expect(await codeOf(vote(ANONYMOUS, 4))).toBe('UNAUTHENTICATED');
    expect(await codeOf(vote(LISTENER, 6))).toBe('VALIDATION_FAILED');
  });

  test('concurrent votes of one user and of many keep the sums exact', async () => {
    const { id } = await share();
    const one = Array.from({ length: 10 }, (_, i) => catalog.call(resources.rate, LISTENER, { id, rating: 1 + (i % 5) }));
    const many = Array.from({ length: 10 }, (_, i) => catalog.call(resources.rate, user(100 + i), { id, rating: 1 + (i % 5) }));
    await Promise.all([...one, ...many]);
    const [sums] = await catalog.sql<{ kept: string; true: string }>(
      `SELECT rating_sum || '/' || ratings_count AS kept, (SELECT sum(rating) || '/' || count(*) FROM catalog.resource_ratings WHERE resource_id = $1) AS true
       FROM catalog.resources WHERE id = $1`,
      [id],
    );
    expect(sums?.kept).toBe(sums?.true);
    expect((await get(LISTENER, id)).ratingsCount).toBe(11);
  });
});

test('the uploader deletes a resource, with an event for its bytes', async () => {
  const { id } = await share();
  await catalog.call(resources.rate, LISTENER, { id, rating: 3 });
  expect(await codeOf(catalog.call(resources.delete, LISTENER, { id }))).toBe('FORBIDDEN');
  await catalog.call(resources.delete, UPLOADER, { id });
  expect(await codeOf(get(UPLOADER, id))).toBe('NOT_FOUND');
  const events = await catalog.sql(
    `SELECT 1 FROM catalog.events WHERE name = 'catalog.resources.deleted' AND payload->>'resourceId' = $1`,
    [String(id)],
  );
  expect(events).toHaveLength(1);
});
