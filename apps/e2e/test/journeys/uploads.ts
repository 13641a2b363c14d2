import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { TrackUpload, Veza } from '@veza/sdk';
import { eventually } from '@veza/testing';
import { journey } from '../../src/journey.js';
import { makeSound } from '../../src/sound.js';
import type { TestSystem } from '../../src/test-system.js';
import { signUp, word } from '../../src/test-users.js';
import { follow } from '../../src/tracks.js';

const SECONDS = 5;
const PIECE = 64 * 1024;

journey('a track that is uploaded in pieces', (step) => {
  let artist: Veza;
  let file: File;

  /** A client of the same session. On a bad line, the connection breaks before the second piece, and behind the fourth. */
  function client(system: TestSystem, line: 'good' | 'bad' = 'good'): Veza {
    let pieces = 0;
    const transport: typeof fetch = async (input, init) => {
      if (line === 'good' || init?.method !== 'PATCH') return fetch(input, init);
      const piece = ++pieces;
      if (piece === 2) throw new TypeError('the request was lost');
      const response = await fetch(input, init);
      if (piece === 4) throw new TypeError('the response was lost');
      return response;
    };
    return new Veza({ baseUrl: system.address, tokens: artist.tokens, fetch: transport });
  }

  step('is whole after lost requests and responses, and a pause', async (system) => {
    artist = (await signUp(system, 'artist')).client;
    const path = join(system.workshop, 'pieces.wav');
    await makeSound(path, 'wav', SECONDS);
    file = new File([await readFile(path)], 'prise.wav', { type: 'audio/wav' });
    const title = `${word()} – été`;
    const offsets: number[] = [];
    const upload = new TrackUpload(client(system, 'bad'), file, {
      fields: { title, artist: 'Erik', tags: JSON.stringify(['lent']) },
      pieceBytes: PIECE,
      onProgress: (stored, total) => {
        if (stored > total / 2 && !offsets.some((offset) => offset > total / 2)) upload.pause();
        offsets.push(stored);
      },
    });
    const running = upload.run();
    await eventually('the pause', () => upload.isPaused, { ms: 15_000 });
    const { data: half } = await artist.getUpload({ path: { id: upload.id ?? '' } });
    expect(half.offset).toBeLessThan(half.length);
    expect(half.track_id).toBeUndefined();
    upload.resume();
    const track = await running;
    expect(track).toMatchObject({ title, artist: 'Erik', filename: 'prise.wav', tags: ['lent'] });
    expect(offsets).toEqual([...offsets].sort((a, b) => a - b)); // what was stored is not sent again
    expect(offsets.at(-1)).toBe(file.size);
    expect((await follow(artist, track.id)).at(-1)?.status).toBe('ready');
    const { data: ready } = await artist.getTrack({ path: { id: track.id } });
    expect(Math.abs(ready.duration_seconds - SECONDS)).toBeLessThan(0.2);
  });

  step('is continued by its id, with the same file only', async (system) => {
    const veza = client(system);
    const left = new AbortController();
    const begun = new TrackUpload(veza, file, {
      pieceBytes: PIECE,
      signal: left.signal,
      onProgress: (stored) => {
        if (stored > 0) left.abort();
      },
    });
    await expect(begun.run()).rejects.toMatchObject({ name: 'AbortError' });
    const id = begun.id ?? '';
    await expect(new TrackUpload(veza, file.slice(1), { id }).run()).rejects.toThrow('not the file');
    const offsets: number[] = [];
    const track = await new TrackUpload(veza, file, { id, onProgress: (stored) => offsets.push(stored) }).run();
    expect(offsets[0]).toBeGreaterThanOrEqual(PIECE);
    // A page that was closed before it saw the end gets the same track.
    expect((await new TrackUpload(veza, file, { id }).run()).id).toBe(track.id);
    await artist.deleteTrack({ path: { id: track.id } });
  });

  step('is refused with the error of the API, and leaves nothing when it is cancelled', async (system) => {
    const veza = client(system);
    const text = new File(['no sound at all, but words'], 'a.wav');
    await expect(new TrackUpload(veza, text).run()).rejects.toMatchObject({ code: 'UNSUPPORTED_MEDIA_TYPE' });
    const upload = new TrackUpload(veza, file, { pieceBytes: PIECE, onProgress: (stored) => stored > 0 && upload.pause() });
    const running = expect(upload.run()).rejects.toMatchObject({ name: 'AbortError' });
    await eventually('the pause', () => upload.isPaused, { ms: 15_000 });
    await upload.cancel();
    await running;
    await expect(artist.getUpload({ path: { id: upload.id ?? '' } })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
