import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from '@jest/globals';
import { eventually } from '@veza/testing';
import type { Browser } from 'playwright-core';
import { z } from 'zod';
import { FrontEnd, openBrowser } from '../../src/browser/front-end.js';
import { fileOf } from '../../src/clients/rest.js';
import { journey } from '../../src/journey.js';
import { makeSound } from '../../src/sound.js';
import { signIn, signUp, word } from '../../src/test-users.js';
import { follow } from '../../src/tracks.js';

const SECONDS = 60;
const State = z.object({
  seconds: z.number(),
  duration: z.number(),
  segments: z.array(z.object({ path: z.string(), level: z.int(), at: z.int() })),
});

/** hls.js in a real browser, on a private track. The access token ends while it plays. */
export function playerJourney(place: { origin: string }): void {
  let browser: Browser;
  let player: FrontEnd;
  let token: string;
  let rates: number[];

  beforeAll(async () => {
    browser = await openBrowser();
  }, 90_000);
  afterAll(() => browser?.close());

  journey('a player in a browser', (step) => {
    step(
      'plays a private track on an address without a token',
      async (system) => {
        const user = await signUp(system, 'player');
        const path = join(system.workshop, 'played.wav');
        await makeSound(path, 'wav', SECONDS);
        const audio = fileOf({ bytes: await readFile(path), name: 'played.wav', type: 'audio/wav' });
        const client = system.client((await signIn(system, user)).accessToken);
        const { data: track } = await client.uploadTrack({ body: { audio, title: word(), artist: 'Ada', is_public: 'false' } });
        await follow(system.client((await signIn(system, user)).accessToken), track.id);
        token = (await signIn(system, user)).accessToken;
        const { data: stream } = await system.client(token).streamTrack({ path: { id: track.id } });
        player = await FrontEnd.at(browser, `${place.origin}/player`);
        rates = await player.does('open', stream.hls_url, z.array(z.number()));
        expect(rates.length).toBeGreaterThan(1);
        const { duration, segments } = await player.does('play', { seconds: 1, rate: 1 }, State);
        expect(Math.round(duration)).toBe(SECONDS);
        expect(new Set(segments.map(({ level }) => level))).toEqual(new Set([0]));
      },
      90_000,
    );

    step('switches to the highest level, whose segments it loads', async () => {
      const before = await player.does('pause', undefined, State);
      const highest = rates.length - 1;
      await player.does('switchTo', highest);
      const after = await player.does('play', { seconds: 2, rate: 2 }, State);
      const loaded = after.segments.slice(before.segments.length);
      expect(loaded.map(({ level }) => level)).toContain(highest);
      const folders = (level: number) =>
        new Set(after.segments.filter((each) => each.level === level).map(({ path }) => path.split('/').at(-2)));
      expect([folders(0).size, folders(highest).size]).toEqual([1, 1]);
      expect(folders(highest)).not.toEqual(folders(0));
    });

    step(
      'plays on, with new segments, after a pause in which the access token has ended',
      async (system) => {
        const before = await player.does('pause', undefined, State);
        const me = () => fetch(`${system.address}/api/v1/users/me`, { headers: { authorization: `Bearer ${token}` } });
        await eventually('the token to end', async () => (await me()).status === 401, { ms: 20_000 });
        const last = Math.max(...before.segments.map(({ at }) => at));
        const after = await player.does('play', { seconds: 16, rate: 8 }, State);
        expect(Math.max(...after.segments.map(({ at }) => at))).toBeGreaterThan(last);
      },
      60_000,
    );

    step('plays on from where a seek lands, back and forth', async () => {
      for (const target of [SECONDS - 8, 1]) {
        expect(Math.abs((await player.does('seek', target, State)).seconds - target)).toBeLessThan(0.1);
        const { seconds } = await player.does('play', { seconds: 1, rate: 2 }, State);
        expect(seconds).toBeGreaterThan(target + 0.9);
        expect(seconds).toBeLessThan(target + 5);
      }
      expect(player.errors).toEqual([]);
    });
  });
}
