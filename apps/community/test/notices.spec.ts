import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ANONYMOUS, community, MOST_NOTICES, NOTICE_KINDS, type NoticeKind } from '@veza/contracts';
import { NoticesRepository } from '../src/notices/notices.repository.js';
import { type CommunityUnderTest, codeOf, startCommunity, user } from './community-under-test.js';

const { comments, follows, notices, playlistEditors, playlists } = community;
const EVERY: NoticeKind[] = [...NOTICE_KINDS];

let service: CommunityUnderTest;
beforeAll(async () => {
  service = await startCommunity(2);
});
afterAll(() => service?.stop());

let last = 100;
const fresh = () => (last += 1);
const listOf = (person: number, query: { kinds?: NoticeKind[]; unread?: boolean; limit?: number; cursor?: string } = {}) =>
  service.call(notices.list, user(person), { kinds: EVERY, ...query });
const kindsOf = async (person: number) => (await listOf(person)).notices.map(({ kind }) => kind);
const follow = (by: number, personId: number) => service.call(follows.put, user(by), { personId });
const comment = (by: number, trackId: number, replyTo?: number) =>
  service.call(comments.add, user(by), { trackId, text: 'Hm', replyTo });
const mention = (messageId: number, authorId: number, userIds: number[], at?: string, replica?: number) =>
  service.events.noticed(
    (events, delivery) => events.mentioned({ messageId, roomId: 'general', roomName: 'General', authorId, userIds }, delivery),
    at,
    replica,
  );
const write = (messageId: number, authorId: number, to: number) =>
  service.events.noticed((events, delivery) =>
    events.addressed({ messageId, roomId: 'x', roomName: null, authorId, userIds: [to] }, delivery),
  );
const recorded = async (person: number) =>
  (
    await service.sql<{ kind: string }>(
      `SELECT payload->>'kind' AS kind FROM community.events WHERE name = 'community.notices.recorded' AND payload->'userIds' @> to_jsonb($1::int) ORDER BY id`,
      [person],
    )
  ).map(({ kind }) => kind);

test('what happens to a person is one list, each once, also when events come again at two replicas', async () => {
  const [ada, ben, cleo] = [fresh(), fresh(), fresh()];
  const track = service.tracks.put(fresh(), ada, { title: 'Raga' });
  await follow(ben, ada);
  await follow(ben, ada);
  const { id } = await comment(ben, track);
  const own = await comment(ada, track, id);
  const reply = await comment(cleo, track, id);
  const { id: playlistId } = await service.call(playlists.create, user(ben), { title: 'Night' });
  await service.call(playlistEditors.put, user(ben), { playlistId, personId: ada });
  await Promise.all([0, 1, 0, 1].map((replica) => mention(7_001, ben, [ada, cleo, ben], undefined, replica)));
  const appointment = { id: randomUUID(), cabinetId: randomUUID(), userIds: [ada, cleo], notifiedIds: [ada] };
  for (const _again of [1, 2])
    await service.events.noticed((events, delivery) =>
      events.appointmentChanged({ ...appointment, appointment: { id: appointment.id, change: 'confirmed' } }, delivery),
    );
  const { notices: found, unread } = await listOf(ada);
  expect(found.map(({ kind }) => kind)).toEqual(['appointment', 'mention', 'playlist', 'comment', 'comment', 'follow']);
  expect(unread).toBe(6);
  const part = String(reply.id);
  expect(found[3]).toMatchObject({
    actorId: cleo,
    thing: { kind: 'track', id: String(track), title: 'Raga' },
    part,
    read: false,
  });
  expect(found[0]).toMatchObject({ actorId: null, part: appointment.cabinetId, detail: 'confirmed' });
  expect((await listOf(ben)).notices.map(({ kind, part: of }) => [kind, of])).toEqual([
    ['reply', part],
    ['reply', String(own.id)],
  ]);
  expect(await kindsOf(cleo)).toEqual(['mention']);
  expect(await recorded(ada)).toEqual(['follow', 'comment', 'comment', 'playlist', 'mention', 'appointment']);
  // After the end of a membership its notices are gone.
  const { cabinetId } = appointment;
  await service.events.noticed((events, delivery) => events.dismissed({ cabinetId, userId: ada }, delivery));
  expect(await kindsOf(ada)).not.toContain('appointment');
});

