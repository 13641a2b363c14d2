import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ANONYMOUS, type Caller, community, type Publication } from '@veza/contracts';
import fc from 'fast-check';
import { PublicationsRepository } from '../src/publications/publications.repository.js';
import { type CommunityUnderTest, codeOf, startCommunity, user } from './community-under-test.js';
import { ALBUMS, type FeedPage, type FeedStep, type FeedWorld, histories, isAlbum, ownerOf, TRACKS } from './feed-histories.js';
import { runHistory } from './feed-model.js';

const { feed, follows, publications } = community;

let service: CommunityUnderTest;
beforeAll(async () => {
  service = await startCommunity();
});
afterAll(() => service?.stop());

let last = 100;
const fresh = () => (last += 1);
const people = (count: number) => Array.from({ length: count }, fresh);
const at = (minutesAgo: number) => new Date(Date.now() - minutesAgo * 60_000).toISOString();

const follow = (by: number, personId: number) => service.call(follows.put, user(by), { personId });
const idOf = ({ track, album, product, resource }: Publication) => (track ?? album ?? product ?? resource)?.id;
const fed = async (by: number) => (await service.call(feed.list, user(by), {})).items.map(idOf);
const listed = async (caller: Caller, limit = 100) => (await service.call(publications.list, caller, { limit })).items.map(idOf);

const published = async (personId: number, time?: string): Promise<number> => {
  const id = service.tracks.put(fresh(), personId);
  await service.events.published((events, delivery) => events.tracksPublished({ personId, things: [{ id }] }, delivery), time);
  return id;
};
const withdrawn = (personId: number, id: number) =>
  service.events.published((events, delivery) => events.tracksWithdrawn({ personId, ids: [id] }, delivery));

const releasedAlbum = async (personId: number, id = fresh()): Promise<number> => {
  service.tracks.album(id, personId);
  await service.events.published((events, delivery) => events.albumsPublished({ personId, things: [{ id }] }, delivery));
  return id;
};
const withdrawnAlbum = (personId: number, id: number) =>
  service.events.published((events, delivery) => events.albumsWithdrawn({ personId, ids: [id] }, delivery));
const deletedAlbum = (ownerId: number, albumId: number) =>
  service.events.published((events, delivery) => events.albumDeleted({ albumId, ownerId }, delivery));

test('a feed has tracks, products and resources of followed people, the latest first, and nothing of others', async () => {
  const [ada = 0, ben = 0, cleo = 0, dora = 0] = people(4);
  for (const person of [ada, ben]) await follow(dora, person);
  const track = await published(ada);
  const product = service.catalog.product(fresh(), ben);
  const change = { ownerId: ben, ids: [product] };
  await service.events.published((events, delivery) => events.productsChanged({ ...change, change: 'created' }, delivery));
  const resource = service.catalog.resource(fresh(), ada);
  const things = [{ id: resource }];
  await service.events.published((events, delivery) => events.resourcesPublished({ personId: ada, things }, delivery));
  await published(cleo);
  const { items, nextCursor } = await service.call(feed.list, user(dora), {});
  expect(items.map(({ kind, personId }) => [kind, personId])).toEqual([
    ['resource', ada],
    ['product', ben],
    ['track', ada],
  ]);
  expect(items.map(idOf)).toEqual([resource, product, track]);
  expect(nextCursor).toBeNull();

  await service.events.published((events, delivery) => events.productsChanged({ ...change, change: 'deleted' }, delivery));
  await service.events.published((events, delivery) =>
    events.resourcesChanged({ ownerId: ada, ids: [resource], change: 'deleted' }, delivery),
  );
  expect(await fed(dora)).toEqual([track]);
  await service.events.published((events, delivery) => events.productsChanged({ ...change, change: 'created' }, delivery));
  expect(await fed(dora)).toEqual([product, track]);
  expect(await codeOf(service.call(feed.list, ANONYMOUS, {}))).toBe('UNAUTHENTICATED');
  expect(await codeOf(service.call(feed.list, user(dora), { cursor: 'none' }))).toBe('VALIDATION_FAILED');
});

test('an album is in the feed with its person, and leaves at once with its last track, before its event', async () => {
  const [ada = 0, ben = 0] = people(2);
  await follow(ben, ada);
  const album = await releasedAlbum(ada);
  const { items } = await service.call(feed.list, user(ben), {});
  expect(items).toMatchObject([{ kind: 'album', personId: ada, album: { title: `album ${album}` } }]);
  service.tracks.deleteAlbum(album);
  for (const _time of ['before the event', 'after it']) {
    expect(await fed(ben)).toEqual([]);
    await withdrawnAlbum(ada, album);
  }
  await releasedAlbum(ada, album);
  expect(await fed(ben)).toEqual([album]);
  await deletedAlbum(ada, album);
  expect(await service.sql('SELECT 1 FROM community.publications WHERE person_id = $1', [ada])).toEqual([]);
});

