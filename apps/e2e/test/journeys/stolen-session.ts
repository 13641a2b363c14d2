import { expect } from '@jest/globals';
import type { Session } from '@veza/sdk';
import { type BreakableLine, eventually } from '@veza/testing';
import { VezaChat } from '../../src/clients/veza-chat.js';
import { VezaV1 } from '../../src/clients/veza-v1.js';
import { type Person, refresh, signIn, signUp } from '../../src/people.js';
import { story } from '../../src/story.js';
import type { World } from '../../src/world.js';

/** By when a session that is dead must be dead everywhere. */
const DEAD_MS = 2_000;

type Socket = VezaChat | VezaV1;

const status = async (world: World, token: string): Promise<number> =>
  (await world.rest.as(token).get('/api/v1/users/me')).status;
const tryRefresh = async (world: World, refreshToken: string): Promise<number> =>
  (await world.rest.post('/api/v1/refresh', { json: { refreshToken } })).status;

/** One socket at each replica. */
const openSockets = async (world: World, token: string): Promise<Socket[]> =>
  Promise.all([VezaChat.open(world.chat(1).origin, token), VezaV1.open(world.chat(2).origin, token)]);

/** The thief's copy of a token that was used: its family, and the sockets of it, end. Answers after how many ms. */
async function steal(world: World, { refreshToken }: Session, sockets: readonly Socket[]): Promise<number[]> {
  await refresh(world, (await refresh(world, refreshToken)).refreshToken);
  const begun = Date.now();
  expect(await tryRefresh(world, refreshToken)).toBe(400);
  return Promise.all(
    sockets.map(async (socket) => {
      expect((await socket.closed).code).toBe(4401);
      return Date.now() - begun;
    }),
  );
}

export function aSessionIsStolen(line: BreakableLine): void {
  story('a session is stolen', (step) => {
    let owner: Person;
    let other: Session;
    let stays: Socket[] = [];
    let dead: Session;

    step('a parent that comes after its used child ends the session and its sockets on both replicas', async (world) => {
      owner = await signUp(world, 'stolen');
      other = await signIn(world, owner);
      stays = await openSockets(world, other.accessToken);
      const ends = await steal(world, owner, await openSockets(world, owner.accessToken));
      expect(Math.max(...ends)).toBeLessThan(DEAD_MS);
      expect(await status(world, owner.accessToken)).toBe(401);
    });

    step('the same while announcements go nowhere', async (world) => {
      dead = await signIn(world, owner);
      const sockets = await openSockets(world, dead.accessToken);
      line.silence();
      const ends = await steal(world, dead, sockets);
      expect(Math.max(...ends)).toBeLessThan(DEAD_MS);
      expect(await status(world, dead.accessToken)).toBe(401);
    });

    step('a Redis that lost everything neither revives the dead session nor ends the other', async (world) => {
      line.mend();
      await world.forgetRedis();
      await eventually('chat to let in again', async () => (await openSockets(world, other.accessToken)).length === 2);
      expect(await status(world, dead.accessToken)).toBe(401);
      expect(await tryRefresh(world, dead.refreshToken)).toBe(400);
      const [refused] = await openSockets(world, dead.accessToken);
      expect((await refused?.closed)?.code).toBe(4401);
      expect(await status(world, other.accessToken)).toBe(200);
      expect(await tryRefresh(world, other.refreshToken)).toBe(200);
      for (const socket of stays) {
        await socket.close();
        expect((await socket.closed).code).not.toBe(4401); // nobody had cut it meanwhile
      }
    });

    step(
      'a ban of the account cuts both replicas with 4403 while announcements go nowhere, and no token comes in',
      async (world) => {
        const admin = world.client((await signIn(world, { email: 'admin@veza.local', password: 'change-me-admin' })).accessToken);
        const sockets = await openSockets(world, other.accessToken);
        line.silence();
        const begun = Date.now();
        await admin.banAccount({ path: { id: owner.id }, body: { duration: '1h' } });
        for (const socket of sockets) expect((await socket.closed).code).toBe(4403);
        expect(Date.now() - begun).toBeLessThan(DEAD_MS);
        line.mend();
        for (const socket of await openSockets(world, other.accessToken)) expect((await socket.closed).code).toBe(4403);
        expect(await status(world, other.accessToken)).toBe(401);
      },
    );
  });
}
