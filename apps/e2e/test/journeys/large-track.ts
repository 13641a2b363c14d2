import { openAsBlob } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import type { Veza } from '@veza/sdk';
import { fileOf } from '../../src/clients/rest.js';
import { MemoryWatch } from '../../src/memory.js';
import { signUp, word } from '../../src/test-users.js';
import { makeSound, play } from '../../src/sound.js';
import { journey } from '../../src/journey.js';
import { follow } from '../../src/tracks.js';

const MIB = 1024 * 1024;
const FILE_MIB = 300;
/** Per second: 192,000 samples of two channels and four bytes. The bytes matter here, the length costs minutes. */
const SECONDS = Math.ceil((FILE_MIB * MIB) / 1_536_000);
/** Allowed growth of a process while the file passes through it: a fraction of the file, otherwise it was buffered. */
const GROWTH_MIB = 100;
const STEP_MS = 600_000;

journey(`a file of ${FILE_MIB} MiB`, (step) => {
  let artist: Veza;
  let id = 0;
  let path = '';

  step(
    'is generated',
    async (system) => {
      artist = (await signUp(system, 'artist')).client;
      path = join(system.workshop, 'large.wav');
      await makeSound(path, 'studio', SECONDS);
      expect((await stat(path)).size).toBeGreaterThanOrEqual(FILE_MIB * MIB);
    },
    STEP_MS,
  );

  step(
    'is uploaded without any process buffering it',
    async (system) => {
      const watch = await MemoryWatch.begin(system);
      const audio = fileOf({ bytes: await openAsBlob(path), name: 'large.wav', type: 'audio/wav' });
      const body = { audio, title: word(), artist: 'Erik' };
      id = (await artist.uploadTrack({ body, signal: AbortSignal.timeout(STEP_MS) })).data.id;
      const peaks = await watch.end();
      console.log(`Peak memory during the upload of ${FILE_MIB} MiB:\n${peaks.table()}`);
      for (const { name, grown } of peaks.rows)
        expect({ name, grown: grown < GROWTH_MIB || grown }).toEqual({ name, grown: true });
    },
    STEP_MS,
  );

  step(
    'is transcoded without any process buffering it',
    async (system) => {
      const watch = await MemoryWatch.begin(system);
      await follow(artist, id, STEP_MS);
      const peaks = await watch.end();
      console.log(`Peak memory during the transcoding of ${FILE_MIB} MiB:\n${peaks.table()}`);
      expect((await artist.getTrack({ path: { id } })).data).toMatchObject({ status: 'ready' });
      for (const { name, grown } of peaks.rows)
        expect({ name, grown: grown < GROWTH_MIB || grown }).toEqual({ name, grown: true });
    },
    STEP_MS,
  );

  step(
    'is played to its end',
    async (system) => {
      const { url, hls_url } = (await artist.streamTrack({ path: { id } })).data;
      for (const address of [url, hls_url])
        expect(Math.abs((await play(new URL(address, system.address).href)) - SECONDS)).toBeLessThan(1);
    },
    STEP_MS,
  );
});
