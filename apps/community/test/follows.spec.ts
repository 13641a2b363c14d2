import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ANONYMOUS, type Caller, community } from '@veza/contracts';
import { type CommunityUnderTest, codeOf, startCommunity, user } from './community-under-test.js';

const { people, followers, following, follows } = community;

let service: CommunityUnderTest;
beforeAll(async () => {
  service = await startCommunity(2);
});
afterAll(() => service?.stop());

/** People of a test of their own: relations of other tests are not counted. */
let last = 100;
const persons = (count: number): number[] => Array.from({ length: count }, () => (last += 1));

const follow = (by: number, personId: number) => service.call(follows.put, user(by), { personId });
const unfollow = (by: number, personId: number) => service.call(follows.remove, user(by), { personId });
const get = (caller: Caller, personId: number) => service.call(people.get, caller, { personId });
const followersOf = async (caller: Caller, personId: number) => (await service.call(followers.list, caller, { personId })).ids;
const followingOf = async (caller: Caller, personId: number) => (await service.call(following.list, caller, { personId })).ids;

test('a follow is counted once on both sides, however often it is sent, and so is its end', async () => {
  const [ada = 0, ben = 0] = persons(2);
  for (const _again of [1, 2]) await follow(ben, ada);
  expect(await get(user(ben), ada)).toEqual({ followers: 1, following: 0, followedByMe: true });
  expect(await get(ANONYMOUS, ada)).toEqual({ followers: 1, following: 0, followedByMe: false });
  expect(await get(ANONYMOUS, ben)).toMatchObject({ followers: 0, following: 1 });
  for (const _again of [1, 2]) await unfollow(ben, ada);
  expect(await get(user(ben), ada)).toEqual({ followers: 0, following: 0, followedByMe: false });
  expect(await service.wrongCounts()).toEqual([]);
});

test('a person without any relation has a page with zeros', async () => {
  expect(await get(ANONYMOUS, 99)).toEqual({ followers: 0, following: 0, followedByMe: false });
  expect(await followersOf(ANONYMOUS, 99)).toEqual([]);
});

test('strangers and bots follow no person, and a person does not follow itself', async () => {
  const [ada = 0, ben = 0] = persons(2);
  expect(await codeOf(service.call(follows.put, ANONYMOUS, { personId: ada }))).toBe('UNAUTHENTICATED');
  expect(await codeOf(service.call(follows.remove, ANONYMOUS, { personId: ada }))).toBe('UNAUTHENTICATED');
  expect(await codeOf(follow(ada, ada))).toBe('VALIDATION_FAILED');
  expect(await codeOf(service.call(follows.put, user(900, { botOf: ben }), { personId: ada }))).toBe('FORBIDDEN');
  expect(await get(ANONYMOUS, ada)).toMatchObject({ followers: 0 });
});

test('pages by cursor are together the whole list, the latest first', async () => {
  const [ada = 0, ...fans] = persons(6);
  for (const fan of fans) await follow(fan, ada);
  const walked: number[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page = await service.call(followers.list, ANONYMOUS, { personId: ada, limit: 2, cursor });
    expect(page.ids.length).toBeLessThanOrEqual(2);
    walked.push(...page.ids);
    cursor = page.nextCursor;
  }
  expect(walked).toEqual([...fans].reverse());
  expect(await followingOf(ANONYMOUS, fans[0] ?? 0)).toEqual([ada]);
  const foreign = service.call(followers.list, ANONYMOUS, { personId: ada, cursor: 'bm9uc2Vuc2U' });
  expect(await codeOf(foreign)).toBe('VALIDATION_FAILED');
});

test('a block ends follows in both directions, hides each from the other, and refuses new ones until it is taken back', async () => {
  const [ada = 0, ben = 0, cleo = 0] = persons(3);
  for (const [by, whom] of [
    [ada, ben],
    [ben, ada],
    [ada, cleo],
    [ben, cleo],
  ] as const)
    await follow(by, whom);
  await service.events.block(ada, ben);
  for (const [by, whom] of [
    [ada, ben],
    [ben, ada],
  ] as const) {
    expect(await codeOf(follow(by, whom))).toBe('USER_NOT_FOUND');
    expect(await codeOf(get(user(by), whom))).toBe('USER_NOT_FOUND');
    expect(await codeOf(followersOf(user(by), whom))).toBe('USER_NOT_FOUND');
    expect(await followersOf(user(by), cleo)).toEqual([by]);
  }
  expect(await get(ANONYMOUS, ada)).toMatchObject({ followers: 0, following: 1 });
  expect(await followersOf(ANONYMOUS, cleo)).toEqual([ben, ada]);
  await service.events.unblock(ada, ben);
  expect(await followersOf(user(ada), ben)).toEqual([]);
  await follow(ada, ben);
  expect(await get(user(ada), ben)).toMatchObject({ followers: 1, followedByMe: true });
  expect(await service.wrongCounts()).toEqual([]);
});

