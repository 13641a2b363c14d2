import { openAsBlob } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { form, type Rest } from '../../src/clients/rest.js';
import { signUp, word } from '../../src/people.js';
import { makeSound, mediaType, play, SOUND_KINDS } from '../../src/sound.js';
import { readEvents } from '../../src/sse.js';
import { story } from '../../src/story.js';
import { Stream, Track } from '../../src/tracks.js';

const SECONDS = 180;
const STEP_MS = 240_000;

story(`sounds of ${SECONDS} seconds`, (step) => {
  let artist: Rest;

  step('an artist signs up', async (world) => {
    artist = world.rest.as((await signUp(world, 'artist')).accessToken);
  });

  for (const kind of SOUND_KINDS) {
    step(
      `${kind}: made, uploaded, transcoded, and played to the end in both ways`,
      async (world) => {
        const path = join(world.workshop, `long.${kind}`);
        await makeSound(path, kind, SECONDS);
        const file = { bytes: await openAsBlob(path), name: `long.${kind}`, type: mediaType(kind) };
        const body = form({ title: word(), artist: 'Erik', tags: '[]', is_public: 'true' }, 'audio', file);
        const { id } = (await artist.post('/api/v1/tracks/upload', { body })).expect(201).as(Track);
        const until = ({ data }: { data: string }): boolean => /"status":"(ready|failed)"/.test(data);
        await readEvents(new URL(`/api/v1/tracks/${id}/events`, world.address), { token: artist.token, until, ms: STEP_MS });
        const track = (await artist.get(`/api/v1/tracks/${id}`)).expect(200).as(Track);
        expect(track).toMatchObject({ status: 'ready', loudness_lufs: expect.any(Number) });
        expect(Math.abs(track.duration_seconds - SECONDS)).toBeLessThan(0.5);
        const { url, hls_url } = (await artist.get(`/api/v1/tracks/${id}/stream`)).expect(200).as(Stream);
        for (const address of [url, hls_url])
          expect(Math.abs((await play(new URL(address, world.address).href)) - SECONDS)).toBeLessThan(0.5);
      },
      STEP_MS,
    );
  }
});
