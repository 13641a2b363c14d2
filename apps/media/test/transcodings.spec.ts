import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { media, StoredObject, type TrackView } from '@veza/contracts';
import type { RunningService } from '@veza/platform';
import { eventually } from '@veza/testing';
import { SweeperService } from '../src/sweeper.service.js';
import { TranscodeQueue } from '../src/tracks/transcode-queue.js';
import { form, type MediaUnderTest, putGrant, startMedia, user, wav } from './media-under-test.js';

let service: MediaUnderTest;
let worker: RunningService;
beforeAll(async () => {
  service = await startMedia({ TRANSCODES_AT_ONCE: '1' }); // further tracks of a user take idle slots
  worker = await service.startWorker();
});
afterAll(() => service.stop());

const { transcodings } = media;
const [artist, other, admin] = [user(1), user(2), user(9, 'admin')];
const HOLLOW = Buffer.from('RIFF\x24\0\0\0WAVEnothing of the kind follows', 'latin1');

async function create(bytes: Buffer<ArrayBuffer>, userId = 1): Promise<TrackView> {
  const sent = { method: 'POST', body: form(bytes), headers: putGrant({ userId }) };
  const { objectId } = StoredObject.parse(await (await fetch(`${service.url}/objects`, sent)).json());
  return service.call(media.tracks.create, user(userId), { title: 'a', artist: 'b', objectId });
}

const get = (id: number) => service.call(media.tracks.get, admin, { id });
const queue = () => service.call(transcodings.queue, admin, {});
const pause = (paused: boolean) => service.call(transcodings.pause, admin, { paused });
const until = (id: number, status: TrackView['status']) =>
  eventually(`the track to be ${status}`, async () => (await get(id)).status === status, { ms: 15_000 });

test('only administrators reach the queue', async () => {
  for (const caller of [artist, { kind: 'anonymous' } as const]) {
    const code = caller.kind === 'user' ? 'FORBIDDEN' : 'UNAUTHENTICATED';
    const calls = [
      service.call(transcodings.list, caller, {}),
      service.call(transcodings.queue, caller, {}),
      service.call(transcodings.changes, caller, {}),
      service.call(transcodings.retry, caller, { trackId: 1 }),
      service.call(transcodings.retryFailed, caller, {}),
      service.call(transcodings.cancel, caller, { trackId: 1 }),
      service.call(transcodings.pause, caller, { paused: true }),
    ];
    for (const call of calls) await expect(call).rejects.toMatchObject({ code });
  }
  expect((await queue()).paused).toBe(false);
});

test('a paused queue begins nothing, also after Redis has lost the pause, and goes on when it is resumed', async () => {
  expect(await pause(true)).toMatchObject({ paused: true, pausedAt: expect.stringContaining('T') });
  await worker.app.get(TranscodeQueue).setPaused(false); // as a Redis that has lost its data
  await worker.app.get(SweeperService).sweep();
  const [first, second] = [await create(wav(0.3)), await create(wav(0.3), 2)];
  expect(await queue()).toMatchObject({ paused: true, waiting: 2, running: 0, users: 2 });
  const page = await service.call(transcodings.list, admin, { state: 'waiting', limit: 1 });
  expect(page).toMatchObject({ total: 2, items: [{ trackId: second.id, userId: 2, state: 'waiting', attempt: 1, starts: 0 }] });
  const next = await service.call(transcodings.list, admin, { state: 'waiting', limit: 1, cursor: page.nextCursor ?? '' });
  expect(next).toMatchObject({ items: [{ trackId: first.id, userId: 1 }], nextCursor: null });
  expect((await service.call(transcodings.list, admin, { userId: 2 })).items.map(({ trackId }) => trackId)).toEqual([second.id]);
  expect(await pause(false)).toMatchObject({ paused: false, pausedAt: null });
  for (const { id } of [first, second]) await until(id, 'ready');
  expect(await queue()).toMatchObject({ waiting: 0, running: 0, oldestSeconds: 0 });
});

test('a cancelled transcoding fails with a sentence, whether it waits or runs, and the next track of the user follows', async () => {
  const running = await create(wav(300));
  await eventually('the work to begin', async () => (await readdir(join(service.folder, 'work'))).length > 0);
  const [waiting, next] = [await create(wav(0.3)), await create(wav(0.3))];
  await service.call(transcodings.cancel, admin, { trackId: waiting.id });
  await service.call(transcodings.cancel, admin, { trackId: running.id });
  for (const { id } of [waiting, running]) expect(await get(id)).toMatchObject({ status: 'failed', error: 'CANCELLED' });
  await until(next.id, 'ready');
  await eventually('the work to stop', async () => (await readdir(join(service.folder, 'work'))).length === 0, { ms: 10_000 });
  expect(
    await service.sql(`SELECT id FROM objects WHERE kind = 'rendition' AND claimed_by = $1`, [`track:${running.id}`]),
  ).toEqual([]);
  const cancel = (trackId: number) => service.call(transcodings.cancel, admin, { trackId });
  await expect(cancel(waiting.id)).rejects.toMatchObject({ code: 'INVALID_STATE' });
  await expect(cancel(2_000_000_000)).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('failed transcodings are started again one by one or by their code, cancelled ones only if they are named', async () => {
  const cancelled = (await service.call(transcodings.list, admin, { error: 'CANCELLED' })).items.map(({ trackId }) => trackId);
  expect(cancelled.length).toBeGreaterThan(0);
  const broken = [await create(HOLLOW), await create(HOLLOW, 2)];
  for (const { id } of broken) await until(id, 'failed');
  expect((await queue()).failures).toContainEqual({ error: 'UNREADABLE', count: 2 });
  await pause(true);
  expect(await service.call(transcodings.retryFailed, admin, { error: 'TIMED_OUT' })).toEqual({ retried: 0 });
  expect(await service.call(transcodings.retryFailed, admin, {})).toEqual({ retried: 2 });
  expect((await service.call(transcodings.list, admin, { state: 'waiting' })).items.map(({ attempt }) => attempt)).toEqual([
    2, 2,
  ]);
  await pause(false);
  for (const { id } of broken) await until(id, 'failed');
  const [trackId = 0] = cancelled;
  await service.call(transcodings.retry, admin, { trackId });
  await expect(service.call(transcodings.retry, admin, { trackId })).rejects.toMatchObject({ code: 'INVALID_STATE' });
  await expect(service.call(transcodings.retry, other, { trackId })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await until(trackId, 'ready');
});

test('each change is a line of the audit, and what changed nothing is not', async () => {
  await pause(false);
  const { items } = await service.call(transcodings.changes, admin, { limit: 4 });
  expect(items).toMatchObject([
    { action: 'retry', changedBy: 9, trackId: expect.any(Number) },
    { action: 'resume', changedBy: 9, trackId: null },
    { action: 'retry_failed', changedBy: 9, error: null, count: 2 },
    { action: 'pause', changedBy: 9 },
  ]);
});
