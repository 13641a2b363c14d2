import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ANONYMOUS, type Caller, community } from '@veza/contracts';
import { type CommunityUnderTest, codeOf, startCommunity, user } from './community-under-test.js';

const { comments } = community;

let service: CommunityUnderTest;
beforeAll(async () => {
  service = await startCommunity(2);
});
afterAll(() => service?.stop());

let last = 100;
const fresh = () => (last += 1);
/** A public track of 100 seconds. */
const published = (uploaderId = fresh()) => service.tracks.put(fresh(), uploaderId, { durationSeconds: 100 });

const write = (by: number, trackId: number, facts: { text?: string; second?: number; replyTo?: number } = {}) =>
  service.call(comments.add, user(by), { trackId, text: 'Hm', ...facts });
const list = (caller: Caller, trackId: number) => service.call(comments.list, caller, { trackId });
const replies = async (caller: Caller, trackId: number, commentId: number) =>
  (await service.call(comments.replies, caller, { trackId, commentId })).comments;
const remove = (caller: Caller, trackId: number, commentId: number) =>
  service.call(comments.remove, caller, { trackId, commentId });
const edit = (by: number, trackId: number, commentId: number, text: string) =>
  service.call(comments.edit, user(by), { trackId, commentId, text });
const textsOf = async (caller: Caller, trackId: number) => (await list(caller, trackId)).comments.map(({ text }) => text);

test('comments are listed latest first and in the order of the track, with their replies, page after page', async () => {
  const [track, ada, ben] = [published(), fresh(), fresh()];
  const late = await write(ada, track, { text: ' late\n', second: 90 });
  await write(ben, track, { text: 'whole' });
  const early = await write(ben, track, { text: 'early', second: 5 });
  const reply = await write(ada, track, { text: 'yes', replyTo: early.id });
  expect(late).toMatchObject({ authorId: ada, text: ' late\n', second: 90, editedAt: null, replies: 0 });
  expect(await list(ANONYMOUS, track)).toMatchObject({
    comments: [{ text: 'early', replies: 1 }, { text: 'whole' }, { text: ' late\n' }],
    total: 4,
    nextCursor: null,
  });
  expect(await replies(ANONYMOUS, track, early.id)).toEqual([reply]);
  for (const [order, texts] of [
    ['newest', ['early', 'whole', ' late\n']],
    ['second', ['early', ' late\n']],
  ] as const) {
    const walked: unknown[] = [];
    for (let cursor: string | null | undefined; cursor !== null;) {
      const page = await service.call(comments.list, ANONYMOUS, { trackId: track, order, limit: 1, cursor });
      walked.push(...page.comments.map(({ text }) => text));
      cursor = page.nextCursor;
    }
    expect(walked).toEqual(texts);
  }
  expect(await codeOf(service.call(comments.list, ANONYMOUS, { trackId: track, cursor: 'bm9uc2Vuc2U' }))).toBe(
    'VALIDATION_FAILED',
  );
});

test('a comment is read alone for a report, and neither a place nor one of a private track', async () => {
  const [track, ada, ben] = [published(), fresh(), fresh()];
  const hidden = service.tracks.put(fresh(), ada, { isPublic: false });
  const get = (by: number, commentId: number) => service.call(comments.get, user(by), { commentId });
  const { id } = await write(ada, track, { text: 'look' });
  expect(await get(ben, id)).toMatchObject({ id, trackId: track, authorId: ada, text: 'look' });
  const { id: inPrivate } = await write(ada, hidden);
  await write(ben, track, { replyTo: id });
  await remove(user(ada), track, id);
  for (const each of [id, inPrivate, 2_000_000_000]) expect(await codeOf(get(ben, each))).toBe('NOT_FOUND');
});

test('marks are the latest comment of each sixtieth of a track, without replies', async () => {
  const [track, ada] = [published(), fresh()];
  for (const second of [50, 50, 0, 100]) await write(ada, track, { second, text: `at ${second}` });
  const marks = await service.call(comments.marks, ANONYMOUS, { trackId: track });
  expect(marks.map(({ text }) => text)).toEqual(['at 0', 'at 50', 'at 100']);
});

