import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { media, StoredObject, type UploadKind } from '@veza/contracts';
import { form, type MediaUnderTest, putGrant, startMedia, user, wav } from './media-under-test.js';

let service: MediaUnderTest;
beforeAll(async () => {
  service = await startMedia();
});
afterAll(() => service.stop());

const sound = wav(0.2);

async function upload(userId: number, kind: UploadKind): Promise<string> {
  const field = kind === 'track' ? 'audio' : 'file';
  const response = await fetch(`${service.url}/objects`, {
    method: 'POST',
    body: form(sound, { field }),
    headers: putGrant({ userId, kind }),
  });
  return StoredObject.parse(await response.json()).objectId;
}

const track = async (userId: number) =>
  service.call(media.tracks.create, user(userId), { title: 'a', artist: 'b', objectId: await upload(userId, 'track') });
const own = async (userId: number, section: 'tracks' | 'plays' | 'uploads' | 'track_notices') =>
  (await service.call(media.personalData.export, user(userId), { section })).rows;
const objectOf = async (id: string) =>
  (
    await service.sql<{ owner: number | null; released: boolean; claimed: string | null }>(
      'SELECT owner_id AS owner, released_at IS NOT NULL AS released, claimed_by AS claimed FROM objects WHERE id = $1',
      [id],
    )
  )[0];

test('an export has the tracks, uploads and plays of the user', async () => {
  const [mine, theirs] = [await track(1), await track(2)];
  await service.call(media.tracks.play, user(1), { id: theirs.id });
  expect(await own(1, 'tracks')).toMatchObject([{ id: mine.id, title: 'a', sound: `/api/v1/tracks/${mine.id}/stream` }]);
  expect(await own(1, 'plays')).toMatchObject([{ track_id: theirs.id, plays: 1 }]);
  expect(await own(1, 'uploads')).toMatchObject([{ kind: 'track', filename: 'prise.wav' }]);
});

test('an erasure deletes tracks, plays and unclaimed uploads, and keeps a claimed upload without its owner', async () => {
  const [mine, theirs] = [await track(11), await track(12)];
  await service.call(media.tracks.play, user(11), { id: theirs.id });
  await service.sql('INSERT INTO track_notices (track_id, user_id) VALUES ($1, 11)', [mine.id]);
  expect(await own(11, 'track_notices')).toMatchObject([{ track_id: mine.id, error: null }]);
  const [loose, said] = [await upload(11, 'resource'), await upload(11, 'chat-file')];
  await service.call(media.objects.claim, { kind: 'system' }, { objectId: said, ownerRef: 'message 1' });

  await service.erase(11);
  await service.erase(11);
  await expect(service.call(media.tracks.get, user(12), { id: mine.id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  for (const section of ['tracks', 'plays', 'uploads', 'track_notices'] as const) expect(await own(11, section)).toEqual([]);
  expect(await objectOf(loose)).toEqual({ owner: null, released: true, claimed: null });
  expect(await objectOf(said)).toEqual({ owner: null, released: false, claimed: 'message 1' });
  expect(await service.sql('SELECT 1 FROM objects WHERE owner_id = 11')).toEqual([]);
  expect(
    await service.sql(`SELECT 1 FROM events WHERE name = 'media.tracks.deleted' AND payload->>'trackId' = $1`, [String(mine.id)]),
  ).toHaveLength(1);
  expect((await service.call(media.tracks.get, user(12), { id: theirs.id })).playCount).toBe(1);
  // An upload that was running during the erasure can no longer be claimed.
  const claim = service.call(media.objects.claim, { kind: 'system' }, { objectId: loose, ownerRef: 'resource', userId: 11 });
  await expect(claim).rejects.toMatchObject({ code: 'NOT_FOUND' });
});