test('a part of the page that a moderator took away is a notice without a name, which a later reset renews', async () => {
  const ada = fresh();
  const reset = (part: 'picture' | 'words', at?: string) =>
    service.events.noticed((events, delivery) => events.profileReset({ userId: ada, part, moderatorId: 1 }, delivery), at);
  const earlier = new Date(Date.now() - 60_000).toISOString();
  for (const _again of [1, 2]) await reset('words', earlier);
  await reset('picture', earlier);
  await reset('words');
  const found = (await listOf(ada)).notices.map(({ kind, actorId, thing, detail }) => [kind, actorId, thing.id, detail]);
  expect(found).toEqual([
    ['profile_reset', null, String(ada), 'words'],
    ['profile_reset', null, String(ada), 'picture'],
  ]);
});

test('a later fact renews its notice, an earlier one does not, and one of before yesterday counts as read', async () => {
  const [ada, ben] = [fresh(), fresh()];
  const trackId = service.tracks.put(fresh(), ada);
  const end = (id: number, error: 'TOO_LONG' | null) =>
    service.events.noticed((events, delivery) =>
      events.trackEnded({ id, trackId, userId: ada, title: 'Raga', error, createdAt: delivery.createdAt }, delivery),
    );
  await end(1, 'TOO_LONG');
  await write(10, ben, ada);
  await service.call(notices.readMany, user(ada), {});
  await end(2, null);
  await write(11, ben, ada);
  for (const late of [1, 2]) await end(late, 'TOO_LONG');
  await write(10, ben, ada);
  const { notices: found, unread } = await listOf(ada);
  expect(found.map(({ kind, detail }) => [kind, detail])).toEqual([
    ['direct_message', null],
    ['track_ready', null],
  ]);
  expect(unread).toBe(2);
  expect(await recorded(ada)).toEqual(['track_failed', 'direct_message', 'track_ready', 'direct_message']);
  await mention(7_100, ben, [ada], new Date(Date.now() - 2 * 86_400_000).toISOString()); // Wall clock: an event of the past.
  expect(await listOf(ada)).toMatchObject({ notices: [{ kind: 'mention', read: true }, {}, {}], unread: 2 });
});

test('pages have no doubles, kinds are neither listed nor counted unless asked for, and reading is up to a notice', async () => {
  const ada = fresh();
  const others = Array.from({ length: 5 }, fresh);
  for (const other of others) await follow(other, ada);
  await mention(7_200, fresh(), [ada]);
  const walked: number[] = [];
  for (let cursor: string | undefined | null; cursor !== null;) {
    const page = await listOf(ada, { limit: 2, cursor, kinds: ['follow'] });
    expect(page.unread).toBe(5);
    walked.push(...page.notices.map(({ actorId }) => actorId ?? 0));
    if (cursor === undefined) await follow(fresh(), ada); // above the first page
    cursor = page.nextCursor;
    if (cursor !== null) await service.call(notices.readMany, user(ada), { thing: { kind: 'person', id: String(last) } });
  }
  expect(walked).toEqual(others.toReversed());
  const { notices: found } = await listOf(ada, { kinds: ['follow'], unread: true });
  const third = found[2]?.id ?? 0;
  await service.call(notices.readMany, user(ada), { upTo: third });
  expect(await listOf(ada)).toMatchObject({ unread: 3 });
  await service.call(notices.read, user(ada), { id: found[0]?.id ?? 0 });
  expect((await listOf(ada, { unread: true })).notices.map(({ kind }) => kind)).toEqual(['mention', 'follow']);
  expect(await codeOf(service.call(notices.read, user(others[0] ?? 0), { id: third }))).toBe('NOT_FOUND');
  expect(await codeOf(service.call(notices.list, ANONYMOUS, { kinds: EVERY }))).toBe('UNAUTHENTICATED');
  expect(await codeOf(service.call(notices.list, user(900, { botOf: ada }), { kinds: EVERY }))).toBe('FORBIDDEN');
  expect(await codeOf(listOf(ada, { cursor: 'bm9uc2Vuc2U' }))).toBe('VALIDATION_FAILED');
});

