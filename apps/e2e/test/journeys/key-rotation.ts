import { expect } from '@jest/globals';
import { z } from 'zod';
import { VezaChat } from '../../src/clients/veza-chat.js';
import { VezaV1 } from '../../src/clients/veza-v1.js';
import { type TestUser, refresh, signUp, word } from '../../src/test-users.js';
import { journey } from '../../src/journey.js';
import type { TestSystem } from '../../src/test-system.js';

/** Number of different signing keys to observe. */
const KEYS = 4;
const WITHIN_MS = 90_000;
const USERS = 4;

const Room = z.object({ id: z.string() });
const Head = z.object({ kid: z.string() });
const kidOf = (token: string): string =>
  Head.parse(JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString())).kid;

journey('signing keys change under load', (step) => {
  const kids = new Set<string>();
  let users: TestUser[] = [];
  let room = '';
  const counts = { calls: 0, refreshes: 0, upgrades: 0 };

  /** Refreshes, calls the API and opens a socket on either replica with each new token, until enough keys have signed. */
  async function live(system: TestSystem, { refreshToken: own }: TestUser): Promise<void> {
    const until = Date.now() + WITHIN_MS;
    for (let refreshToken = own; kids.size < KEYS && Date.now() < until;) {
      const session = await refresh(system, refreshToken);
      ({ refreshToken } = session);
      kids.add(kidOf(session.accessToken));
      counts.refreshes += 1;
      for (let n = 0; n < 3; n++) {
        (await system.rest.as(session.accessToken).get('/api/v1/users/me')).expect(200);
        counts.calls += 1;
      }
      const sockets = await Promise.all([
        VezaChat.open(system.chat(1).origin, session.accessToken),
        VezaV1.open(system.chat(2).origin, session.accessToken),
      ]);
      for (const socket of sockets) {
        await socket.join(room);
        await socket.close();
        counts.upgrades += 1;
      }
    }
  }

  step('users join a room', async (system) => {
    users = await Promise.all(Array.from({ length: USERS }, () => signUp(system, 'rotated')));
    const rest = system.rest.as(users[0]?.accessToken ?? '');
    room = (await rest.post('/api/v1/chat/rooms', { json: { name: word() } })).expect(201).as(Room).id;
  });

  step(
    'no call, refresh or socket is rejected while keys change',
    async (system) => {
      const [first] = users;
      await Promise.all(users.map((user) => live(system, user)));
      expect(kids.size).toBeGreaterThanOrEqual(KEYS);
      expect(Math.min(...Object.values(counts))).toBeGreaterThan(20);
      // The first token is still valid, although its key was replaced several times.
      (await system.rest.as(first?.accessToken ?? '').get('/api/v1/users/me')).expect(200);
    },
    WITHIN_MS + 20_000,
  );
});
