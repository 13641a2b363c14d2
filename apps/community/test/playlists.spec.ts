import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ANONYMOUS, type Caller, community } from '@veza/contracts';
import { type CommunityUnderTest, codeOf, startCommunity, user } from './community-under-test.js';

const { playlists, playlistTracks, playlistEditors } = community;

let service: CommunityUnderTest;
beforeAll(async () => {
  service = await startCommunity(2);
});
afterAll(() => service?.stop());

let last = 100;
const fresh = () => (last += 1);
const published = (uploaderId = fresh()) => service.tracks.put(fresh(), uploaderId);

const create = async (by: number, visibility: 'private' | 'public' = 'private') =>
  (await service.call(playlists.create, user(by), { title: 'Night', visibility })).id;
const put = (by: number, playlistId: number, trackId: number) =>
  service.call(playlistTracks.put, user(by), { playlistId, trackId });
const take = (by: number, playlistId: number, trackId: number) =>
  service.call(playlistTracks.remove, user(by), { playlistId, trackId });
const move = (by: number, playlistId: number, trackId: number, after: number | null) =>
  service.call(playlistTracks.move, user(by), { playlistId, trackId, after });
const edit = (by: number, playlistId: number, personId: number) =>
  service.call(playlistEditors.put, user(by), { playlistId, personId });
const get = (caller: Caller, playlistId: number) => service.call(playlists.get, caller, { playlistId, limit: 100 });
const tracksOf = async (caller: Caller, playlistId: number) => (await get(caller, playlistId)).tracks.map(({ id }) => id);
const ownOf = async (by: number) => (await service.call(playlists.list, user(by), {})).playlists;

/** A playlist of this person with so many tracks. */
async function filled(by: number, count: number, visibility: 'private' | 'public' = 'private') {
  const id = await create(by, visibility);
  const tracks = Array.from({ length: count }, () => published());
  for (const track of tracks) await put(by, id, track);
  return { id, tracks };
}

test('tracks stand in the order of their addition and of their moves, once each, and pages are together the whole', async () => {
  const ada = fresh();
  const { id, tracks } = await filled(ada, 4);
  const [one = 0, two = 0, three = 0, four = 0] = tracks;
  await put(ada, id, two);
  await move(ada, id, four, null);
  await move(ada, id, one, three);
  await move(ada, id, one, one);
  expect(await tracksOf(user(ada), id)).toEqual([four, two, three, one]);
  expect(await codeOf(move(ada, id, one, 999_999))).toBe('CONFLICT');
  for (const _again of [1, 2]) await take(ada, id, two);
  expect(await get(user(ada), id)).toMatchObject({ playlist: { trackCount: 3, mayEdit: true, editorIds: [] } });
  const walked: number[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page = await service.call(playlists.get, user(ada), { playlistId: id, limit: 2, cursor });
    walked.push(...page.tracks.map((track) => track.id));
    cursor = page.nextCursor;
  }
  expect(walked).toEqual([four, three, one]);
  expect(await service.wrongCounts()).toEqual([]);
});

test('a private playlist exists for its owner only, a public one for all, and one by a link for all that have its code', async () => {
  const [ada, ben] = [fresh(), fresh()];
  const { id } = await filled(ada, 1);
  for (const call of [get(ANONYMOUS, id), get(user(ben), id), put(ben, id, published()), edit(ben, id, ben)])
    expect(await codeOf(call)).toBe('NOT_FOUND');
  const { code } = await service.call(playlists.share, user(ada), { playlistId: id });
  const opened = (caller: Caller, secret = code) => service.call(playlists.open, caller, { code: secret });
  for (const caller of [ANONYMOUS, user(ben)])
    expect(await opened(caller)).toMatchObject({ playlist: { id, visibility: 'link', mayEdit: false }, tracks: [{}] });
  expect(await codeOf(get(ANONYMOUS, id))).toBe('NOT_FOUND');
  const { code: next } = await service.call(playlists.share, user(ada), { playlistId: id });
  expect(await codeOf(opened(ANONYMOUS))).toBe('NOT_FOUND');
  await service.call(playlists.update, user(ada), { playlistId: id, title: 'Day' });
  expect(await opened(ANONYMOUS, next)).toMatchObject({ playlist: { title: 'Day', visibility: 'link' } });
  await service.call(playlists.update, user(ada), { playlistId: id, visibility: 'public' });
  expect(await codeOf(opened(ANONYMOUS, next))).toBe('NOT_FOUND');
  expect((await get(ANONYMOUS, id)).playlist.visibility).toBe('public');
  for (const call of [put(ben, id, published()), service.call(playlists.delete, user(ben), { playlistId: id })])
    expect(await codeOf(call)).toBe('FORBIDDEN');
  expect((await service.call(playlists.listOfPerson, ANONYMOUS, { personId: ada })).playlists).toMatchObject([{ id }]);
  await service.call(playlists.delete, user(ada), { playlistId: id });
  expect(await codeOf(get(user(ada), id))).toBe('NOT_FOUND');
});

