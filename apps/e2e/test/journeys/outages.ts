import { expect } from '@jest/globals';
import { eventually } from '@veza/testing';
import { form } from '../../src/clients/rest.js';
import { VezaV1 } from '../../src/clients/veza-v1.js';
import { veza } from '../../src/operator.js';
import { type TestUser, signUp, word } from '../../src/test-users.js';
import { tone } from '../../src/sound.js';
import { journey } from '../../src/journey.js';
import type { TestSystem } from '../../src/test-system.js';

/** A read of each part of the system by a signed-in user. */
const READS = {
  identity: '/api/v1/users/me',
  catalog: '/api/v1/products',
  media: '/api/v1/tracks',
  chat: '/api/v1/chat/rooms',
  booking: '/api/cabinets',
  community: '/api/v1/me/likes',
  keys: '/.well-known/jwks.json',
};
type Part = keyof typeof READS;
const ALL: readonly Part[] = ['identity', 'catalog', 'media', 'chat', 'booking', 'community', 'keys'];

/** The longest response during an outage: the deadline of a request, and a margin for a busy machine. */
const ANSWER_MS = 12_000;

let user: TestUser;

/** Calls of an unavailable part are rejected in time with the code of the contract; all others succeed. */
async function expectAway(system: TestSystem, away: readonly Part[]): Promise<void> {
  const { rest } = system;
  await Promise.all(
    ALL.map(async (part) => {
      const answer = await rest.as(user.accessToken).get(READS[part], { ms: ANSWER_MS });
      if (!away.includes(part)) return void answer.expect(200);
      const { code, retryable, message } = answer.refused(503);
      expect([part, code, retryable]).toEqual([part, expect.stringMatching(/^(UNAVAILABLE|OVERLOADED)$/), true]);
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(message).not.toMatch(/redis|postgres|ECONN|SELECT/i);
    }),
  );
}

const upload = (system: TestSystem) => {
  const fields = { title: word(), description: '', category: 'sample', tags: '[]', is_public: 'true' };
  const body = form(fields, 'file', { bytes: tone(0.2), name: 'la.wav', type: 'audio/wav' });
  return system.rest.as(user.accessToken).post('/api/v1/resources/upload', { body, ms: ANSWER_MS });
};

const everythingServes = (system: TestSystem) =>
  eventually('everything to serve again', () => expectAway(system, []).then(() => true), { ms: 20_000 });

journey('outages', (step) => {
  step('every part serves', async (system) => {
    user = await signUp(system, 'patient');
    await everythingServes(system);
  });

  const services: [Part, string[]][] = [
    ['catalog', ['catalog 1', 'catalog 2']],
    ['media', ['media']],
    ['chat', ['chat 1', 'chat 2']],
    ['booking', ['booking']],
    ['community', ['community']],
  ];
  for (const [part, replicas] of services) {
    step(
      `without ${part} only its calls return 503, at once, and it recovers by itself`,
      async (system) => {
        for (const name of replicas) expect((await system.service(name).stop()).code).toBe(0);
        await expectAway(system, [part]);
        if (part === 'media') (await upload(system)).refused(503);
        await Promise.all(replicas.map((name) => system.begin(name)));
        await everythingServes(system);
      },
      60_000,
    );
  }

  step(
    'calls of a killed service return 503 within seconds',
    async (system) => {
      await system.service('booking').kill();
      await eventually('booking to be unavailable', () => expectAway(system, ['booking']).then(() => true), { ms: 15_000 });
      await system.begin('booking');
      await everythingServes(system);
    },
    60_000,
  );

  step(
    'without Redis for 5 s, calls of other services return 503; sign-in and the account still work',
    async (system) => {
      await system.redis.stop();
      const until = Date.now() + 5_000;
      while (Date.now() < until) {
        await expectAway(system, ['catalog', 'media', 'chat', 'booking', 'community']);
        const { email, password } = user;
        (await system.rest.post('/api/v1/login', { json: { email, password }, ms: ANSWER_MS })).expect(200);
      }
      await system.redis.start();
      await everythingServes(system);
    },
    90_000,
  );

  step(
    'without Postgres, everything but the keys returns 503 and an invalid token 401; the system recovers',
    async (system) => {
      await system.database.server.stop();
      await expectAway(system, ['identity', 'catalog', 'media', 'chat', 'booking', 'community']);
      const { email, password, refreshToken } = user;
      const asks = [
        system.rest.post('/api/v1/login', { json: { email, password }, ms: ANSWER_MS }),
        system.rest.post('/api/v1/refresh', { json: { refreshToken }, ms: ANSWER_MS }),
        system.rest.as(user.accessToken).post('/api/v1/products', { json: { nom: 'x', prix: 1 }, ms: ANSWER_MS }),
      ];
      for (const answer of await Promise.all(asks)) answer.refused(503);
      (await system.rest.as('not-a-token').get(READS.identity)).refused(401);
      (await system.rest.get('/healthz')).expect(200);
      await system.database.server.start();
      await everythingServes(system);
    },
    90_000,
  );

  step(
    'while the operator lets the services read only, reads go on, each change is 503, and nothing is half done',
    async (system) => {
      const rest = system.rest.as(user.accessToken);
      const room = (await user.client.createRoom({ body: { name: word() } })).data.id;
      const speaker = await VezaV1.open(system.chat(1).origin, user.accessToken);
      const { lastSeq } = await speaker.join(room);
      await speaker.sendMessage(room, 'before', 'before');
      await veza(system.operator, 'read-only', 'on');
      await expectAway(system, []);
      const { email, password } = user;
      const changes = [
        rest.post('/api/v1/products', { json: { nom: 'x', prix: 1 }, ms: ANSWER_MS }),
        rest.post('/api/v1/chat/rooms', { json: { name: word() }, ms: ANSWER_MS }),
        system.rest.post('/api/v1/login', { json: { email, password }, ms: ANSWER_MS }),
        upload(system),
      ];
      for (const answer of await Promise.all(changes)) {
        expect(answer.refused(503).message).toBe('Nothing can be changed at the moment, only read; try again later');
        expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
      }
      speaker.post(room, 'during', 'during');
      expect(JSON.stringify(await speaker.frame('error'))).toContain('Nothing can be changed at the moment');
      await veza(system.operator, 'read-only', 'off');
      await everythingServes(system);
      (await rest.post('/api/v1/products', { json: { nom: 'x', prix: 1 }, ms: ANSWER_MS })).expect(201);
      expect((await speaker.sendMessage(room, 'during', 'during')).seq).toBe(lastSeq + 2);
      await speaker.close();
    },
    120_000,
  );

  step(
    'a call past its deadline returns 504',
    async (system) => {
      const letGo = await system.database.hold('LOCK TABLE catalog.products IN ACCESS EXCLUSIVE MODE');
      const answer = await system.rest.get('/api/v1/products/1', { ms: ANSWER_MS });
      expect(answer.refused(504)).toMatchObject({ code: 'DEADLINE', retryable: true });
      await letGo();
      await everythingServes(system);
    },
    60_000,
  );

  step('no process restarted and no session ended meanwhile', async (system) => {
    expect(system.names.filter((name) => !system.service(name).running)).toEqual([]);
    const { refreshToken } = user;
    (await system.rest.post('/api/v1/refresh', { json: { refreshToken } })).expect(200);
  });
});
