import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { z } from 'zod';
import { form, type Rest } from '../../src/clients/rest.js';
import { signUp, word } from '../../src/people.js';
import { makeSound, play } from '../../src/sound.js';
import { readEvents } from '../../src/sse.js';
import { story } from '../../src/story.js';
import { Progress, Stream, Track } from '../../src/tracks.js';

const SECONDS = 5;
const Page = z.object({ tracks: z.array(Track), total: z.int(), page: z.int(), limit: z.int() });
const Waveform = z.object({
  version: z.literal(2),
  channels: z.int(),
  sample_rate: z.int(),
  samples_per_pixel: z.int(),
  bits: z.union([z.literal(8), z.literal(16)]),
  length: z.int(),
  data: z.array(z.int()),
});

story('a track', (step) => {
  let artist: Rest;
  let listener: Rest;
  let track: z.infer<typeof Track>;
  let stream: z.infer<typeof Stream>;
  let before: string[] = [];
  const title = word();

  step('is uploaded, and answered at once while it is processed', async (world) => {
    const person = await signUp(world, 'artist');
    artist = world.rest.as(person.accessToken);
    listener = world.rest;
    before = await world.storedFiles();
    const path = join(world.workshop, 'prise.wav');
    await makeSound(path, 'wav', SECONDS);
    const fields = {
      title,
      artist: 'Erik',
      album: 'Trois',
      genre: 'piano',
      tags: JSON.stringify(['lent', 'piano']),
      is_public: 'true',
    };
    const body = form(fields, 'audio', { bytes: await readFile(path), name: 'prise.wav', type: 'audio/wav' });
    track = (await artist.post('/api/v1/tracks/upload', { body })).expect(201).as(Track);
    expect(track).toMatchObject({
      title,
      artist: 'Erik',
      album: 'Trois',
      filename: 'prise.wav',
      status: 'processing',
      uploader_id: person.id,
      uploader_username: person.username,
    });
  });

  step('tells its progress until it is ready', async (world) => {
    const events = await readEvents(new URL(`/api/v1/tracks/${track.id}/events`, world.address), {
      token: artist.token,
      until: ({ data }) => /"(ready|failed)"/.test(data),
    });
    const told = events.map(({ data }) => Progress.parse(JSON.parse(data)));
    expect(told.at(-1)?.status).toBe('ready');
    const percents = told.map(({ progress }) => progress);
    expect(percents).toEqual([...percents].sort((a, b) => a - b));
    track = (await artist.get(`/api/v1/tracks/${track.id}`)).expect(200).as(Track);
    expect(track).toMatchObject({ status: 'ready', loudness_lufs: expect.any(Number) });
    expect(Math.abs(track.duration_seconds - SECONDS)).toBeLessThan(0.2);
  });

  step('is found by everybody', async () => {
    for (const query of [`search=${title}`, `artist=Erik&tags=lent,piano`, `genre=piano&search=${title}`]) {
      expect(
        (await listener.get(`/api/v1/tracks?${query}`))
          .expect(200)
          .as(Page)
          .tracks.map(({ id }) => id),
      ).toEqual([track.id]);
    }
  });

  step('has a signed address that serves ranges', async () => {
    stream = (await listener.get(`/api/v1/tracks/${track.id}/stream`)).expect(200).as(Stream);
    expect(Date.parse(stream.expires_at) - Date.now()).toBeGreaterThan(5.9 * 3_600_000);
    const whole = (await listener.get(stream.url)).expect(200);
    expect(whole.headers.get('content-type')).toMatch(/^audio\//);
    expect(whole.headers.get('etag')).toBeTruthy();
    const size = whole.bytes.length;
    const part = (await listener.get(stream.url, { headers: { range: 'bytes=1000-1999' } })).expect(206);
    expect(part.headers.get('content-range')).toBe(`bytes 1000-1999/${size}`);
    expect(part.bytes.equals(whole.bytes.subarray(1000, 2000))).toBe(true);
    const beyond = (await listener.get(stream.url, { headers: { range: `bytes=${size}-` } })).expect(416);
    expect(beyond.headers.get('content-range')).toBe(`bytes */${size}`);
  });

  step('is played to the end by ffmpeg, progressively and over HLS', async (world) => {
    for (const url of [stream.url, stream.hls_url])
      expect(Math.abs((await play(new URL(url, world.address).href)) - SECONDS)).toBeLessThan(0.2);
  });

  step('cannot be heard through an address that was changed', async () => {
    for (const url of [stream.url, stream.hls_url]) {
      const [longest = ''] = url.match(/[\w-]{16,}/g)?.sort((a, b) => b.length - a.length) ?? [];
      const middle = Math.floor(longest.length / 2);
      const changed = longest.slice(0, middle) + (longest[middle] === 'a' ? 'b' : 'a') + longest.slice(middle + 1);
      expect((await listener.get(url.replace(longest, changed))).refused(403).code).toBe('URL_INVALID');
    }
  });

  step('has a waveform', async () => {
    const { data, length, channels, bits } = (await listener.get(`/api/v1/tracks/${track.id}/waveform`)).expect(200).as(Waveform);
    expect(data).toHaveLength(length * channels * 2);
    expect(Math.max(...data)).toBeGreaterThan(2 ** (bits - 1) / 20);
  });

  step('is gone with all its bytes when it is deleted', async (world) => {
    (await artist.delete(`/api/v1/tracks/${track.id}`)).expect(204);
    (await listener.get(`/api/v1/tracks/${track.id}`)).refused(404);
    (await listener.get(stream.url)).expect(403, 404, 410);
    await world.storeHolds(before);
  });
});