test('a private track leaves at once, before its event, and comes back to its place', async () => {
  const [ada = 0, ben = 0] = people(2);
  await follow(ben, ada);
  const [first, second] = [await published(ada), await published(ada)];
  service.tracks.put(first, ada, { isPublic: false });
  for (const _time of ['before the event', 'after it']) {
    expect(await fed(ben)).toEqual([second]);
    await withdrawn(ada, first);
  }
  await published(ada, at(0));
  service.tracks.put(first, ada);
  await service.events.published((events, delivery) =>
    events.tracksPublished({ personId: ada, things: [{ id: first }] }, delivery),
  );
  expect((await fed(ben)).slice(1)).toEqual([second, first]);
  await service.events.deleteTrack(first);
  expect(await service.sql('SELECT 1 FROM community.publications WHERE thing_id = $1', [first])).toEqual([]);
  await withdrawn(ada, second);
  await service.sql(`UPDATE community.publications SET withdrawn_at = now() - interval '61 days' WHERE thing_id = $1`, [second]);
  await service.get(PublicationsRepository).sweep();
  expect(await service.sql('SELECT 1 FROM community.publications WHERE thing_id = $1', [second])).toEqual([]);
});

test('an unfollow, a block, a ban and an erasure are effective at once', async () => {
  const [ada = 0, ben = 0, cleo = 0, dora = 0] = people(4);
  for (const person of [ada, ben, cleo]) await follow(dora, person);
  const [ofAda, ofBen, ofCleo] = [await published(ada), await published(ben), await published(cleo)];
  expect(await fed(dora)).toEqual([ofCleo, ofBen, ofAda]);
  await service.call(follows.remove, user(dora), { personId: ada });
  await service.events.block(dora, ben);
  await service.events.ban(cleo);
  expect(await fed(dora)).toEqual([]);
  for (const [by, hidden] of [
    [user(dora), [ofBen, ofCleo]],
    [ANONYMOUS, [ofCleo]],
  ] as const)
    expect((await listed(by)).filter((id) => id === ofBen || id === ofCleo)).toEqual(
      [ofCleo, ofBen].filter((id) => !hidden.some((each) => each === id)),
    );
  expect(await listed(user(ben))).toContain(ofBen);
  await service.events.lift(cleo);
  expect(await fed(dora)).toEqual([ofCleo]);
  await service.events.erase(cleo);
  expect(await fed(dora)).toEqual([]);
  expect(await service.sql('SELECT 1 FROM community.publications WHERE person_id = $1', [cleo])).toEqual([]);
});

test('the list of everybody has the last three things of a person, however many there are', async () => {
  const [ada = 0, ben = 0] = people(2);
  const ofBen = await published(ben);
  const ofAda: number[] = [];
  for (let i = 0; i < 5; i += 1) ofAda.push(await published(ada));
  expect((await listed(ANONYMOUS)).slice(0, 4)).toEqual([...ofAda.slice(2).reverse(), ofBen]);
  await withdrawn(ada, ofAda[4] ?? 0);
  expect((await listed(ANONYMOUS)).slice(0, 4)).toEqual([...ofAda.slice(1, 4).reverse(), ofBen]);
});

test('things from before the feed are put at their time, and a page of the end is not moved by them', async () => {
  const [ada = 0, ben = 0, cleo = 0] = people(3);
  for (const person of [ada, ben]) await follow(cleo, person);
  const late = await published(ada);
  const [old, older] = [service.tracks.put(fresh(), ben), service.tracks.put(fresh(), ben)];
  const things = [
    { id: old, at: at(600) },
    { id: older, at: at(900) },
  ];
  await service.events.published((events, delivery) => events.tracksPublished({ personId: ben, things }, delivery));
  expect(await fed(cleo)).toEqual([late, old, older]);
});

test('publications at the same time have places in the order of their commits', async () => {
  const [ada = 0, ben = 0] = people(2);
  await follow(ben, ada);
  const made = await Promise.all(Array.from({ length: 20 }, () => published(ada, at(0))));
  const walked: (number | undefined)[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page = await service.call(feed.list, user(ben), { limit: 3, cursor });
    walked.push(...page.items.map(idOf));
    cursor = page.nextCursor;
  }
  expect(walked.length).toBe(20);
  expect(new Set(walked)).toEqual(new Set(made));
  const placed = await service.sql('SELECT DISTINCT position FROM community.publications WHERE person_id = $1', [ada]);
  expect(placed.length).toBe(20);
});

