import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ANONYMOUS, type Caller, community, NOTICE_KINDS } from '@veza/contracts';
import { type CommunityUnderTest, startCommunity, user } from './community-under-test.js';

/** Every read of this service, and who reads it, after what takes a person or a track out of sight. */
let service: CommunityUnderTest;
beforeAll(async () => {
  service = await startCommunity();
});
afterAll(() => service?.stop());

const {
  people,
  followers,
  following,
  follows,
  likes,
  comments,
  playlists,
  playlistTracks,
  playlistEditors,
  feed,
  publications,
  notices,
} = community;

/** Ids that are found in a reply as text. */
interface Scene {
  ada: number;
  ben: number;
  /** Of ada, on which ben wrote, and which he liked and collected. */
  own: number;
  /** Of ben, which ada liked, collected and commented on. */
  other: number;
  comment: number;
  ofAda: number;
  ofBen: number;
}

let last = 7_000_000;
const fresh = () => (last += 1);

const publish = async (personId: number): Promise<number> => {
  const id = service.tracks.put(fresh(), personId);
  await service.events.published((events, delivery) => events.tracksPublished({ personId, things: [{ id }] }, delivery));
  return id;
};

/** Two people who are everywhere where the other one looks. */
async function scene(): Promise<Scene> {
  const [ada, ben] = [fresh(), fresh()];
  const [own, other] = [await publish(ada), await publish(ben)];
  const by = { ada: user(ada), ben: user(ben) };
  const call = service.call;
  await call(follows.put, by.ada, { personId: ben });
  await call(follows.put, by.ben, { personId: ada });
  for (const trackId of [own, other]) for (const who of [by.ada, by.ben]) await call(likes.put, who, { trackId });
  const { id: comment } = await call(comments.add, by.ada, { trackId: own, text: 'mine' });
  await call(comments.add, by.ben, { trackId: own, text: 'one', second: 0 });
  await call(comments.add, by.ben, { trackId: own, text: 'two', replyTo: comment });
  await call(comments.add, by.ada, { trackId: other, text: 'three' });
  const playlist = async (who: Caller) => (await call(playlists.create, who, { title: 'x', visibility: 'public' })).id;
  const [ofAda, ofBen] = [await playlist(by.ada), await playlist(by.ben)];
  for (const [id, who] of [
    [ofAda, by.ada],
    [ofBen, by.ben],
  ] as const)
    for (const trackId of [own, other]) await call(playlistTracks.put, who, { playlistId: id, trackId });
  await call(playlistEditors.put, by.ada, { playlistId: ofAda, personId: ben });
  await call(playlistEditors.put, by.ben, { playlistId: ofBen, personId: ada });
  return { ada, ben, own, other, comment, ofAda, ofBen };
}

/** What this caller reads, by the name of the read; what is refused has no reply. */
async function readsOf(caller: Caller, { ada, ben, own, other, comment, ofAda, ofBen }: Scene): Promise<Map<string, string>> {
  const call = service.call;
  const reads: Record<string, () => Promise<unknown>> = {
    followers: () => call(followers.list, caller, { personId: ada }),
    following: () => call(following.list, caller, { personId: ada }),
    comments: () => call(comments.list, caller, { trackId: own }),
    marks: () => call(comments.marks, caller, { trackId: own }),
    replies: () => call(comments.replies, caller, { trackId: own, commentId: comment }),
    'comments of the other': () => call(comments.list, caller, { trackId: other }),
    'likes of the other': () => call(likes.get, caller, { trackId: other }),
    'own likes': () => call(likes.list, caller, {}),
    'own playlists': () => call(playlists.list, caller, {}),
    playlist: () => call(playlists.get, caller, { playlistId: ofAda }),
    'playlist of the other': () => call(playlists.get, caller, { playlistId: ofBen }),
    'playlists of the other': () => call(playlists.listOfPerson, caller, { personId: ben }),
    feed: () => call(feed.list, caller, {}),
    publications: () => call(publications.list, caller, { limit: 100 }),
    notices: () => call(notices.list, caller, { kinds: [...NOTICE_KINDS] }),
  };
  const read = async ([name, ask]: [string, () => Promise<unknown>]) =>
    [name, await ask().then(JSON.stringify, () => '')] as const;
  return new Map(await Promise.all(Object.entries(reads).map(read)));
}

/** The reads of this caller in which one of these ids stands. What media shows of a track is its own: its uploader, too. */
async function showing(caller: Caller, at: Scene, ids: readonly number[]): Promise<string[]> {
  const reads = await readsOf(caller, at);
  const without = (reply: string) => reply.replaceAll(/"uploaderId":\d+/g, '');
  return [...reads].filter(([, reply]) => ids.some((id) => without(reply).includes(String(id)))).map(([name]) => name);
}

const counts = async (at: Scene) => {
  const { followers: count } = await service.call(people.get, user(at.ada), { personId: at.ada });
  const { total } = await service.call(comments.list, user(at.ada), { trackId: at.own });
  return [count, total];
};

test('before, the other one is in every read', async () => {
  const at = await scene();
  expect(await showing(user(at.ada), at, [at.ben, at.other])).toEqual(
    expect.arrayContaining([
      'followers',
      'following',
      'comments',
      'marks',
      'replies',
      'own likes',
      'playlist',
      'feed',
      'notices',
    ]),
  );
  expect(await showing(ANONYMOUS, at, [at.ben, at.other])).toEqual(
    expect.arrayContaining(['followers', 'comments', 'playlist', 'playlist of the other', 'publications']),
  );
  expect(await counts(at)).toEqual([1, 3]);
});

test.each<[string, (at: Scene) => Promise<void>]>([
  ['blocks the other', ({ ada, ben }) => service.events.block(ada, ben)],
  ['is blocked by the other', ({ ada, ben }) => service.events.block(ben, ada)],
])('a person who %s', async (_, block) => {
  const at = await scene();
  await block(at);
  expect(await showing(user(at.ada), at, [at.ben])).toEqual([]);
  expect(await counts(at)).toEqual([0, 1]);
  expect(await showing(ANONYMOUS, at, [at.ben])).toContain('comments');
});

test('a banned person is in no read of anybody, and in no count, until the ban ends', async () => {
  const at = await scene();
  await service.events.ban(at.ben);
  for (const caller of [user(at.ada), ANONYMOUS]) expect(await showing(caller, at, [at.ben])).toEqual([]);
  expect(await counts(at)).toEqual([0, 1]);
  await service.events.lift(at.ben);
  expect(await counts(at)).toEqual([1, 3]);
});

test('an erased account is in no read, and its acts leave all counts', async () => {
  const at = await scene();
  await service.events.erase(at.ben);
  for (const caller of [user(at.ada), ANONYMOUS]) expect(await showing(caller, at, [at.ben])).toEqual([]);
  expect(await counts(at)).toEqual([0, 1]);
  expect(await service.wrongCounts()).toEqual([]);
});

test.each<[string, (at: Scene) => Promise<void>]>([
  ['private', async ({ ben, other }) => void service.tracks.put(other, ben, { isPublic: false })],
  ['deleted', ({ other }) => service.events.deleteTrack(other)],
])('a track that is %s is in no read of others at once', async (_, hide) => {
  const at = await scene();
  await hide(at);
  for (const caller of [user(at.ada), ANONYMOUS]) expect(await showing(caller, at, [at.other])).toEqual([]);
});