test('strangers and bots write nothing, a second lies in the track, and replies have one level', async () => {
  const [track, ada] = [published(), fresh()];
  expect(await codeOf(service.call(comments.add, ANONYMOUS, { trackId: track, text: 'a' }))).toBe('UNAUTHENTICATED');
  expect(await codeOf(service.call(comments.add, user(900, { botOf: 7 }), { trackId: track, text: 'a' }))).toBe('FORBIDDEN');
  expect(await codeOf(write(ada, 99))).toBe('NOT_FOUND');
  const { id } = await write(ada, track, { second: 100 });
  const { id: reply } = await write(ada, track, { replyTo: id });
  for (const wrong of [{ second: 101 }, { replyTo: reply }, { replyTo: id, second: 1 }, { replyTo: 999_999 }, { text: ' \n' }])
    expect(await codeOf(write(ada, track, wrong))).toBe('VALIDATION_FAILED');
  expect(await codeOf(write(ada, published(), { replyTo: id }))).toBe('VALIDATION_FAILED');
});

test('authors change their texts; authors, owners of the track and moderators remove', async () => {
  const [owner, ada, ben] = [fresh(), fresh(), fresh()];
  const track = published(owner);
  const made = await Promise.all([ada, ada, ada].map((by) => write(by, track)));
  const [one = 0, two = 0, three = 0] = made.map(({ id }) => id);
  expect(await edit(ada, track, one, 'Ah')).toMatchObject({ text: 'Ah', editedAt: expect.any(String) });
  for (const by of [ben, owner]) expect(await codeOf(edit(by, track, one, 'No'))).toBe('FORBIDDEN');
  expect(await codeOf(remove(user(ben), track, one))).toBe('FORBIDDEN');
  expect(await codeOf(remove(ANONYMOUS, track, one))).toBe('UNAUTHENTICATED');
  await remove(user(ada), track, one);
  await remove(user(owner), track, two);
  await remove(user(ben, { role: 'moderator' }), track, three);
  expect(await codeOf(remove(user(ada), track, one))).toBe('NOT_FOUND');
  expect(await list(ANONYMOUS, track)).toMatchObject({ comments: [], total: 0 });
  const events = await service.sql<{ name: string; by: number }>(
    `SELECT name, (payload->>'removedBy')::integer AS by FROM community.events WHERE (payload->>'trackId')::integer = $1 ORDER BY id`,
    [track],
  );
  expect(events.map(({ name }) => name.split('.').at(-1)).toSorted()).toEqual([
    ...Array(3).fill('added'),
    ...Array(3).fill('removed'),
  ]);
  expect(events.flatMap(({ by }) => by ?? [])).toEqual([ada, owner, ben]);
});

test('a removed comment with replies stays as a place, and ends with its last reply', async () => {
  const [track, ada, ben] = [published(), fresh(), fresh()];
  const { id } = await write(ada, track);
  const { id: reply } = await write(ben, track, { replyTo: id });
  await remove(user(ada), track, id);
  expect(await list(ANONYMOUS, track)).toMatchObject({ comments: [{ id, authorId: null, text: null, replies: 1 }], total: 1 });
  expect(await codeOf(edit(ada, track, id, 'back'))).toBe('NOT_FOUND');
  expect(await codeOf(write(ada, track, { replyTo: id }))).toBe('VALIDATION_FAILED');
  await remove(user(ben), track, reply);
  expect(await service.sql('SELECT 1 FROM community.comments WHERE track_id = $1', [track])).toEqual([]);
});

test('a private track takes its comments out of sight, and a deleted one takes them along', async () => {
  const [ada, ben] = [fresh(), fresh()];
  const track = published(ada);
  const { id } = await write(ben, track);
  service.tracks.put(track, ada, { isPublic: false });
  for (const call of [list(user(ben), track), write(ben, track), edit(ben, track, id, 'x')])
    expect(await codeOf(call)).toBe('NOT_FOUND');
  expect((await list(user(ada), track)).total).toBe(1);
  await remove(user(ben), track, id); // the own one, unseen
  expect((await list(user(ada), track)).total).toBe(0);
  await write(ada, track);
  await service.events.deleteTrack(track);
  expect(await service.sql('SELECT 1 FROM community.comments WHERE track_id = $1', [track])).toEqual([]);
});