test('a page of a person who follows 5,000 others has a bounded cost', async () => {
  const [reader = 0] = people(1);
  await service.sql(
    `WITH made AS (INSERT INTO community.people (id) SELECT n FROM generate_series(3000001, 3005000) n RETURNING id),
       followed AS (INSERT INTO community.follows (follower_id, followed_id) SELECT $1, id FROM made RETURNING followed_id)
     INSERT INTO community.publications (kind, thing_id, person_id, published_at, position)
     SELECT 'track', 4000000 + 4 * (followed_id - 3000000) + n, followed_id, now(), 4 * (followed_id - 3000000) + n FROM followed, generate_series(0, 3) n`,
    [reader],
  );
  await service.sql('ANALYZE community.publications');
  const plan = await service.sql<{ 'QUERY PLAN': string }>(
    `EXPLAIN (ANALYZE, BUFFERS, COSTS OFF)
     SELECT head.position FROM community.follows f JOIN community.people q ON q.id = f.followed_id AND NOT q.is_hidden
     CROSS JOIN LATERAL (SELECT p.position, p.id FROM community.publications p WHERE p.person_id = f.followed_id AND p.withdrawn_at IS NULL
       AND (p.position, p.id) < (9007199254740991, 0) ORDER BY p.position DESC, p.id DESC LIMIT 1) AS head
     WHERE f.follower_id = $1 ORDER BY head.position DESC LIMIT 21`,
    [reader],
  );
  const text = plan.map((line) => line['QUERY PLAN']).join('\n');
  expect(text).toContain('publications_person');
  expect(text).not.toContain('Seq Scan on publications');
  for (let thing = 4_019_980; thing <= 4_020_003; thing += 1) service.tracks.put(thing, 1);
  const { items } = await service.call(feed.list, user(reader), { limit: 20 });
  expect(items.map(idOf)).toEqual(Array.from({ length: 20 }, (_, i) => 4_020_003 - i));
});

/** A history on the service: people, readers, tracks and albums of its own. */
class ServiceFeed implements FeedWorld {
  private readonly people = people(4);
  private readonly readers = people(2);
  private readonly things = people(TRACKS + ALBUMS);

  private readonly person = (n: number) => this.people[n - 1] ?? 0;
  private readonly reader = (n: number) => this.readers[n - 1] ?? 0;
  private readonly id = (n: number) => this.things[n - 1] ?? 0;
  private readonly owner = (thing: number) => this.person(ownerOf(thing));

  async publish(thing: number): Promise<void> {
    const [personId, id] = [this.owner(thing), this.id(thing)];
    if (isAlbum(thing)) {
      await releasedAlbum(personId, id);
      return;
    }
    service.tracks.put(id, personId);
    await service.events.published((events, delivery) => events.tracksPublished({ personId, things: [{ id }] }, delivery));
  }

  async hide(thing: number, announced: boolean): Promise<void> {
    const [personId, id] = [this.owner(thing), this.id(thing)];
    if (isAlbum(thing)) service.tracks.deleteAlbum(id);
    else service.tracks.put(id, personId, { isPublic: false });
    if (announced) await (isAlbum(thing) ? withdrawnAlbum : withdrawn)(personId, id);
  }

  show(thing: number): Promise<void> {
    return this.publish(thing);
  }

  async delete(thing: number, announced: boolean): Promise<void> {
    const id = this.id(thing);
    if (isAlbum(thing)) {
      service.tracks.deleteAlbum(id);
      if (announced) await deletedAlbum(this.owner(thing), id);
    } else if (announced) await service.events.deleteTrack(id);
    else service.tracks.delete(id);
  }

  async follow(reader: number, person: number): Promise<void> {
    await follow(this.reader(reader), this.person(person));
  }

  async unfollow(reader: number, person: number): Promise<void> {
    await service.call(follows.remove, user(this.reader(reader)), { personId: this.person(person) });
  }

  block(reader: number, person: number): Promise<void> {
    return service.events.block(this.reader(reader), this.person(person));
  }

  unblock(reader: number, person: number): Promise<void> {
    return service.events.unblock(this.reader(reader), this.person(person));
  }

  ban(person: number): Promise<void> {
    return service.events.ban(this.person(person));
  }

  lift(person: number): Promise<void> {
    return service.events.lift(this.person(person));
  }

  async page(reader: number, limit: number, cursor?: string): Promise<FeedPage> {
    const { items, nextCursor } = await service.call(feed.list, user(this.reader(reader)), { limit, cursor });
    return { things: items.map((item) => this.things.indexOf(idOf(item) ?? 0) + 1), cursor: nextCursor };
  }
}

test('in 200 histories on Postgres each page has what is visible then, none missing and none twice', async () => {
  const run = (steps: readonly FeedStep[]) => runHistory(new ServiceFeed(), steps);
  await fc.assert(fc.asyncProperty(histories, run), { numRuns: 200 });
});
