import { expect } from '@jest/globals';
import { type BreakableLine, eventually } from '@veza/testing';
import { VezaChat } from '../../src/clients/veza-chat.js';
import { VezaV1 } from '../../src/clients/veza-v1.js';
import { type TestUser, type TokenSession, refresh, signIn, signUp } from '../../src/test-users.js';
import { journey } from '../../src/journey.js';
import type { TestSystem } from '../../src/test-system.js';

/** Time within which an ended session must be rejected everywhere. */
const DEAD_MS = 2_000;

type Socket = VezaChat | VezaV1;

const status = async (system: TestSystem, token: string): Promise<number> =>
  (await system.rest.as(token).get('/api/v1/users/me')).status;
const tryRefresh = async (system: TestSystem, refreshToken: string): Promise<number> =>
  (await system.rest.post('/api/v1/refresh', { json: { refreshToken } })).status;

/** One socket at each replica. */
const openSockets = async (system: TestSystem, token: string): Promise<Socket[]> =>
  Promise.all([VezaChat.open(system.chat(1).origin, token), VezaV1.open(system.chat(2).origin, token)]);

/** Reuses a refresh token. Its session and the sockets of the session must end; returns after how many ms they did. */
async function steal(system: TestSystem, { refreshToken }: TokenSession, sockets: readonly Socket[]): Promise<number[]> {
  await refresh(system, (await refresh(system, refreshToken)).refreshToken);
  const begun = Date.now();
  expect(await tryRefresh(system, refreshToken)).toBe(400);
  return Promise.all(
    sockets.map(async (socket) => {
      expect((await socket.closed).code).toBe(4401);
      return Date.now() - begun;
    }),
  );
}

export function stolenSessionJourney(line: BreakableLine): void {
  journey('a session is stolen', (step) => {
    let owner: TestUser;
    let other: TokenSession;
    let stays: Socket[] = [];
    let dead: TokenSession;

    step('reuse of a parent token after its child ends the session and its sockets on both replicas', async (system) => {
      owner = await signUp(system, 'stolen');
      other = await signIn(system, owner);
      stays = await openSockets(system, other.accessToken);
      const ends = await steal(system, owner, await openSockets(system, owner.accessToken));
      expect(Math.max(...ends)).toBeLessThan(DEAD_MS);
      expect(await status(system, owner.accessToken)).toBe(401);
    });

    step('it ends as well while announcements are lost', async (system) => {
      dead = await signIn(system, owner);
      const sockets = await openSockets(system, dead.accessToken);
      line.silence();
      const ends = await steal(system, dead, sockets);
      expect(Math.max(...ends)).toBeLessThan(DEAD_MS);
      expect(await status(system, dead.accessToken)).toBe(401);
    });

    step('an emptied Redis neither revives the ended session nor ends another one', async (system) => {
      line.mend();
      await system.flushRedis();
      await eventually('chat to let in again', async () => (await openSockets(system, other.accessToken)).length === 2);
      expect(await status(system, dead.accessToken)).toBe(401);
      expect(await tryRefresh(system, dead.refreshToken)).toBe(400);
      const [refused] = await openSockets(system, dead.accessToken);
      expect((await refused?.closed)?.code).toBe(4401);
      expect(await status(system, other.accessToken)).toBe(200);
      expect(await tryRefresh(system, other.refreshToken)).toBe(200);
      for (const socket of stays) {
        await socket.close();
        expect((await socket.closed).code).not.toBe(4401); // it was not closed meanwhile
      }
    });

    step(
      'a ban closes sockets on both replicas with 4403 while announcements are lost, and rejects every token',
      async (system) => {
        const admin = system.client(
          (await signIn(system, { email: 'admin@veza.local', password: 'change-me-admin' })).accessToken,
        );
        const sockets = await openSockets(system, other.accessToken);
        line.silence();
        const begun = Date.now();
        await admin.banAccount({ path: { id: owner.id }, body: { duration: '1h' } });
        for (const socket of sockets) expect((await socket.closed).code).toBe(4403);
        expect(Date.now() - begun).toBeLessThan(DEAD_MS);
        line.mend();
        for (const socket of await openSockets(system, other.accessToken)) expect((await socket.closed).code).toBe(4403);
        expect(await status(system, other.accessToken)).toBe(401);
      },
    );
  });
}
