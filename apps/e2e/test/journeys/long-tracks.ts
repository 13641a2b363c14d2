import { openAsBlob } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import type { Veza } from '@veza/sdk';
import { fileOf } from '../../src/clients/rest.js';
import { signUp, word } from '../../src/test-users.js';
import { makeSound, mediaType, play } from '../../src/sound.js';
import { journey } from '../../src/journey.js';
import { follow } from '../../src/tracks.js';

/** Eight segments. Longer sounds, and every format, are the matter of media's own drills. */
const SECONDS = 45;
/** One without loss, and one whose index is at its end. */
const KINDS = ['flac', 'm4a'] as const;
const STEP_MS = 240_000;

journey(`tracks of ${SECONDS} seconds`, (step) => {
  let artist: Veza;

  step('an artist signs up', async (system) => {
    artist = (await signUp(system, 'artist')).client;
  });

  for (const kind of KINDS) {
    step(
      `${kind}: generated, uploaded, transcoded, and played to the end progressively and over HLS`,
      async (system) => {
        const path = join(system.workshop, `long.${kind}`);
        await makeSound(path, kind, SECONDS);
        const audio = fileOf({ bytes: await openAsBlob(path), name: `long.${kind}`, type: mediaType(kind) });
        const body = { audio, title: word(), artist: 'Erik' };
        const { id } = (await artist.uploadTrack({ body, signal: AbortSignal.timeout(STEP_MS) })).data;
        await follow(artist, id, STEP_MS);
        const { data: track } = await artist.getTrack({ path: { id } });
        expect(track).toMatchObject({ status: 'ready', loudness_lufs: expect.any(Number) });
        expect(Math.abs(track.duration_seconds - SECONDS)).toBeLessThan(0.5);
        const { url, hls_url } = (await artist.streamTrack({ path: { id } })).data;
        for (const address of [url, hls_url])
          expect(Math.abs((await play(new URL(address, system.address).href)) - SECONDS)).toBeLessThan(0.5);
      },
      STEP_MS,
    );
  }
});
