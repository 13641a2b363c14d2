import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ANONYMOUS, type Caller, community } from '@veza/contracts';
import { type CommunityUnderTest, codeOf, startCommunity, user } from './community-under-test.js';

const { likes } = community;

let service: CommunityUnderTest;
beforeAll(async () => {
  service = await startCommunity(2);
});
afterAll(() => service?.stop());

let last = 100;
const fresh = () => (last += 1);
/** A public track of its own. */
const published = (uploaderId = fresh()) => service.tracks.put(fresh(), uploaderId);

const like = (by: number, trackId: number) => service.call(likes.put, user(by), { trackId });
const unlike = (by: number, trackId: number) => service.call(likes.remove, user(by), { trackId });
const get = (caller: Caller, trackId: number) => service.call(likes.get, caller, { trackId });
const liked = async (by: number) => (await service.call(likes.list, user(by), {})).tracks.map(({ id }) => id);

test('a like is counted once, however often it is sent, and so is its end', async () => {
  const [track, ada] = [published(), fresh()];
  for (const _again of [1, 2]) await like(ada, track);
  expect(await get(user(ada), track)).toEqual({ likes: 1, likedByMe: true });
  expect(await get(ANONYMOUS, track)).toEqual({ likes: 1, likedByMe: false });
  for (const _again of [1, 2]) await unlike(ada, track);
  expect(await get(user(ada), track)).toEqual({ likes: 0, likedByMe: false });
  expect(await get(ANONYMOUS, published())).toEqual({ likes: 0, likedByMe: false });
});

test('strangers and bots like nothing, and a track that does not exist is not found', async () => {
  const track = published();
  expect(await codeOf(service.call(likes.put, ANONYMOUS, { trackId: track }))).toBe('UNAUTHENTICATED');
  expect(await codeOf(service.call(likes.list, ANONYMOUS, {}))).toBe('UNAUTHENTICATED');
  expect(await codeOf(service.call(likes.put, user(900, { botOf: 7 }), { trackId: track }))).toBe('FORBIDDEN');
  for (const call of [like(fresh(), 99), get(ANONYMOUS, 99)]) expect(await codeOf(call)).toBe('NOT_FOUND');
  expect(await codeOf(unlike(fresh(), 99))).toBe('no error');
});

test('a private track exists for its uploader only, and leaves lists when it becomes private', async () => {
  const [ada, ben] = [fresh(), fresh()];
  const [hidden, open] = [published(ada), published(ada)];
  for (const track of [hidden, open]) await like(ben, track);
  expect(await liked(ben)).toEqual([open, hidden]);
  service.tracks.put(hidden, ada, { isPublic: false });
  expect(await liked(ben)).toEqual([open]);
  for (const call of [like(ben, hidden), get(user(ben), hidden), get(ANONYMOUS, hidden)])
    expect(await codeOf(call)).toBe('NOT_FOUND');
  expect(await get(user(ada), hidden)).toEqual({ likes: 1, likedByMe: false });
  expect(await codeOf(like(ada, hidden))).toBe('no error');
  await unlike(ben, hidden);
  expect(await get(user(ada), hidden)).toEqual({ likes: 1, likedByMe: true });
});

test('a deleted track takes its likes along', async () => {
  const [track, ada] = [published(), fresh()];
  await like(ada, track);
  await service.events.deleteTrack(track);
  expect(await liked(ada)).toEqual([]);
  expect(await service.sql('SELECT 1 FROM community.likes WHERE track_id = $1', [track])).toEqual([]);
  expect(await service.sql('SELECT 1 FROM community.liked_tracks WHERE track_id = $1', [track])).toEqual([]);
});

test('pages by cursor are together the whole list, the latest like first', async () => {
  const ada = fresh();
  const tracks = Array.from({ length: 5 }, () => published());
  for (const track of tracks) await like(ada, track);
  const walked: number[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page = await service.call(likes.list, user(ada), { limit: 2, cursor });
    walked.push(...page.tracks.map(({ id }) => id));
    cursor = page.nextCursor;
  }
  expect(walked).toEqual([...tracks].reverse());
});

test('across a block nothing is liked, and what was liked before is not shown', async () => {
  const [ada, ben] = [fresh(), fresh()];
  const [before, after] = [published(ada), published(ada)];
  await like(ben, before);
  await service.events.block(ada, ben);
  expect(await codeOf(like(ben, after))).toBe('NOT_FOUND');
  expect(await liked(ben)).toEqual([]);
  await service.events.unblock(ada, ben);
  expect(await liked(ben)).toEqual([before]);
});

test('the like of a banned person is not counted until the ban ends', async () => {
  const [track, ada, ben] = [published(), fresh(), fresh()];
  for (const person of [ada, ben]) await like(person, track);
  await service.events.ban(ada);
  expect(await get(ANONYMOUS, track)).toMatchObject({ likes: 1 });
  expect(await codeOf(like(ada, published()))).toBe('BANNED');
  await service.events.lift(ada);
  expect(await get(ANONYMOUS, track)).toMatchObject({ likes: 2 });
  expect(await service.wrongCounts()).toEqual([]);
});

test('fifty people that like and unlike at the same time leave a count that equals the rows', async () => {
  const track = published();
  const crowd = Array.from({ length: 50 }, fresh);
  await Promise.all(
    crowd.map(async (person, at) => {
      await like(person, track);
      if (at % 2 === 0) await unlike(person, track);
      if (at % 5 === 0) await service.events.ban(person);
      if (at % 10 === 0) await like(person, track).catch(() => undefined);
    }),
  );
  expect(await service.wrongCounts()).toEqual([]);
  const shown = crowd.filter((_, at) => at % 2 === 1 && at % 5 !== 0);
  expect(await get(ANONYMOUS, track)).toMatchObject({ likes: shown.length });
});

test('a person likes at most 10,000 tracks, and 1,000 new ones a day', async () => {
  const [ada, track, other] = [fresh(), published(), published()];
  await like(ada, track);
  await service.sql('UPDATE community.people SET likes_that_day = 1000 WHERE id = $1', [ada]);
  expect(await codeOf(like(ada, other))).toBe('RATE_LIMITED');
  expect(await codeOf(like(ada, track))).toBe('no error'); // it is liked already
  await service.sql('UPDATE community.people SET acts_on = acts_on - 1 WHERE id = $1', [ada]);
  await service.sql(`INSERT INTO community.likes (person_id, track_id) SELECT $1, n FROM generate_series(2000001, 2009999) n`, [
    ada,
  ]);
  expect(await codeOf(like(ada, other))).toBe('INVALID_STATE');
  await unlike(ada, track);
  expect(await codeOf(like(ada, other))).toBe('no error');
});
