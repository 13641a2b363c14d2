import { afterAll, beforeAll, expect } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { z } from 'zod';
import { FrontEnd, openBrowser, type servePage } from '../../src/browser/front-end.js';
import { word } from '../../src/test-users.js';
import { tone } from '../../src/sound.js';
import { journey } from '../../src/journey.js';
import type { TestSystem } from '../../src/test-system.js';

type Place = Awaited<ReturnType<typeof servePage>>;

const RestResponse = z.object({
  status: z.int(),
  headers: z.record(z.string(), z.unknown()),
  data: z.looseObject({ id: z.int().optional(), code: z.string().optional(), events_url: z.string().optional() }),
});
const Uploaded = RestResponse.extend({ seen: z.array(z.number()) });
const Together = z.object({ statuses: z.array(z.int()), refreshes: z.int() });
const ME = { method: 'get', url: '/users/me' };

/** Number of preflights in the log of the gateway. */
const preflights = (system: TestSystem) =>
  system.service('gateway').lines.filter((line) => line.includes('"method":"OPTIONS"')).length;

export function browserJourney(known: Place, stranger: Place): void {
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

  const open = (system: TestSystem, share: boolean, place = known) =>
    FrontEnd.open(browser, place.origin, `${system.address}/api/v1`, share);

  journey('a browser on another origin', (step) => {
    step('signs up, calls the API and reads the exposed headers', async (system) => {
      front = await open(system, true);
      await front.does('enter', { path: '/signup', body: { ...account, username: word() } });
      const { status, headers } = await front.does('call', ME, RestResponse);
      expect(status).toBe(200);
      expect(Object.keys(headers)).toEqual(expect.arrayContaining(['etag', 'x-request-id', 'ratelimit', 'ratelimit-policy']));
      const create = { method: 'post', url: '/products', data: { nom: word(), prix: 0 }, headers: { 'Idempotency-Key': word() } };
      const [first, again] = [await front.does('call', create, RestResponse), await front.does('call', create, RestResponse)];
      expect([again.data.id, again.headers['idempotency-replayed']]).toEqual([first.data.id, 'true']);
    });

    step('sends one preflight and caches its result', async (system) => {
      await front.does('call', { ...ME, url: '/users/me/sessions' });
      const before = preflights(system);
      for (let i = 0; i < 3; i++) await front.does('call', { ...ME, url: '/users/me/sessions' });
      expect([before > 0, preflights(system)]).toEqual([true, before]);
    });

    step('five calls with an expired token cause one refresh when they share it', async (system) => {
      await front.does('outlive', `${system.address}/api/v1/users/me`);
      const answer = await front.does('together', [ME, ME, ME, ME, ME], Together);
      expect(answer).toEqual({ statuses: [200, 200, 200, 200, 200], refreshes: 1 });
    });

    step('concurrent refreshes with the same token keep the session', async (system) => {
      const racing = await open(system, false);
      await racing.does('enter', { path: '/login', body: account });
      await racing.does('outlive', `${system.address}/api/v1/users/me`);
      const { statuses, refreshes } = await racing.does('together', [ME, ME, ME, ME, ME], Together);
      expect(statuses).toEqual([200, 200, 200, 200, 200]);
      expect(refreshes).toBeGreaterThan(1);
      expect((await racing.does('call', ME, RestResponse)).status).toBe(200);
      expect(racing.errors).toEqual([]);
    });

    step(
      'uploads a track, follows its progress and plays it',
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
      'receives a readable error for a file that is too large, while still sending',
      async () => {
        const product = await front.does(
          'call',
          { method: 'post', url: '/products', data: { nom: word(), prix: 0 } },
          RestResponse,
        );
        const file = { field: 'file', name: 'all.bin', type: 'application/octet-stream', bytes: 16 * 2 ** 20 };
        const { status, data } = await front.does('upload', { url: `/products/${product.data.id}/files`, ...file }, RestResponse);
        expect([status, data.code]).toEqual([413, 'PAYLOAD_TOO_LARGE']);
      },
      60_000,
    );

    step('reports no error in its console', async () => {
      expect(front.errors).toEqual([]);
    });

    step('cannot read responses from an origin that is not allowed', async (system) => {
      const other = await open(system, true, stranger);
      expect(await other.does('reads', `${system.address}/api/v1/products`)).toBe(false);
      expect(await other.does('call', { method: 'post', url: '/login', data: account })).toEqual({ error: 'ERR_NETWORK' });
      expect(other.errors.join()).toMatch(/blocked by CORS policy/);
    });
  });
}
