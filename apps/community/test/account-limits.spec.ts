import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { community } from '@veza/contracts';
import { codeOf, type CommunityUnderTest, startCommunity, user } from './community-under-test.js';

let service: CommunityUnderTest;

beforeAll(async () => {
  service = await startCommunity(1, { COMMUNITY_REDUCED_LIMITS: 'true' });
});
afterAll(() => service?.stop());

const { comments, follows, likes, playlists } = community;
const said = (userId: number, text: string, trackId = 1) =>
  codeOf(service.call(comments.add, user(userId), { trackId, text, second: null, replyTo: null }));
const followed = (userId: number, personId: number) => codeOf(service.call(follows.put, user(userId), { personId }));
const playlist = { title: 'Mine', visibility: 'private' as const };
/** What the account has done today already. */
const doneToday = (id: number, column: string, count: number) =>
  service.sql(
    `INSERT INTO community.people (id, ${column}) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET ${column} = excluded.${column}`,
    [id, count],
  );

test('a new account follows, likes and comments less, makes few playlists, and writes no links', async () => {
  const [fresh, known] = [11, 12];
  service.identity.fresh.add(fresh);
  service.tracks.put(1, 90);
  for (const id of [fresh, known]) {
    await doneToday(id, 'follows_that_day', 50);
    await doneToday(id, 'likes_that_day', 100);
    await doneToday(id, 'comments_that_day', 20);
  }
  expect([await followed(fresh, 91), await followed(known, 91)]).toEqual(['RATE_LIMITED', 'no error']);
  const liked = (id: number) => codeOf(service.call(likes.put, user(id), { trackId: 1 }));
  expect([await liked(fresh), await liked(known)]).toEqual(['RATE_LIMITED', 'no error']);
  expect([await said(fresh, 'hello'), await said(known, 'hello')]).toEqual(['RATE_LIMITED', 'no error']);
  const made = (id: number) => codeOf(service.call(playlists.create, user(id), playlist));
  for (let count = 0; count < 5; count += 1) expect([await made(fresh), await made(known)]).toEqual(['no error', 'no error']);
  expect([await made(fresh), await made(known)]).toEqual(['INVALID_STATE', 'no error']);
});

test('a link enters no comment of a new account, also by an edit', async () => {
  const fresh = 21;
  service.identity.fresh.add(fresh);
  service.tracks.put(1, 90);
  for (const text of ['see https://spam.test', 'see HTTP://SPAM.TEST', 'www.spam.test'])
    expect(await said(fresh, text)).toBe('VALIDATION_FAILED');
  const { id } = await service.call(comments.add, user(fresh), { trackId: 1, text: 'no link', second: null, replyTo: null });
  const edited = (text: string) => codeOf(service.call(comments.edit, user(fresh), { trackId: 1, commentId: id, text }));
  expect([await edited('at https://spam.test'), await edited('a fine song')]).toEqual(['VALIDATION_FAILED', 'no error']);
  service.identity.fresh.delete(fresh);
  expect(await edited('at https://kept.test')).toBe('no error'); // the account has grown up meanwhile
});

test('an account that was banned in the last 30 days is limited as a new one', async () => {
  const [banned, former] = [31, 32];
  service.tracks.put(1, 90);
  for (const id of [banned, former]) {
    await service.events.ban(id);
    await service.events.lift(id);
  }
  await service.sql(`UPDATE community.people SET banned_at = now() - interval '31 days' WHERE id = $1`, [former]);
  expect([await said(banned, 'www.spam.test'), await said(former, 'www.kept.test')]).toEqual(['VALIDATION_FAILED', 'no error']);
});

test('identity is asked once about an established account, and moderators have the usual limits', async () => {
  service.tracks.put(1, 90);
  const before = service.identity.asked;
  for (const text of ['one', 'two', 'three']) expect(await said(41, text)).toBe('no error');
  expect(service.identity.asked).toBe(before + 1);
  service.identity.fresh.add(42);
  await doneToday(42, 'follows_that_day', 50);
  expect(await codeOf(service.call(follows.put, user(42, { role: 'moderator' }), { personId: 91 }))).toBe('no error');
});
