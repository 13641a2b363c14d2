import { afterAll, beforeAll, expect } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { z } from 'zod';
import { FrontEnd, openBrowser, type servePage } from '../../src/browser/front-end.js';
import { word } from '../../src/people.js';
import { tone } from '../../src/sound.js';
import { story } from '../../src/story.js';
import type { World } from '../../src/world.js';

type Place = Awaited<ReturnType<typeof servePage>>;

const Answer = z.object({
  status: z.int(),
  headers: z.record(z.string(), z.unknown()),
  data: z.looseObject({ id: z.int().optional(), code: z.string().optional(), events_url: z.string().optional() }),
});
const Uploaded = Answer.extend({ seen: z.array(z.number()) });
const Together = z.object({ statuses: z.array(z.int()), refreshes: z.int() });
const ME = { method: 'get', url: '/users/me' };

/** Preflights that the gateway has answered. */
const preflights = (world: World) => world.service('gateway').lines.filter((line) => line.includes('"method":"OPTIONS"')).length;

export function tell(known: Place, stranger: Place): void {
  let browser: Browser;
  let front: FrontEnd;
  const account = { email: `${word()}@example.test`, password: `Pw-${word()}` };

  beforeAll(async () => {
    browser = await openBrowser();
  }, 90_000);
  afterAll(async () => {
    await browser?.close();
    known.close();
    stranger.close();
  });

  const open = (world: World, share: boolean, place = known) =>
    FrontEnd.open(browser, place.origin, `${world.address}/api/v1`, share);

  story('a browser, from another origin', (step) => {
    step('signs up, calls, and reads the headers that are for it', async (world) => {
      front = await open(world, true);
      await front.does('enter', { path: '/signup', body: { ...account, username: word() } });
      const { status, headers } = await front.does('call', ME, Answer);
      expect(status).toBe(200);
      expect(Object.keys(headers)).toEqual(expect.arrayContaining(['etag', 'x-request-id', 'ratelimit', 'ratelimit-policy']));
      const create = { method: 'post', url: '/products', data: { nom: word(), prix: 0 }, headers: { 'Idempotency-Key': word() } };
      const [first, again] = [await front.does('call', create, Answer), await front.does('call', create, Answer)];
      expect([again.data.id, again.headers['idempotency-replayed']]).toEqual([first.data.id, 'true']);
    });

    step('asks once whether it may, and remembers', async (world) => {
      await front.does('call', { ...ME, url: '/users/me/sessions' });
      const before = preflights(world);
      for (let i = 0; i < 3; i++) await front.does('call', { ...ME, url: '/users/me/sessions' });
      expect([before > 0, preflights(world)]).toEqual([true, before]);
    });

    step('five calls after the token’s end are one refresh, where the calls share it', async (world) => {
      await front.does('outlive', `${world.address}/api/v1/users/me`);
      const answer = await front.does('together', [ME, ME, ME, ME, ME], Together);
      expect(answer).toEqual({ statuses: [200, 200, 200, 200, 200], refreshes: 1 });
    });

    step('where each makes its own, with the same token at the same moment, nobody is signed out either', async (world) => {
      const racing = await open(world, false);
      await racing.does('enter', { path: '/login', body: account });
      await racing.does('outlive', `${world.address}/api/v1/users/me`);
      const { statuses, refreshes } = await racing.does('together', [ME, ME, ME, ME, ME], Together);
      expect(statuses).toEqual([200, 200, 200, 200, 200]);
      expect(refreshes).toBeGreaterThan(1);
      expect((await racing.does('call', ME, Answer)).status).toBe(200);
      expect(racing.complaints).toEqual([]);
    });

    step(
      'sends a sound and sees how far it is, hears when it is ready, and plays it',
      async () => {
        const fields = { title: word(), artist: 'Erik', tags: '[]', is_public: 'true' };
        const file = { field: 'audio', name: 'la.wav', type: 'audio/wav', bytes: tone(20, 44_100).toString('base64') };
        const upload = await front.does('upload', { url: '/tracks/upload', fields, ...file }, Uploaded);
        expect(upload.status).toBe(201);
        expect(upload.seen.at(-1)).toBe(1);
        expect((await front.does('events', upload.data.events_url, z.array(z.string()))).at(-1)).toBe('ready');
        const stream = await front.does('call', { method: 'get', url: `/tracks/${upload.data.id}/stream` });
        const { url } = z.object({ data: z.object({ url: z.url() }) }).parse(stream).data;
        for (const cors of [false, true]) expect(Math.round(await front.does('listen', { url, cors }, z.number()))).toBe(20);
      },
      90_000,
    );

    step(
      'is told in words when a file is too large, though it is still sending',
      async () => {
        const product = await front.does('call', { method: 'post', url: '/products', data: { nom: word(), prix: 0 } }, Answer);
        const file = { field: 'file', name: 'all.bin', type: 'application/octet-stream', bytes: 16 * 2 ** 20 };
        const { status, data } = await front.does('upload', { url: `/products/${product.data.id}/files`, ...file }, Answer);
        expect([status, data.code]).toEqual([413, 'PAYLOAD_TOO_LARGE']);
      },
      60_000,
    );

    step('has had nothing to complain of', async () => {
      expect(front.complaints).toEqual([]);
    });

    step('reads nothing from an origin that is not on the list', async (world) => {
      const other = await open(world, true, stranger);
      expect(await other.does('reads', `${world.address}/api/v1/products`)).toBe(false);
      expect(await other.does('call', { method: 'post', url: '/login', data: account })).toEqual({ error: 'ERR_NETWORK' });
      expect(other.complaints.join()).toMatch(/blocked by CORS policy/);
    });
  });
}
