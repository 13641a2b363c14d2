import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from '@jest/globals';
import { VezaError } from '@veza/sdk';
import { eventually, Random } from '@veza/testing';
import { journey } from '../../src/journey.js';
import { tone } from '../../src/sound.js';
import type { TestSystem } from '../../src/test-system.js';
import { signUp, type TestUser, word } from '../../src/test-users.js';
import { follow } from '../../src/tracks.js';

const EVERY_MS = 250;

/** Rows whose count is not that of what is counted; none. */
const WRONG = `
  SELECT 'followers of ' || id AS what FROM community.people p WHERE followers <> (
    SELECT count(*) FROM community.follows f JOIN community.people h ON h.id = f.follower_id WHERE f.followed_id = p.id AND NOT h.is_hidden)
  UNION ALL SELECT 'follows of ' || id FROM community.people p WHERE following <> (
    SELECT count(*) FROM community.follows f JOIN community.people h ON h.id = f.followed_id WHERE f.follower_id = p.id AND NOT h.is_hidden)
  UNION ALL SELECT 'likes of ' || track_id FROM community.liked_tracks t WHERE likes <> (
    SELECT count(*) FROM community.likes l JOIN community.people h ON h.id = l.person_id WHERE l.track_id = t.track_id AND NOT h.is_hidden)
  UNION ALL SELECT 'tracks of playlist ' || id FROM community.playlists p WHERE track_count <> (
    SELECT count(*) FROM community.playlist_tracks e WHERE e.playlist_id = p.id)`;

interface Stage {
  /** Of the playlist and of the track that is spoken about. */
  owner: TestUser;
  blocker: TestUser;
  blocked: TestUser;
  people: readonly TestUser[];
  track: number;
  tracks: readonly number[];
  playlist: number;
}

let stage: Stage;

async function trackOf({ client }: TestUser): Promise<number> {
  const audio = new File([tone(1)], 'tone.wav', { type: 'audio/wav' });
  const { data } = await client.uploadTrack({ body: { audio, title: word(), artist: 'Ada', is_public: 'true' } });
  expect((await follow(client, data.id)).at(-1)?.status).toBe('ready');
  return data.id;
}

/** Something that people do, at random. */
function act({ owner, people, tracks, playlist }: Stage, random: Random): Promise<unknown> {
  const { client } = random.oneOf(people);
  const path = { id: random.oneOf(tracks) };
  const entry = { path: { id: playlist, trackId: path.id } };
  const person = { path: { name: random.oneOf(people).username } };
  const acts = [
    () => client.followPerson(person),
    () => client.unfollowPerson(person),
    () => client.likeTrack({ path }),
    () => client.unlikeTrack({ path }),
    () => client.addComment({ path, body: { text: word() } }),
    () => owner.client.addToPlaylist(entry),
    () => owner.client.removeFromPlaylist(entry),
  ];
  return random.oneOf<() => Promise<unknown>>(acts)();
}

/** Runs the faults while people act. Refused are, as always, an own page and a blocked person; a fault is `INTERNAL`. */
async function busy(faults: () => Promise<void>): Promise<void> {
  const random = new Random();
  const ended = new AbortController();
  const internal: unknown[] = [];
  const loops = stage.people.map(async () => {
    while (!ended.signal.aborted) {
      const note = (error: unknown) => error instanceof VezaError && error.code === 'INTERNAL' && internal.push(error.message);
      await act(stage, random).catch(note);
      await sleep(EVERY_MS);
    }
  });
  await faults().finally(() => ended.abort());
  await Promise.all(loops);
  expect(internal).toEqual([]);
}

/** What the blocker reads about the others. */
async function read(): Promise<string> {
  const { client, username } = stage.blocker;
  const [own, other] = [username, stage.owner.username].map((name) => ({ path: { name } }));
  const pages = [own, other].flatMap((person) => (person ? [client.listFollowers(person), client.listFollowing(person)] : []));
  const things = [
    client.listComments({ path: { id: stage.track }, query: { limit: 100 } }),
    client.listFeed(),
    client.listPublications({ query: { limit: 100 } }),
  ];
  return JSON.stringify((await Promise.all<{ data: unknown }>([...pages, ...things])).map(({ data }) => data));
}

async function loseRedis(system: TestSystem, meanwhile?: () => Promise<unknown>): Promise<void> {
  await system.redis.kill();
  await meanwhile?.();
  await system.redis.restart({ wipe: true });
}

journey('community killed while people follow, like, comment and collect', (step) => {
  step('people with a track each, and a playlist', async (system) => {
    const users = await Promise.all([signUp(system, 'ann'), signUp(system, 'bob'), signUp(system, 'dov')]);
    const [owner, blocker, blocked] = users.map((user) => ({ ...user, client: system.strictClient(user.accessToken) }));
    if (!owner || !blocker || !blocked) throw new Error('there are no users');
    const [track, ...others] = await Promise.all([trackOf(owner), trackOf(blocker), trackOf(blocked)]);
    const { data } = await owner.client.createPlaylist({ body: { title: word(), visibility: 'public' } });
    const [people, tracks] = [
      [owner, blocker, blocked],
      [track, ...others],
    ];
    stage = { owner, blocker, blocked, people, track, tracks, playlist: data.id };
    await blocked.client.followPerson({ path: { name: owner.username } });
    await blocked.client.addComment({ path: { id: track }, body: { text: word() } });
    await eventually('the other one to be shown', async () => (await read()).split(blocked.username).length > 3);
  });

  step(
    'a block is made while Redis loses its data: nothing of the blocked one is shown, and counts equal rows',
    async (system) => {
      const { blocker, blocked } = stage;
      await busy(async () => {
        await system.service('community').kill();
        await sleep(1_000);
        await system.begin('community');
        await blocker.client.block({ path: { userId: blocked.id } });
        await loseRedis(system, () => system.service('community').kill());
        await system.begin('community');
        await sleep(2_000);
        await loseRedis(system);
        await sleep(2_000);
      });
      await eventually('nothing of the blocked one to be read', async () => !(await read()).includes(blocked.username), {
        ms: 60_000,
        everyMs: 500,
      });
      await eventually('all counts to be those of the rows', async () => {
        expect(await system.database.query(WRONG)).toEqual([]);
        return true;
      });
    },
    180_000,
  );
});