test('a follow and a block at the same time never leave both', async () => {
  for (let round = 0; round < 10; round += 1) {
    const [ada = 0, ben = 0] = persons(2);
    await Promise.allSettled([follow(ben, ada), service.events.block(ada, ben), follow(ada, ben)]);
    expect(await service.sql('SELECT 1 FROM community.follows WHERE follower_id = ANY($1)', [[ada, ben]])).toEqual([]);
  }
  expect(await service.wrongCounts()).toEqual([]);
});

test('a banned person leaves pages and counts, and is back when the ban is lifted or has ended', async () => {
  const [ada = 0, ben = 0, cleo = 0] = persons(3);
  for (const [by, whom] of [
    [ada, ben],
    [ben, ada],
    [cleo, ada],
  ] as const)
    await follow(by, whom);
  for (const _again of [1, 2]) await service.events.ban(ben);
  expect(await get(ANONYMOUS, ada)).toMatchObject({ followers: 1, following: 0 });
  expect(await followersOf(ANONYMOUS, ada)).toEqual([cleo]);
  expect(await codeOf(get(ANONYMOUS, ben))).toBe('USER_NOT_FOUND');
  expect(await codeOf(follow(cleo, ben))).toBe('USER_NOT_FOUND');
  expect(await codeOf(follow(ben, cleo))).toBe('BANNED');
  await unfollow(ada, ben);
  for (const _again of [1, 2]) await service.events.lift(ben);
  expect(await get(ANONYMOUS, ada)).toMatchObject({ followers: 2, following: 0 });
  expect(await get(ANONYMOUS, ben)).toMatchObject({ followers: 0, following: 1 });

  await service.events.ban(ben, '2020-01-01T00:00:00.000Z');
  expect(await get(ANONYMOUS, ada)).toMatchObject({ followers: 1 });
  await service.events.ban(cleo, '9999-01-01T00:00:00.000Z');
  await service.showReturned();
  expect(await followersOf(ANONYMOUS, ada)).toEqual([ben]);
  expect(await service.wrongCounts()).toEqual([]);
});

test('fifty people that follow and unfollow at the same time, in both directions, leave counts that equal the rows', async () => {
  const crowd = persons(50);
  const [star = 0] = persons(1);
  const act = async (person: number, at: number) => {
    await follow(person, star);
    await follow(star, person);
    await follow(person, crowd[(at + 1) % crowd.length] ?? 0);
    if (at % 2 === 0) await unfollow(person, star);
    if (at % 3 === 0) await unfollow(star, person);
    if (at % 5 === 0) await service.events.ban(person);
    if (at % 10 === 0) await service.events.lift(person);
  };
  const outcomes = await Promise.allSettled(crowd.map(act));
  const refusals = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
  // The next one was banned meanwhile, or a busy machine took longer than a call may: its transaction is whole, or none.
  const expected = { code: expect.stringMatching(/^(USER_NOT_FOUND|DEADLINE)$/) };
  for (const error of refusals) expect(error).toMatchObject(expected);
  expect(await service.wrongCounts()).toEqual([]);
  const [rows] = await service.sql<{ count: number }>(
    'SELECT count(*)::integer AS count FROM community.follows WHERE followed_id = $1',
    [star],
  );
  expect(rows?.count).toBeGreaterThan(0);
});

test('the same follow fifty times at once is one row', async () => {
  const [ada = 0, ben = 0] = persons(2);
  await Promise.all(Array.from({ length: 50 }, () => follow(ben, ada)));
  expect(await get(user(ben), ada)).toEqual({ followers: 1, following: 0, followedByMe: true });
});

test('a person follows at most 5,000 others, and 500 new ones a day', async () => {
  const [ada = 0, ben = 0, cleo = 0] = persons(3);
  await follow(ada, cleo);
  await service.sql('UPDATE community.people SET follows_that_day = 500 WHERE id = $1', [ada]);
  expect(await codeOf(follow(ada, ben))).toBe('RATE_LIMITED');
  expect(await codeOf(follow(ada, cleo))).toBe('no error'); // it is followed already
  await service.sql(`UPDATE community.people SET acts_on = acts_on - 1 WHERE id = $1`, [ada]);
  expect(await codeOf(follow(ada, ben))).toBe('no error');
  await service.sql(
    `INSERT INTO community.follows (follower_id, followed_id) SELECT $1, n FROM generate_series(1000001, 1004998) n`,
    [ada],
  );
  await service.sql('UPDATE community.people SET following = 5000 WHERE id = $1', [ada]);
  const [dora = 0] = persons(1);
  expect(await codeOf(follow(ada, dora))).toBe('INVALID_STATE');
  await unfollow(ada, ben);
  expect(await codeOf(follow(ada, dora))).toBe('no error');
  expect(await service.wrongCounts()).toEqual([]);
});
