import { expect } from '@jest/globals';
import { z } from 'zod';
import { VezaChat } from '../../src/clients/veza-chat.js';
import { VezaV1 } from '../../src/clients/veza-v1.js';
import { type Person, refresh, signUp, word } from '../../src/people.js';
import { story } from '../../src/story.js';
import type { World } from '../../src/world.js';

/** So many different keys must have signed before it is enough. */
const KEYS = 4;
const WITHIN_MS = 90_000;
const PEOPLE = 4;

const Room = z.object({ id: z.string() });
const Head = z.object({ kid: z.string() });
const kidOf = (token: string): string =>
  Head.parse(JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString())).kid;

story('signing keys change under load', (step) => {
  const kids = new Set<string>();
  let people: Person[] = [];
  let room = '';
  const counts = { calls: 0, refreshes: 0, upgrades: 0 };

  /** Until enough keys have signed: refresh, call with the new token, and open a socket with it at either replica. */
  async function live(world: World, { refreshToken: own }: Person): Promise<void> {
    const until = Date.now() + WITHIN_MS;
    for (let refreshToken = own; kids.size < KEYS && Date.now() < until;) {
      const session = await refresh(world, refreshToken);
      ({ refreshToken } = session);
      kids.add(kidOf(session.accessToken));
      counts.refreshes += 1;
      for (let n = 0; n < 3; n++) {
        (await world.rest.as(session.accessToken).get('/api/v1/users/me')).expect(200);
        counts.calls += 1;
      }
      const sockets = await Promise.all([
        VezaChat.open(world.chat(1).origin, session.accessToken),
        VezaV1.open(world.chat(2).origin, session.accessToken),
      ]);
      for (const socket of sockets) {
        await socket.join(room);
        await socket.close();
        counts.upgrades += 1;
      }
    }
  }

  step('people have a room', async (world) => {
    people = await Promise.all(Array.from({ length: PEOPLE }, () => signUp(world, 'rotated')));
    const rest = world.rest.as(people[0]?.accessToken ?? '');
    room = (await rest.post('/api/v1/chat/rooms', { json: { name: word() } })).expect(201).as(Room).id;
  });

  step(
    'no call, refresh or socket is refused while keys change',
    async (world) => {
      const [first] = people;
      await Promise.all(people.map((person) => live(world, person)));
      expect(kids.size).toBeGreaterThanOrEqual(KEYS);
      expect(Math.min(...Object.values(counts))).toBeGreaterThan(20);
      // The very first token, signed by a key that was replaced several times, is still good.
      (await world.rest.as(first?.accessToken ?? '').get('/api/v1/users/me')).expect(200);
    },
    WITHIN_MS + 20_000,
  );
});