test('blocks, bans, ends and deletions take their notices along at once', async () => {
  const [ada, ben, cleo, dora] = [fresh(), fresh(), fresh(), fresh()];
  const track = service.tracks.put(fresh(), ada);
  const foreign = service.tracks.put(fresh(), dora);
  const { id: asked } = await comment(ada, foreign);
  await comment(ben, foreign, asked);
  const { id: removed } = await comment(ben, track);
  await follow(ben, ada);
  await mention(7_300, cleo, [ada]);
  await mention(7_301, dora, [ada]);
  const { id: playlistId } = await service.call(playlists.create, user(dora), { title: 'Night' });
  await service.call(playlistEditors.put, user(dora), { playlistId, personId: ada });
  expect((await listOf(ada)).unread).toBe(6);

  service.tracks.put(foreign, dora, { isPublic: false });
  service.chat.hidden.add(7_301);
  await service.call(comments.remove, user(ben), { trackId: track, commentId: removed });
  await service.call(follows.remove, user(ben), { personId: ada });
  expect(await listOf(ada)).toMatchObject({ notices: [{ kind: 'playlist' }, { kind: 'mention', actorId: cleo }], unread: 2 });
  await service.call(playlists.delete, user(dora), { playlistId });
  await service.events.ban(cleo);
  expect(await listOf(ada)).toMatchObject({ notices: [], unread: 0 });
  await service.events.lift(cleo);
  await service.events.block(cleo, ada);
  expect(await listOf(ada)).toMatchObject({ notices: [], unread: 0 });
  await mention(7_302, cleo, [ada]);
  await service.events.unblock(cleo, ada);
  expect((await listOf(ada)).unread).toBe(1);
  // A follow that begins again says nothing.
  await follow(ben, ada);
  expect((await recorded(ada)).filter((kind) => kind === 'follow')).toHaveLength(1);

  await comment(dora, track);
  await service.events.deleteTrack(track);
  for (const person of [cleo, ben]) await service.events.erase(person);
  const rows = await service.sql('SELECT kind FROM community.notices WHERE person_id = $1 AND actor_id <> $2', [ada, dora]);
  expect(rows).toEqual([]);
  expect(await kindsOf(ada)).toEqual([]);
  await service.events.erase(ada);
  expect(await service.sql('SELECT kind FROM community.notices WHERE person_id = $1', [ada])).toEqual([]);
});

test('old notices end, and of one person the oldest above the limit', async () => {
  const ada = fresh();
  await service.sql(
    `INSERT INTO community.notices (person_id, kind, key, version, thing_kind, thing_id, created_at)
     SELECT $1, 'track_ready', 'track ' || n, 0, 'track', n, now() - CASE WHEN n <= 3 THEN interval '91 days' ELSE interval '0' END
     FROM generate_series(1, $2) AS n`,
    [ada, MOST_NOTICES + 5],
  );
  await service.get(NoticesRepository).sweep();
  const [found] = await service.sql<{ count: number; first: number }>(
    `SELECT count(*)::integer AS count, min(thing_id::integer) AS first FROM community.notices WHERE person_id = $1`,
    [ada],
  );
  expect(found).toEqual({ count: MOST_NOTICES, first: 6 });
  expect((await listOf(ada)).unread).toBe(100);
});
