import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { media, StoredObject } from '@veza/contracts';
import { eventually } from '@veza/testing';
import { TracksRepository } from '../src/tracks/tracks.repository.js';
import { form, type MediaUnderTest, putGrant, startMedia, user } from './media-under-test.js';
import { makeSilence } from './sounds.js';

let service: MediaUnderTest;
beforeAll(async () => {
  service = await startMedia();
  await service.startWorker();
});
afterAll(() => service.stop());

test('a sound whose bytes do not explain its length goes behind all others, and becomes ready there', async () => {
  const postponed = jest.spyOn(TracksRepository.prototype, 'postpone');
  const artist = user(1);
  const sent = { method: 'POST', body: form(await makeSilence(service.folder, 700)), headers: putGrant() };
  const { objectId } = StoredObject.parse(await (await fetch(`${service.url}/objects`, sent)).json());
  const { id } = await service.call(media.tracks.create, artist, { title: 'a', artist: 'b', objectId });
  const get = () => service.call(media.tracks.get, artist, { id });
  await eventually('the track to be ready', async () => (await get()).status === 'ready', { ms: 60_000 });
  expect(postponed.mock.calls).toEqual([[id, 1]]);
  postponed.mockRestore();
}, 90_000);
