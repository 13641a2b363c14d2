import { readdir, utimes } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { z } from 'zod';
import { eventually } from '@veza/testing';
import { journey } from '../../src/journey.js';
import { tone } from '../../src/sound.js';
import type { TestSystem } from '../../src/test-system.js';
import { signUp, word } from '../../src/test-users.js';

const Album = z.object({ tracks: z.array(z.object({ id: z.int() })) });
const WAITING = `relation = 'media.tracks'::regclass AND NOT granted`;
/** Into the second of three files. */
const SENT = 100_000;

interface Call {
  album: string;
  /** Sends so many bytes of the form; all if not given. Returns the status, or undefined when the connection broke. */
  send(bytes?: number): Promise<{ status?: number; text: string }>;
}

/** An album of three sounds, always with the same idempotency key. */
async function albumCall(system: TestSystem): Promise<Call> {
  const { accessToken } = await signUp(system, 'band');
  const [album, key] = [word(), word()];
  const form = new FormData();
  for (const [at, seconds] of [0.2, 4, 0.3].entries())
    form.append('audio', new Blob([new Uint8Array(tone(seconds))]), `${at}.wav`);
  form.append('artist', 'x');
  form.append('album', album);
  const encoded = new Request(system.address, { method: 'POST', body: form });
  const body = Buffer.from(await encoded.arrayBuffer());
  const headers = {
    authorization: `Bearer ${accessToken}`,
    'content-type': encoded.headers.get('content-type') ?? '',
    'content-length': body.length,
    'idempotency-key': key,
  };
  const send: Call['send'] = (bytes = body.length) =>
    new Promise((resolve) => {
      const call = request(`${system.address}/api/v1/tracks/albums`, { method: 'POST', headers }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        response.on('end', () => resolve({ status: response.statusCode, text }));
      });
      call.on('error', () => resolve({ text: '' }));
      call.write(body.subarray(0, bytes));
    });
  return { album, send };
}

const unclaimed = (system: TestSystem) =>
  system.database.query<{ id: string }>(`SELECT id FROM media.objects WHERE claimed_by IS NULL`);
const filesIn = (system: TestSystem, folder: string) =>
  readdir(join(system.store, folder), { recursive: true }).catch((): string[] => []);

/** The retry makes the album, once; what the killed process left goes with the next sweep after its time. */
async function expectWhole(system: TestSystem, { album, send }: Call): Promise<void> {
  const left = await unclaimed(system);
  const made = await eventually(
    'the retry to succeed',
    async () => {
      const answer = await send();
      return answer.status === 201 && answer;
    },
    { ms: 45_000, everyMs: 500 },
  );
  const ids = Album.parse(JSON.parse(made.text)).tracks.map(({ id }) => id);
  expect(ids).toHaveLength(3);
  expect(await send()).toEqual(made);
  const tracks = () =>
    system.database.query<{ id: number; status: string }>(`SELECT id, status FROM media.tracks WHERE album = '${album}'`);
  expect(new Set((await tracks()).map(({ id }) => id))).toEqual(new Set(ids));
  expect(await tracks()).toHaveLength(3);
  await eventually('its tracks to be ready', async () => (await tracks()).every(({ status }) => status === 'ready'), {
    ms: 60_000,
  });

  await system.database.query(`UPDATE media.objects SET created_at = now() - interval '25 h' WHERE claimed_by IS NULL`);
  for (const name of await filesIn(system, 'incoming'))
    await utimes(join(system.store, 'incoming', name), 0, 0).catch(() => undefined); // swept meanwhile
  await eventually('nothing to be left', async () => {
    const stored = await filesIn(system, 'objects');
    const temporary = [...(await filesIn(system, 'incoming')), ...(await filesIn(system, 'work'))];
    const gone = left.every(({ id }) => !stored.some((name) => name.includes(id)));
    return gone && temporary.length === 0 && (await unclaimed(system)).length === 0;
  });
}

journey('media killed in the middle of an album', (step) => {
  step(
    'while the bytes arrive, the request fails, and the retry makes the album',
    async (system) => {
      const call = await albumCall(system);
      const before = (await unclaimed(system)).length;
      const answer = call.send(SENT);
      await eventually('the first file to be stored, and the second to arrive', async () => {
        return (await unclaimed(system)).length > before && (await filesIn(system, 'incoming')).length > 0;
      });
      await system.service('media').kill();
      expect((await answer).status).toBe(503);
      await system.begin('media');
      await expectWhole(system, call);
    },
    150_000,
  );

  step(
    'while its tracks are inserted, no half album stays, and the retry makes it',
    async (system) => {
      const call = await albumCall(system);
      const letInsert = await system.database.hold('LOCK TABLE media.tracks IN SHARE MODE');
      const answer = call.send();
      await eventually('the tracks to be inserted', async () => {
        return (await system.database.query(`SELECT FROM pg_locks WHERE ${WAITING}`)).length > 0;
      });
      await system.service('media').kill();
      await letInsert();
      await system.begin('media');
      expect([201, 503, 504]).toContain((await answer).status);
      await expectWhole(system, call);
    },
    150_000,
  );
});
