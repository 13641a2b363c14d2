import { expect } from '@jest/globals';
import { eventually } from '@veza/testing';
import { form } from '../../src/clients/rest.js';
import { type Person, signUp, word } from '../../src/people.js';
import { tone } from '../../src/sound.js';
import { story } from '../../src/story.js';
import type { World } from '../../src/world.js';

/** What each part of the system is asked for, by somebody who is signed in. */
const READS = {
  identity: '/api/v1/users/me',
  catalog: '/api/v1/products',
  media: '/api/v1/tracks',
  chat: '/api/v1/chat/rooms',
  booking: '/api/cabinets',
  keys: '/.well-known/jwks.json',
};
type Part = keyof typeof READS;
const ALL: readonly Part[] = ['identity', 'catalog', 'media', 'chat', 'booking', 'keys'];

/** Nobody is kept waiting for longer, whatever is away: the deadline of a request, and a little for a busy machine. */
const ANSWER_MS = 12_000;

let person: Person;

/** Every part that is away refuses as the contract says, in time; every other one serves. */
async function expectAway(world: World, away: readonly Part[]): Promise<void> {
  const { rest } = world;
  await Promise.all(
    ALL.map(async (part) => {
      const answer = await rest.as(person.accessToken).get(READS[part], { ms: ANSWER_MS });
      if (!away.includes(part)) return void answer.expect(200);
      const { code, retryable, message } = answer.refused(503);
      expect([part, code, retryable]).toEqual([part, expect.stringMatching(/^(UNAVAILABLE|OVERLOADED)$/), true]);
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(message).not.toMatch(/redis|postgres|ECONN|SELECT/i);
    }),
  );
}

const upload = (world: World) => {
  const fields = { title: word(), description: '', category: 'sample', tags: '[]', is_public: 'true' };
  const body = form(fields, 'file', { bytes: tone(0.2), name: 'la.wav', type: 'audio/wav' });
  return world.rest.as(person.accessToken).post('/api/v1/resources/upload', { body, ms: ANSWER_MS });
};

const everythingServes = (world: World) =>
  eventually('everything to serve again', () => expectAway(world, []).then(() => true), { ms: 20_000 });

story('what is away', (step) => {
  step('all is there', async (world) => {
    person = await signUp(world, 'patient');
    await everythingServes(world);
  });

  const services: [Part, string[]][] = [
    ['catalog', ['catalog 1', 'catalog 2']],
    ['media', ['media']],
    ['chat', ['chat 1', 'chat 2']],
    ['booking', ['booking']],
  ];
  for (const [part, replicas] of services) {
    step(
      `without ${part} its calls are 503, at once, and nothing else is; it comes back by itself`,
      async (world) => {
        for (const name of replicas) expect((await world.service(name).stop()).code).toBe(0);
        await expectAway(world, [part]);
        if (part === 'media') (await upload(world)).refused(503);
        await Promise.all(replicas.map((name) => world.begin(name)));
        await everythingServes(world);
      },
      60_000,
    );
  }

  step(
    'a service that is killed is missed within seconds',
    async (world) => {
      await world.service('booking').kill();
      await eventually('booking to be missed', () => expectAway(world, ['booking']).then(() => true), { ms: 15_000 });
      await world.begin('booking');
      await everythingServes(world);
    },
    60_000,
  );

  step(
    'without Redis for 5 s: what needs another service is 503, signing in and one’s own account work',
    async (world) => {
      await world.redis.stop();
      const until = Date.now() + 5_000;
      while (Date.now() < until) {
        await expectAway(world, ['catalog', 'media', 'chat', 'booking']);
        const { email, password } = person;
        (await world.rest.post('/api/v1/login', { json: { email, password }, ms: ANSWER_MS })).expect(200);
      }
      await world.redis.start();
      await everythingServes(world);
    },
    90_000,
  );

  step(
    'without Postgres: everything but the keys is 503, a token that is none is still 401, then all is well',
    async (world) => {
      await world.database.server.stop();
      await expectAway(world, ['identity', 'catalog', 'media', 'chat', 'booking']);
      const { email, password, refreshToken } = person;
      const asks = [
        world.rest.post('/api/v1/login', { json: { email, password }, ms: ANSWER_MS }),
        world.rest.post('/api/v1/refresh', { json: { refreshToken }, ms: ANSWER_MS }),
        world.rest.as(person.accessToken).post('/api/v1/products', { json: { nom: 'x', prix: 1 }, ms: ANSWER_MS }),
      ];
      for (const answer of await Promise.all(asks)) answer.refused(503);
      (await world.rest.as('not-a-token').get(READS.identity)).refused(401);
      (await world.rest.get('/healthz')).expect(200);
      await world.database.server.start();
      await everythingServes(world);
    },
    90_000,
  );

  step(
    'what is not answered in time is 504',
    async (world) => {
      const letGo = await world.database.hold('LOCK TABLE catalog.products IN ACCESS EXCLUSIVE MODE');
      const answer = await world.rest.get('/api/v1/products/1', { ms: ANSWER_MS });
      expect(answer.refused(504)).toMatchObject({ code: 'DEADLINE', retryable: true });
      await letGo();
      await everythingServes(world);
    },
    60_000,
  );

  step('nobody was restarted meanwhile, and nobody signed out', async (world) => {
    expect(world.names.filter((name) => !world.service(name).running)).toEqual([]);
    const { refreshToken } = person;
    (await world.rest.post('/api/v1/refresh', { json: { refreshToken } })).expect(200);
  });
});
