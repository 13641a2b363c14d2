import { afterEach, expect, test } from '@jest/globals';
import { eventually } from '@veza/testing';
import { Redis } from 'ioredis';
import { StoredPositions } from '../src/tracking/stored-positions.js';
import { type ChatUnderTest, startChats } from './chat-under-test.js';
import { type LossyRedisProxy, lossyRedisProxy } from './lossy-redis-proxy.js';
import type { TestAccount } from './fake-identity.js';
import { type TestClient } from './test-client.js';

/** A client returns while it is unknown which socket has its position: it is refused and comes again, and is never silent. */

let chats: ChatUnderTest | undefined;
let proxy: LossyRedisProxy | undefined;
afterEach(async () => {
  await chats?.stop();
  await proxy?.stop();
  chats = proxy = undefined;
});

interface Stage {
  readonly running: ChatUnderTest;
  readonly alice: TestAccount;
  readonly client: TestClient;
  readonly room: string;
  readonly speaker: TestClient;
}

/** Alice on replica 0 and Bob on replica 1, in a room. */
async function stage(running: ChatUnderTest): Promise<Stage> {
  const [alice, bob] = await Promise.all([running.identity.signUp('alice'), running.identity.signUp('bob')]);
  const room = await running.newRoom(alice);
  const client = await running.open(alice, 0);
  await client.join(room);
  const speaker = await running.open(bob, 1);
  await speaker.join(room);
  return { running, alice, client, room, speaker };
}

/** Nothing that the server sends is read any more, so no ping is answered. */
const vanish = (client: TestClient): void => client.socket.pause();

const aged = async (client: TestClient): Promise<void> => {
  const until = performance.now() + 600;
  await eventually('the socket is older than half a second', () => client.socket.readyState === 1 && performance.now() > until);
};

/** The n-th replica waits before it takes a position, until it is let go. Resolves with that when one waits. */
function holdTaking({ replicas }: ChatUnderTest, n: number): { waits: Promise<void>; letGo: () => void } {
  const positions = replicas[n]?.app.get(StoredPositions);
  if (!positions) throw new Error('A replica is missing');
  const inheritable = positions.inheritable.bind(positions);
  let letGo: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => (letGo = resolve));
  const waits = new Promise<void>((resolve) => {
    positions.inheritable = async (...of) => {
      const position = await inheritable(...of);
      if (position) resolve();
      await gate;
      return position;
    };
  });
  return { waits, letGo };
}

/** What is stored of the sockets of Alice's session. */
async function stateOf({ redis: { url }, identity }: ChatUnderTest, { token }: TestAccount): Promise<string> {
  const redis = new Redis(url);
  const states = await redis.hvals(`chat:sockets:${identity.sessionOf(token)}:veza.v1`);
  redis.disconnect();
  return states.map((state) => (state.includes('"endedAt"') ? 'ended' : 'live')).join();
}

test('a client returns once more when a vanished line of its own was faster', async () => {
  chats = await startChats(2);
  const { running, alice, client, room, speaker } = await stage(chats);
  client.socket.terminate();
  const first = holdTaking(running, 0);
  const vanished = await running.open(alice, 0);
  await first.waits;
  await aged(vanished);
  const second = holdTaking(running, 1);
  const returning = await running.open(alice, 1);
  await second.waits;
  vanish(vanished);
  first.letGo();
  await eventually('the vanished line has the position', async () => (await stateOf(running, alice)) === 'live');
  second.letGo();
  expect((await returning.ended()).code).toBe(1013);
  await speaker.acked(speaker.sendMessage(room, 'missed'));
  await (await running.open(alice, 1)).message('missed');
});

test('a client returns once more when the replica of its older socket does not reply', async () => {
  chats = await startChats(2, async (redisUrl) => ({ REDIS_URL: (proxy = await lossyRedisProxy(redisUrl)).url }));
  const { running, alice, client, room, speaker } = await stage(chats);
  await aged(client);
  vanish(client);
  if (proxy) proxy.drops = (channel) => channel.startsWith('chat:siblings:');
  const refused = await running.open(alice, 1);
  expect((await refused.ended()).code).toBe(1013);
  if (proxy) proxy.drops = () => false;
  await speaker.acked(speaker.sendMessage(room, 'missed'));
  await (await running.open(alice, 1)).message('missed');
});
