import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ANONYMOUS, type Caller, community, type SectionOf } from '@veza/contracts';
import { type CommunityUnderTest, codeOf, startCommunity, user } from './community-under-test.js';

const { comments, follows, likes, people, personalData, playlistEditors, playlists, playlistTracks } = community;
const [ADA, BEN, CLEO, DORA] = [7, 8, 9, 10];
const [LA, SI] = [21, 22];

let service: CommunityUnderTest;
beforeAll(async () => {
  service = await startCommunity();
});
afterAll(() => service?.stop());

const follow = (by: number, personId: number) => service.call(follows.put, user(by), { personId });
const like = (by: number, trackId: number) => service.call(likes.put, user(by), { trackId });
const own = async (caller: Caller, section: SectionOf<typeof personalData.export>) =>
  (await service.call(personalData.export, caller, { section })).rows;

test('an export has whom one follows, who follows one, what one likes and has published', async () => {
  for (const track of [LA, SI]) service.tracks.put(track, CLEO);
  for (const [by, whom] of [
    [ADA, BEN],
    [ADA, CLEO],
    [BEN, ADA],
    [CLEO, BEN],
  ] as const)
    await follow(by, whom);
  for (const [by, track] of [
    [ADA, LA],
    [BEN, LA],
    [ADA, SI],
  ] as const)
    await like(by, track);
  const things = [{ id: LA }];
  await service.events.published((events, delivery) => events.tracksPublished({ personId: CLEO, things }, delivery));
  const at = expect.any(String);
  expect(await own(user(ADA), 'follows')).toEqual([
    { followed_id: BEN, followed_at: at },
    { followed_id: CLEO, followed_at: at },
  ]);
  expect(await own(user(ADA), 'followers')).toEqual([{ follower_id: BEN, followed_at: at }]);
  expect(await own(user(ADA), 'notices')).toMatchObject([
    { kind: 'follow', actor_id: BEN, thing_id: String(BEN), created_at: at },
  ]);
  expect(await own(user(ADA), 'likes')).toEqual([
    { track_id: LA, liked_at: at },
    { track_id: SI, liked_at: at },
  ]);
  expect(await own(user(CLEO), 'publications')).toEqual([{ kind: 'track', thing_id: LA, published_at: at, withdrawn_at: null }]);
  expect(await own(user(DORA), 'follows')).toEqual([]);
  expect(await codeOf(own(ANONYMOUS, 'likes'))).toBe('UNAUTHENTICATED');
});

test('an export has the comments and playlists of a person, what it added to others, and no secret', async () => {
  const [EVE, FAY] = [11, 12];
  await service.call(comments.add, user(EVE), { trackId: LA, text: 'Ah', second: 0 });
  const { id: mine } = await service.call(playlists.create, user(EVE), { title: 'Night' });
  const { id: other } = await service.call(playlists.create, user(FAY), { title: 'Day' });
  await service.call(playlists.share, user(EVE), { playlistId: mine });
  await service.call(playlistEditors.put, user(FAY), { playlistId: other, personId: EVE });
  for (const playlistId of [mine, other]) await service.call(playlistTracks.put, user(EVE), { playlistId, trackId: LA });
  expect(await own(user(EVE), 'comments')).toMatchObject([{ track_id: LA, second: 0, text: 'Ah' }]);
  const [playlist] = await own(user(EVE), 'playlists');
  expect(playlist).toMatchObject({ id: mine, title: 'Night', visibility: 'link' });
  expect(playlist).not.toHaveProperty('code_hash');
  expect(await own(user(EVE), 'playlist_tracks')).toMatchObject([{ playlist_id: mine }, { playlist_id: other }]);
  expect(await own(user(EVE), 'shared_playlists')).toMatchObject([{ playlist_id: other }]);
  for (const person of [EVE, FAY]) await service.events.erase(person);
  for (const section of ['comments', 'playlists', 'playlist_tracks', 'shared_playlists'] as const)
    expect(await own(user(EVE), section)).toEqual([]);
});

test('an erasure leaves no row of the person, and exact counts of the others; again it changes nothing', async () => {
  await service.events.block(ADA, DORA);
  for (const _again of [1, 2]) {
    await service.events.erase(ADA);
    for (const section of ['follows', 'followers', 'likes', 'notices'] as const)
      expect(await own(user(ADA), section)).toEqual([]);
    for (const table of ['people WHERE id = 7', 'blocks WHERE 7 IN (user_id, blocked_id)'])
      expect(await service.sql(`SELECT 1 FROM community.${table}`)).toEqual([]);
    expect(await service.call(people.get, ANONYMOUS, { personId: BEN })).toMatchObject({ followers: 1, following: 0 });
    expect(await service.call(likes.get, ANONYMOUS, { trackId: LA })).toMatchObject({ likes: 1 });
    expect(await service.call(likes.get, ANONYMOUS, { trackId: SI })).toMatchObject({ likes: 0 });
    expect(await service.wrongCounts()).toEqual([]);
  }
});

test('the erasure of a banned person takes nothing from the counts a second time', async () => {
  await service.events.ban(CLEO);
  await service.events.erase(CLEO);
  expect(await service.call(people.get, ANONYMOUS, { personId: BEN })).toMatchObject({ followers: 0 });
  expect(await service.wrongCounts()).toEqual([]);
});

test('relations that were written during an erasure end with its second event', async () => {
  await service.events.erase(DORA);
  await follow(DORA, BEN);
  await service.events.erase(DORA);
  expect(await service.call(people.get, ANONYMOUS, { personId: BEN })).toMatchObject({ followers: 0 });
  expect(await service.wrongCounts()).toEqual([]);
});