test('across a block with the owner nothing is written, and neither of two sees or counts the other', async () => {
  const [owner, ada, ben] = [fresh(), fresh(), fresh()];
  const track = published(owner);
  const { id } = await write(ada, track, { text: 'of ada' });
  await write(ben, track, { text: 'of ben', replyTo: id });
  await service.events.block(ben, ada);
  expect(await list(user(ben), track)).toMatchObject({ comments: [{ id, authorId: null, text: null, replies: 1 }], total: 1 });
  expect(await list(user(ada), track)).toMatchObject({ comments: [{ text: 'of ada', replies: 0 }], total: 1 });
  expect(await codeOf(write(ben, track, { replyTo: id }))).toBe('VALIDATION_FAILED');
  expect((await list(ANONYMOUS, track)).total).toBe(2);
  await service.events.block(owner, ada);
  for (const call of [write(ada, track), edit(ada, track, id, 'x')]) expect(await codeOf(call)).toBe('NOT_FOUND');
  await remove(user(owner), track, id);
  expect((await list(user(owner), track)).total).toBe(1);
});

test('a banned person is not shown, and an erased one leaves no text', async () => {
  const [track, ada, ben] = [published(), fresh(), fresh()];
  const { id } = await write(ada, track, { text: 'of ada' });
  const { id: other } = await write(ben, track, { text: 'of ben' });
  await write(ben, track, { replyTo: id });
  await write(ada, track, { replyTo: other });
  await service.events.ban(ada);
  expect(await textsOf(ANONYMOUS, track)).toEqual(['of ben', null]);
  expect((await list(ANONYMOUS, track)).total).toBe(2);
  expect(await codeOf(write(ada, track))).toBe('BANNED');
  await service.events.lift(ada);
  expect(await textsOf(ANONYMOUS, track)).toEqual(['of ben', 'of ada']);
  for (const _again of [1, 2]) await service.events.erase(ada);
  expect(await textsOf(ANONYMOUS, track)).toEqual(['of ben', null]);
  expect(await replies(ANONYMOUS, track, other)).toEqual([]);
  await service.events.erase(ben);
  expect(await service.sql('SELECT 1 FROM community.comments WHERE track_id = $1', [track])).toEqual([]);
});

test('two people that erase their comments and replies at the same time leave neither a place nor a deadlock', async () => {
  const track = published();
  for (let round = 0; round < 5; round += 1) {
    const [ada, ben] = [fresh(), fresh()];
    for (const _comment of [1, 2]) {
      const [one, two] = await Promise.all([write(ada, track), write(ben, track)]);
      await Promise.all([write(ben, track, { replyTo: one.id }), write(ada, track, { replyTo: two.id })]);
    }
    await Promise.all([service.events.erase(ada), service.events.erase(ben)]);
  }
  const left = await service.sql(
    'SELECT 1 FROM community.comments c WHERE author_id IS NULL AND NOT EXISTS (SELECT 1 FROM community.comments r WHERE r.parent_id = c.id)',
  );
  expect(left).toEqual([]);
});

test('a person writes 20 comments a minute and 300 a day, and a comment has 200 replies', async () => {
  const [track, ada, ben] = [published(), fresh(), fresh()];
  for (let count = 0; count < 20; count += 1) await write(ada, track);
  expect(await codeOf(write(ada, track))).toBe('RATE_LIMITED');
  await service.sql(`UPDATE community.comments SET created_at = now() - interval '2 minutes' WHERE author_id = $1`, [ada]);
  expect(await codeOf(write(ada, track))).toBe('no error');
  await service.sql('UPDATE community.people SET comments_that_day = 300 WHERE id = $1', [ada]);
  expect(await codeOf(write(ada, track))).toBe('RATE_LIMITED');
  await service.sql('UPDATE community.people SET commented_on = commented_on - 1 WHERE id = $1', [ada]);
  const { id } = await write(ada, track);
  await service.sql(
    `INSERT INTO community.comments (track_id, parent_id, author_id, text) SELECT $1, $2, n, 'x' FROM generate_series(2000001, 2000200) n`,
    [track, id],
  );
  expect(await codeOf(write(ben, track, { replyTo: id }))).toBe('INVALID_STATE');
});