test('a private track is shown to its uploader only, and a deleted one leaves', async () => {
  const [ada, ben] = [fresh(), fresh()];
  const { id, tracks } = await filled(ada, 1, 'public');
  const own = service.tracks.put(fresh(), ada, { isPublic: false });
  await put(ada, id, own);
  expect(await codeOf(put(ada, id, service.tracks.put(fresh(), ben, { isPublic: false })))).toBe('NOT_FOUND');
  expect(await tracksOf(user(ada), id)).toEqual([...tracks, own]);
  for (const caller of [ANONYMOUS, user(ben)]) expect(await tracksOf(caller, id)).toEqual(tracks);
  await service.events.deleteTrack(tracks[0] ?? 0);
  expect(await get(user(ada), id)).toMatchObject({ playlist: { trackCount: 1 } });
  expect(await service.wrongCounts()).toEqual([]);
});

test('a moderator deletes a public playlist, and finds no private one', async () => {
  const [ada, moderator] = [fresh(), user(fresh(), { role: 'moderator' })];
  const [shown, hidden] = [await create(ada, 'public'), await create(ada)];
  const del = (caller: Caller, playlistId: number) => service.call(playlists.delete, caller, { playlistId });
  expect(await codeOf(del(user(fresh()), shown))).toBe('FORBIDDEN');
  await del(moderator, shown);
  for (const id of [shown, hidden]) expect(await codeOf(del(moderator, id))).toBe('NOT_FOUND');
  expect(await ownOf(ada)).toMatchObject([{ id: hidden }]);
});

test('editors change the tracks and nothing else, and lose that at once', async () => {
  const [ada, ben, cleo] = [fresh(), fresh(), fresh()];
  const { id, tracks } = await filled(ada, 1);
  for (const _again of [1, 2]) await edit(ada, id, ben);
  await edit(ada, id, cleo);
  const added = published();
  await put(ben, id, added);
  await move(ben, id, added, null);
  expect(await get(user(ben), id)).toMatchObject({ playlist: { mayEdit: true, editorIds: [ben, cleo] } });
  expect(await ownOf(ben)).toMatchObject([{ id, ownerId: ada }]);
  for (const call of [
    service.call(playlists.update, user(ben), { playlistId: id, title: 'Mine' }),
    service.call(playlists.share, user(ben), { playlistId: id }),
    edit(ben, id, fresh()),
    service.call(playlistEditors.remove, user(ben), { playlistId: id, personId: cleo }),
  ])
    expect(await codeOf(call)).toBe('FORBIDDEN');
  await service.call(playlistEditors.remove, user(ada), { playlistId: id, personId: ben });
  for (const call of [take(ben, id, added), get(user(ben), id)]) expect(await codeOf(call)).toBe('NOT_FOUND');
  await service.call(playlistEditors.remove, user(cleo), { playlistId: id, personId: cleo });
  expect(await ownOf(cleo)).toEqual([]);
  expect(await tracksOf(user(ada), id)).toEqual([added, ...tracks]);
});

test('a block and a ban hide a playlist at once, and end what an editor does', async () => {
  const [ada, ben, cleo] = [fresh(), fresh(), fresh()];
  const { id, tracks } = await filled(ada, 1, 'public');
  for (const editor of [ben, cleo]) await edit(ada, id, editor);
  await service.events.block(ben, ada);
  for (const call of [
    get(user(ben), id),
    put(ben, id, published()),
    service.call(playlists.listOfPerson, user(ben), { personId: ada }),
  ])
    expect(await codeOf(call)).toMatch(/NOT_FOUND/);
  expect(await ownOf(ben)).toEqual([]);
  expect((await get(user(ada), id)).playlist.editorIds).toEqual([cleo]);
  expect(await codeOf(edit(ada, id, ben))).toBe('USER_NOT_FOUND');
  await service.events.ban(cleo);
  expect(await codeOf(take(cleo, id, tracks[0] ?? 0))).toBe('BANNED');
  await service.events.ban(ada);
  expect(await codeOf(get(ANONYMOUS, id))).toBe('NOT_FOUND');
  await service.events.lift(ada);
  const uploader = fresh();
  const track = published(uploader);
  await put(ada, id, track);
  await service.events.block(uploader, cleo);
  await service.events.lift(cleo);
  expect(await tracksOf(user(cleo), id)).toEqual(tracks);
});

