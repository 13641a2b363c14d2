import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  ANONYMOUS,
  type Caller,
  type CreateResource,
  type ListResources,
  resources,
  type ResourceView,
  type UpdateResource,
} from '@veza/contracts';
import { resourceTrash } from './resource-trash.js';
import { asOperation, type CatalogUnderTest, codeOf, startCatalog, user } from './catalog-under-test.js';

const UPLOADER = user(7);
const LISTENER = user(8);
const ADMIN = user(1, 'admin');

let catalog: CatalogUnderTest;
beforeAll(async () => {
  catalog = await startCatalog(2);
});
afterAll(() => catalog?.stop());

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

test('a sitemap lists the public resources of a range, and knows the last one of all', async () => {
  const first = await share();
  const hidden = await share({ isPublic: false });
  const range = (after: number, upTo: number) => catalog.call(resources.publicIds, ANONYMOUS, { after, upTo });
  expect(await range(first.id - 1, hidden.id)).toEqual({ ids: [first.id], last: first.id });
  expect(await range(first.id, hidden.id)).toEqual({ ids: [], last: first.id });
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
  test('tags are found in any case, with and without accents, and in both forms of Unicode', async () => {
    const tag = 'Étélé';
    const { id, tags } = await share({ tags: [tag.normalize('NFD')] });
    expect(tags).toEqual([tag.normalize('NFC')]);
    for (const spelling of [tag, tag.normalize('NFD'), 'étélé', 'ETELE'])
      expect((await list(LISTENER, { tags: [spelling] })).items.map((resource) => resource.id)).toEqual([id]);
    expect(await codeOf(share({ tags: ['a,b'] }))).toBe('VALIDATION_FAILED');
    expect(await codeOf(share({ title: 'gpj\u202eexe' }))).toBe('VALIDATION_FAILED');
  });

  test.each(['created_at', 'downloads', 'rating', 'title'] as const)(
    'pages by cursor in the order %s and backwards are the whole list',
    async (sort) => {
      const tag = `sorted ${sort}`;
      for (const title of ['c', 'a', 'b', 'a']) await share({ title, tags: [tag] });
      await catalog.sql(
        'UPDATE catalog.resources SET downloads = id % 3, rating_sum = 3 * (id % 2), ratings_count = id % 2 WHERE tags @> ARRAY[$1]',
        [tag],
      );
      for (const each of [sort, `-${sort}`] as const) {
        const whole = (await list(LISTENER, { tags: [tag], sort: each })).items;
        const pages: typeof whole = [];
        for (let cursor: string | null | undefined; cursor !== null;) {
          const { items, nextCursor } = await list(LISTENER, { tags: [tag], sort: each, limit: 1, cursor });
          pages.push(...items);
          cursor = nextCursor;
        }
        expect(pages).toEqual(whole);
        const values = whole.map((resource) => (sort === 'created_at' ? resource.createdAt : resource[sort]));
        const ascending = each.startsWith('-') ? [...values].reverse() : values;
        expect(ascending).toEqual([...ascending].sort());
        expect(whole).toHaveLength(4);
      }
    },
  );

  test('uploaders list their own resources, private ones included', async () => {
    const caller = user(71);
    const { id } = await catalog.call(resources.create, caller, {
      title: 'Brouillon',
      category: 'other',
      isPublic: false,
      objectId: catalog.objects.upload(71),
    });
    expect((await list(caller, { uploader: 'me' })).items.map((resource) => resource.id)).toEqual([id]);
    expect((await list(LISTENER, { uploader: 71 })).total).toBe(0);
    expect(await codeOf(list(ANONYMOUS, { uploader: 'me' }))).toBe('UNAUTHENTICATED');
  });

  test('a listed resource has all tags, the category and every word of the query', async () => {
    const { id } = await share({ title: 'Nappe boréale', tags: ['pad', 'froid'], category: 'preset' });
    await share({ title: 'Nappe chaude', tags: ['pad'], category: 'preset' });
    const ids = async (query: Partial<ListResources>) => (await list(LISTENER, query)).items.map((resource) => resource.id);
    expect(await ids({ tags: ['pad', 'froid'] })).toEqual([id]);
    expect(await ids({ tags: ['pad'], categories: ['document'] })).toEqual([]);
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

describe('downloads', () => {
  const count = (caller: Caller, id: number, { address = 'home', isRest = false } = {}) =>
    catalog.call(resources.countDownload, caller, { id, address, isRest });
  const downloads = async (id: number) => (await get(LISTENER, id)).downloads;

  test('the object of a download is returned without counting', async () => {
    const { id } = await share();
    const file = await catalog.call(resources.download, LISTENER, { id });
    expect(file).toMatchObject({ filename: 'kick.wav', type: 'audio/wav', size: 44 });
    expect(await downloads(id)).toBe(0);
  });

  test('concurrent ones of many readers are all counted, of one reader two a day, by address without an account', async () => {
    const { id } = await share();
    await Promise.all(Array.from({ length: 20 }, (_, i) => count(user(200 + i), id)));
    expect(await downloads(id)).toBe(20);
    await Promise.all(Array.from({ length: 10 }, () => count(LISTENER, id)));
    expect(await downloads(id)).toBe(22);
    for (const address of ['a', 'a', 'a', 'b']) await count(ANONYMOUS, id, { address });
    expect(await downloads(id)).toBe(25);
    await catalog.sql(`UPDATE catalog.resource_readers SET since = since - interval '25 hours' WHERE resource_id = $1`, [id]);
    await count(LISTENER, id);
    expect(await downloads(id)).toBe(26);
  });

  test('the rest of a file is a download of its own only for a reader without one', async () => {
    const { id } = await share();
    await count(LISTENER, id);
    await count(LISTENER, id, { isRest: true });
    expect(await downloads(id)).toBe(1);
    await count(user(201), id, { isRest: true });
    await count(user(201), id, { isRest: true });
    expect(await downloads(id)).toBe(2);
  });
});

test('an edit keeps id, file, downloads and rating, and loses against a newer one', async () => {
  const made = await share({ title: 'Caise', tags: ['drum'] });
  await catalog.call(resources.rate, LISTENER, { id: made.id, rating: 4 });
  const seen = await get(UPLOADER, made.id);
  const edit = (caller: Caller, change: Partial<UpdateResource>) =>
    catalog.call(resources.update, caller, { id: made.id, ...change });
  const edited = await edit(UPLOADER, { title: 'Caisse', tags: ['drum', 'sec'], isPublic: false, ifVersion: seen.version });
  expect(edited).toEqual({
    ...seen,
    title: 'Caisse',
    tags: ['drum', 'sec'],
    isPublic: false,
    version: expect.not.stringMatching(`^${seen.version}$`),
  });
  expect(await codeOf(edit(UPLOADER, { title: 'x', ifVersion: seen.version }))).toBe('PRECONDITION_FAILED');
  expect(await codeOf(edit(LISTENER, { title: 'x' }))).toBe('NOT_FOUND');
  expect(await codeOf(edit(ADMIN, { isPublic: true }))).toBe('no error');
  expect(await codeOf(edit(LISTENER, { title: 'x' }))).toBe('FORBIDDEN');
  expect(await codeOf(edit(ANONYMOUS, { title: 'x' }))).toBe('UNAUTHENTICATED');
  expect(await edit(UPLOADER, {})).toMatchObject({ title: 'Caisse', rating: 4, ratingsCount: 1 });
});

describe('votes', () => {
  test('uploaders have none, and a vote can be taken back', async () => {
    const { id } = await share();
    expect(await codeOf(catalog.call(resources.rate, UPLOADER, { id, rating: 5 }))).toBe('FORBIDDEN');
    await catalog.call(resources.rate, LISTENER, { id, rating: 5 });
    await catalog.call(resources.rate, ADMIN, { id, rating: 1 });
    for (const _again of [1, 2]) await catalog.call(resources.unrate, LISTENER, { id });
    const resource = await get(LISTENER, id);
    expect(resource).toMatchObject({ rating: 1, ratingsCount: 1 });
    expect(resource.myRating).toBeUndefined();
  });

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

resourceTrash(() => catalog);
