import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import type { Track, TrackStream, Veza } from '@veza/sdk';
import { fileOf, refused } from '../../src/clients/rest.js';
import { VezaV1 } from '../../src/clients/veza-v1.js';
import { signUp, word } from '../../src/test-users.js';
import { makeSound, play } from '../../src/sound.js';
import { journey } from '../../src/journey.js';
import { follow } from '../../src/tracks.js';

const SECONDS = 5;

journey('a track', (step) => {
  let artist: Veza;
  let listener: Veza;
  let socket: VezaV1; // through the gateway, which pipes to the second replica
  let track: Track;
  let stream: TrackStream;
  let before: string[] = [];
  const title = word();

  step('is uploaded, and the response arrives before it is processed', async (system) => {
    const user = await signUp(system, 'artist');
    artist = user.client;
    listener = system.client();
    socket = await VezaV1.open(system.gatewaySocket, user.accessToken);
    before = await system.storedFiles();
    const path = join(system.workshop, 'prise.wav');
    await makeSound(path, 'wav', SECONDS);
    const body = {
      audio: fileOf({ bytes: await readFile(path), name: 'prise.wav', type: 'audio/wav' }),
      title,
      artist: 'Erik',
      album: 'Trois',
      genre: 'piano',
      tags: JSON.stringify(['lent', 'piano']),
      is_public: 'true' as const,
    };
    track = (await artist.uploadTrack({ body })).data;
    expect(track).toMatchObject({
      title,
      artist: 'Erik',
      album: 'Trois',
      filename: 'prise.wav',
      status: 'processing',
      uploader_id: user.id,
      uploader_username: user.username,
    });
  });

  step('reports its progress until it is ready', async () => {
    const events = await follow(artist, track.id);
    expect(events.at(-1)?.status).toBe('ready');
    const percents = events.map(({ progress }) => progress);
    expect(percents).toEqual([...percents].sort((a, b) => a - b));
    track = (await artist.getTrack({ path: { id: track.id } })).data;
    expect(track).toMatchObject({ status: 'ready', loudness_lufs: expect.any(Number) });
    expect(Math.abs(track.duration_seconds - SECONDS)).toBeLessThan(0.2);
  });

  step('is ready in a notification, on the open socket and in the list', async () => {
    const { data } = await socket.frame('track_notification');
    expect(data).toMatchObject({ track_id: String(track.id), status: 'ready', title: 'Your track is ready' });
    const { notifications } = (await artist.listTrackNotifications()).data;
    expect(notifications.map(({ id }) => String(id))).toEqual([data.notification_id]);
    await socket.close();
  });

  step(
    'is one of an album of several files, of which a bad one is listed, and the upload can be repeated',
    async ({ workshop }) => {
      const sound = await readFile(join(workshop, 'prise.wav'));
      const audio = [
        fileOf({ bytes: sound, name: 'Un.wav', type: 'audio/wav' }),
        fileOf({ bytes: Buffer.from('no sound'), name: 'notes.txt', type: 'text/plain' }),
        fileOf({ bytes: sound, name: 'Deux.wav', type: 'audio/wav' }),
      ];
      const call = { body: { audio, artist: 'Erik', album: 'Deux', is_public: 'false' as const }, idempotencyKey: word() };
      const { data } = await artist.uploadAlbum(call);
      const shared = { artist: 'Erik', album: 'Deux', is_public: false, status: 'processing' };
      expect(data.tracks).toMatchObject([
        { ...shared, title: 'Un', track_number: 1 },
        { ...shared, title: 'Deux', track_number: 3 },
      ]);
      expect(data.refused).toMatchObject([{ position: 2, filename: 'notes.txt', code: 'UNSUPPORTED_MEDIA_TYPE' }]);
      expect((await artist.uploadAlbum(call)).data).toEqual(data);
      for (const { id } of data.tracks) await artist.deleteTrack({ path: { id } });
    },
  );

  step('is found by every visitor', async () => {
    for (const query of [{ search: title }, { artist: 'Erik', tags: ['lent', 'piano'] }, { genre: 'piano', search: title }]) {
      const { tracks } = (await listener.listTracks({ query })).data;
      expect(tracks.map(({ id }) => id)).toEqual([track.id]);
    }
  });

  step('has a signed address that serves ranges', async ({ rest }) => {
    stream = (await listener.streamTrack({ path: { id: track.id } })).data;
    expect(Date.parse(stream.expires_at) - Date.now()).toBeGreaterThan(5.9 * 3_600_000);
    const whole = (await rest.get(stream.url)).expect(200);
    expect(whole.headers.get('content-type')).toMatch(/^audio\//);
    expect(whole.headers.get('etag')).toBeTruthy();
    const size = whole.bytes.length;
    const part = (await rest.get(stream.url, { headers: { range: 'bytes=1000-1999' } })).expect(206);
    expect(part.headers.get('content-range')).toBe(`bytes 1000-1999/${size}`);
    expect(part.bytes.equals(whole.bytes.subarray(1000, 2000))).toBe(true);
    const beyond = (await rest.get(stream.url, { headers: { range: `bytes=${size}-` } })).expect(416);
    expect(beyond.headers.get('content-range')).toBe(`bytes */${size}`);
  });

  step('is played to the end by ffmpeg, progressively and over HLS', async (system) => {
    for (const url of [stream.url, stream.hls_url])
      expect(Math.abs((await play(new URL(url, system.address).href)) - SECONDS)).toBeLessThan(0.2);
  });

  step('is not served for a modified address', async ({ rest }) => {
    for (const url of [stream.url, stream.hls_url]) {
      const [longest = ''] = url.match(/[\w-]{16,}/g)?.sort((a, b) => b.length - a.length) ?? [];
      const middle = Math.floor(longest.length / 2);
      const changed = longest.slice(0, middle) + (longest[middle] === 'a' ? 'b' : 'a') + longest.slice(middle + 1);
      expect((await rest.get(url.replace(longest, changed))).refused(403).code).toBe('URL_INVALID');
    }
  });

  step('has a waveform', async ({ rest }) => {
    const { data: waveform } = await listener.trackWaveform({ path: { id: track.id } });
    if (waveform instanceof Response) throw new Error(`an image instead of JSON: ${waveform.headers.get('content-type')}`);
    const { data, length, channels, bits } = waveform;
    expect(data).toHaveLength(length * channels * 2);
    expect(Math.max(...data)).toBeGreaterThan(2 ** (bits - 1) / 20);
    (await rest.get(`/tracks/${track.id}/waveform`, { headers: { range: 'bytes=0-9' } })).expect(200); // ranges are ignored
  });

  step('deletion removes all its bytes', async (system) => {
    const path = { id: track.id };
    await artist.deleteTrack({ path });
    await refused(listener.getTrack({ path }), 404);
    (await system.rest.get(stream.url)).expect(403, 404, 410);
    await system.storeHolds(before);
  });
});
