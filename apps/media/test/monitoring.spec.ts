import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { media, StoredObject } from '@veza/contracts';
import { Metrics, type RunningService } from '@veza/platform';
import { eventually } from '@veza/testing';
import { form, getGrant, type MediaUnderTest, putGrant, startMedia, user, wav } from './media-under-test.js';

let service: MediaUnderTest;
let worker: RunningService;
beforeAll(async () => {
  service = await startMedia();
});
afterAll(() => service.stop());

const artist = user(1);
const textOf = async ({ app }: RunningService) => (await app.get(Metrics).text()).body;

async function create(bytes: Buffer<ArrayBuffer>): Promise<{ id: number; objectId: string }> {
  const response = await fetch(`${service.url}/objects`, { method: 'POST', body: form(bytes), headers: putGrant() });
  const { objectId } = StoredObject.parse(await response.json());
  const { id } = await service.call(media.tracks.create, artist, { title: 'a', artist: 'b', objectId });
  return { id, objectId };
}

const untilDone = (id: number) =>
  eventually(
    `track ${id} to be done`,
    async () => (await service.call(media.tracks.get, artist, { id })).status !== 'processing',
    { ms: 30_000 },
  );

test('queue, wait, stages, results and bytes are measured', async () => {
  const sound = wav(1);
  const good = await create(sound);
  const broken = await create(Buffer.concat([wav(0.1).subarray(0, 44)]));
  await service.sql(`UPDATE tracks SET moved_at = now() - interval '90 s' WHERE id = $1`, [good.id]);
  const { waiting, users } = { waiting: 2, users: 1 };
  worker = await service.startWorker();
  await untilDone(good.id);
  await untilDone(broken.id);
  // A job that has just ended looks for the next track of its user, and would find these.
  await service.call(media.transcodings.pause, user(2, 'admin'), { paused: true });
  await service.sql(`UPDATE tracks SET status = 'processing', starts = 0, moved_at = now() - interval '90 s'`);
  const body = await textOf(worker);
  for (const line of [
    new RegExp(`^veza_media_queue_tracks\\{state="waiting"\\} ${waiting}$`, 'm'),
    new RegExp(`^veza_media_queue_users ${users}$`, 'm'),
    /^veza_media_queue_oldest_seconds 9\d/m,
    /^veza_media_job_wait_seconds_count 2$/m,
    /^veza_media_tracks_total\{result="ready"\} 1$/m,
    /^veza_media_tracks_total\{result="UNREADABLE"\} 1$/m,
    ...['fetch', 'probe', 'encode', 'analyse', 'store', 'publish'].map(
      (stage) => new RegExp(`^veza_media_stage_duration_seconds_count\\{[^}]*stage="${stage}"[^}]*\\} [1-9]`, 'm'),
    ),
  ])
    expect(body).toMatch(line);

  const range = { range: 'bytes=0-99' };
  await (
    await fetch(`${service.url}/objects/${good.objectId}`, { headers: { ...getGrant(good.objectId), ...range } })
  ).arrayBuffer();
  const { url } = await service.call(media.tracks.stream, artist, { id: good.id });
  for (let times = 0; times < 2; times++)
    await (await fetch(service.url + new URL(url).pathname, { headers: range })).arrayBuffer();
  await eventually('the bytes to be counted', async () => {
    const main = await textOf(service.main);
    return (
      /^veza_media_sent_bytes_total\{route="object"\} 100$/m.test(main) &&
      /^veza_media_sent_bytes_total\{route="signed"\} 200$/m.test(main)
    );
  });
  const received = new RegExp(`^veza_media_received_bytes_total\\{route="upload"\\} ${sound.length + 44}$`, 'm');
  expect(await textOf(service.main)).toMatch(received);
});

test('the Grafana dashboard queries only existing metrics and labels, and shows every metric of media', async () => {
  const { panels }: { panels: { targets: { expr: string }[] }[] } = JSON.parse(
    readFileSync(new URL('../../../docs/grafana/media.json', import.meta.url), 'utf8'),
  );
  const exposed = `${await textOf(service.main)}\n${await textOf(worker)}`;
  const metrics = new Set([...exposed.matchAll(/^# TYPE (\S+)/gm)].map(([, name = '']) => name));
  const known = (name: string) => (metrics.has(name) ? name : name.replace(/_(bucket|sum|count)$/, ''));
  const expressions = panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));
  const queried = expressions.flatMap((each) => each.match(/\b(veza_media|nodejs|process)_\w+/g) ?? []);
  for (const name of queried) expect([name, metrics.has(known(name))]).toEqual([name, true]);
  for (const name of metrics) if (name.startsWith('veza_media_')) expect(queried.map(known)).toContain(name);
  for (const expression of expressions) {
    const [name = ''] = expression.match(/\b(veza_media|nodejs|process)_\w+/) ?? [];
    const by = /by \(([^)]*)\)/.exec(expression)?.[1]?.split(', ') ?? [];
    for (const label of by.filter((each) => each !== 'instance'))
      expect(exposed).toMatch(new RegExp(`^${name}\\{.*\\b${label}="`, 'm'));
  }
});
