import { afterAll, beforeAll, test } from '@jest/globals';
import { media, StoredObject } from '@veza/contracts';
import { eventually } from '@veza/testing';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { form, type MediaUnderTest, putGrant, startMedia, user, wav } from './media-under-test.js';

let service: MediaUnderTest;
beforeAll(async () => {
  service = await startMedia();
});
afterAll(() => service.stop());

test('a worker runs a job that the release before has queued', async () => {
  const response = await fetch(`${service.url}/objects`, { method: 'POST', body: form(wav(0.3)), headers: putGrant() });
  const { objectId } = StoredObject.parse(await response.json());
  // Younger than the sweeper's tracks without progress, so the job alone can begin it.
  const [row] = await service.sql<{ id: number }>(
    `WITH claimed AS (UPDATE objects SET claimed_by = 'track' WHERE id = $1)
     INSERT INTO tracks (title, artist, is_public, uploader_id, source_id, filename, moved_at)
     VALUES ('a', 'b', true, 1, $1, 'a.wav', now() + interval '1 hour') RETURNING id`,
    [objectId],
  );
  const trackId = row?.id ?? 0;
  const connection = new Redis(service.env.REDIS_URL ?? '', { maxRetriesPerRequest: null });
  // As 0.2.0 and 0.1.0 add it.
  const queue = new Queue('media', { connection, prefix: '{media}' });
  await queue.add(
    'transcode',
    { trackId, attempt: 1 },
    { jobId: `transcode-${trackId}-1`, attempts: 3, backoff: { type: 'exponential', delay: 2_000 }, removeOnComplete: true },
  );
  await service.startWorker();
  const status = async () => (await service.call(media.tracks.get, user(1), { id: trackId })).status;
  await eventually('the track to be ready', async () => (await status()) === 'ready', { ms: 15_000 });
  const left = () => queue.getJobCountByTypes('failed', 'waiting', 'delayed', 'active');
  await eventually('its job to end', async () => (await left()) === 0);
  await queue.close();
  connection.disconnect();
});