test('own playlists tell which have a track, and an erasure ends them and the name on additions', async () => {
  const [ada, ben] = [fresh(), fresh()];
  const { id, tracks } = await filled(ada, 1);
  const empty = await create(ada);
  await edit(ada, id, ben);
  const added = published();
  await put(ben, id, added);
  const own = await service.call(playlists.list, user(ada), { trackId: tracks[0] });
  expect(own.playlists.map(({ id: each, hasTrack }) => [each, hasTrack])).toEqual([
    [empty, false],
    [id, true],
  ]);
  await service.events.erase(ben);
  expect(await tracksOf(user(ada), id)).toEqual([...tracks, added]);
  expect(await service.sql('SELECT 1 FROM community.playlist_tracks WHERE added_by = $1', [ben])).toEqual([]);
  await service.events.erase(ada);
  for (const table of ['playlists', 'playlist_tracks', 'playlist_editors'])
    expect(
      await service.sql(`SELECT 1 FROM community.${table} WHERE ${table === 'playlists' ? 'id' : 'playlist_id'} = $1`, [id]),
    ).toEqual([]);
});

test('strangers and bots have no playlists, a person has 200, and a playlist 500 tracks and 20 editors', async () => {
  const ada = fresh();
  expect(await codeOf(service.call(playlists.create, ANONYMOUS, { title: 'a' }))).toBe('UNAUTHENTICATED');
  expect(await codeOf(service.call(playlists.create, user(900, { botOf: 7 }), { title: 'a' }))).toBe('FORBIDDEN');
  const id = await create(ada);
  expect(await codeOf(edit(ada, id, ada))).toBe('VALIDATION_FAILED');
  await service.sql(
    `INSERT INTO community.playlist_tracks (playlist_id, track_id, key) SELECT $1, n, lpad(n::text, 8, '1') FROM generate_series(2000001, 2000500) n`,
    [id],
  );
  await service.sql('UPDATE community.playlists SET track_count = 500 WHERE id = $1', [id]);
  expect(await codeOf(put(ada, id, published()))).toBe('INVALID_STATE');
  await service.sql(
    'INSERT INTO community.playlist_editors (playlist_id, person_id) SELECT $1, n FROM generate_series(2000001, 2000020) n',
    [id],
  );
  expect(await codeOf(edit(ada, id, fresh()))).toBe('INVALID_STATE');
  await service.sql(`INSERT INTO community.playlists (owner_id, title) SELECT $1, 'x' FROM generate_series(1, 199)`, [ada]);
  expect(await codeOf(service.call(playlists.create, user(ada), { title: 'a' }))).toBe('INVALID_STATE');
});

test('search engines get the public playlists with tracks, of people that are not banned', async () => {
  const ada = fresh();
  const [{ id: first }, empty, { id: own }] = [await filled(ada, 1, 'public'), await create(ada, 'public'), await filled(ada, 1)];
  const ids = async () => (await service.call(playlists.publicIds, ANONYMOUS, { after: first - 1, upTo: own })).ids;
  expect([await ids(), empty > first]).toEqual([[first], true]);
  await service.events.ban(ada);
  expect(await ids()).toEqual([]);
});

test('editors that add, move and remove at the same time lose and double nothing, and what stands alone keeps its order', async () => {
  for (let round = 0; round < 15; round += 1) {
    const [ada, ben] = [fresh(), fresh()];
    const { id, tracks } = await filled(ada, 8);
    await edit(ada, id, ben);
    const [first = 0, second = 0, ...rest] = tracks;
    const [third = 0, fourth = 0] = rest;
    const added = [published(), published(), published()];
    await Promise.all([
      ...added.flatMap((track) => [put(ada, id, track), put(ben, id, track)]),
      ...[first, second].flatMap((track, at) => [move(ada, id, track, rest[at + 2] ?? 0), move(ben, id, track, null)]),
      take(ada, id, fourth),
      take(ben, id, fourth),
      move(ben, id, fourth, first).catch(() => undefined), // it may have left
    ]);
    const left = await tracksOf(user(ada), id);
    expect(left.toSorted()).toEqual([...tracks.filter((track) => track !== fourth), ...added].toSorted());
    const still = rest.filter((track) => track !== fourth);
    expect(left.filter((track) => still.includes(track))).toEqual(still);
    expect(left.slice(-3).toSorted()).toEqual(added.toSorted());
    expect(left).toContain(third);
  }
  expect(await service.wrongCounts()).toEqual([]);
  expect(await service.sql('SELECT 1 FROM community.playlist_tracks GROUP BY playlist_id, key HAVING count(*) > 1')).toEqual([]);
});
