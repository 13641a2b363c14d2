import { afterEach, expect, jest, test } from '@jest/globals';
import { eventually } from '@veza/testing';
import { Redis } from 'ioredis';
import { LogRepository } from '../src/delivery/log.repository.js';
import { type ChatUnderTest, startChats } from './chat-under-test.js';
import type { TestAccount } from './fake-identity.js';
import { bearer, TestClient } from './test-client.js';

/** Redis loses its data while the only replica that knows a client is gone: what the age of the session says counts. */

let chats: ChatUnderTest | undefined;
afterEach(async () => {
  await chats?.stop();
  chats = undefined;
});

/** Alice is in a room; her replica ends, and Redis is emptied. Returns when the other replica has noticed. */
async function afterLoss(): Promise<{ running: ChatUnderTest; alice: TestAccount; room: string }> {
  const running = (chats = await startChats(2));
  const alice = await running.identity.signUp('alice');
  const room = await running.newRoom(alice);
  await (await running.open(alice, 0)).join(room);
  await running.replicas[0]?.stop();
  const redis = new Redis(running.redis.url);
  await eventually('the replica has stored an epoch', async () => (await redis.keys('chat:rounds:*')).length > 0);
  await redis.flushall();
  await eventually('the loss is noticed', () => redis.exists('chat:lost'));
  redis.disconnect();
  return { running, alice, room };
}

async function hears({ running, room }: Awaited<ReturnType<typeof afterLoss>>, client: TestClient): Promise<void> {
  await client.next('auth_success');
  const bob = await running.identity.signUp('bob');
  const speaker = await running.open(bob, 1);
  await speaker.join(room);
  const content = `after the loss, to ${bob.id}`;
  speaker.sendMessage(room, content);
  await client.message(content);
}

/** Upgrades are refused until the emptied Redis lists the services again. */
function returning({ replicas: [, second] }: ChatUnderTest, credential: () => string): Promise<TestClient> {
  if (!second) throw new Error('A replica is missing');
  return eventually('the client is let in', () => TestClient.open(second, 'veza.v1', credential()).catch(() => undefined));
}

test('a client that returns with a renewed token is in its rooms again', async () => {
  const lost = await afterLoss();
  const { running, alice } = lost;
  const [at] = await running.sql<{ ms: string }>('SELECT floor(extract(epoch FROM now()) * 1000) AS ms');
  await eventually('the next second has begun', () => Date.now() > Number(at?.ms) + 1_100);
  const renewed = await running.identity.signIn(alice.id, running.identity.sessionOf(alice.token));
  await hears(lost, await returning(running, () => bearer(renewed)));
});

test('a client that returns with a ticket is in its rooms again', async () => {
  const lost = await afterLoss();
  const { running, alice } = lost;
  await hears(lost, await returning(running, () => `ticket=${running.identity.ticketFor(alice.token)}`));
});

test('each of two tabs that return is in its rooms again', async () => {
  const lost = await afterLoss();
  const tabs = [];
  for (let n = 0; n < 2; n += 1) tabs.push(await returning(lost.running, () => bearer(lost.alice.token)));
  for (const tab of tabs) await hears(lost, tab);
});

test('a client whose rooms could not be read returns into them', async () => {
  const lost = await afterLoss();
  const log = lost.running.replicas[1]?.app.get(LogRepository);
  if (!log) throw new Error('A replica is missing');
  jest.spyOn(log, 'roomsAt').mockRejectedValueOnce(new Error('Postgres is away'));
  const refused = await returning(lost.running, () => bearer(lost.alice.token));
  expect((await refused.ended()).code).toBe(1013);
  await hears(lost, await returning(lost.running, () => bearer(lost.alice.token)));
});

test('a client of a session that began after the loss begins without rooms', async () => {
  const { running, alice, room } = await afterLoss();
  const bob = await running.identity.signUp('bob');
  const speaker = await returning(running, () => bearer(bob.token));
  await speaker.join(room); // new sockets are judged again
  const token = await running.identity.signIn(alice.id);
  const client = await returning(running, () => bearer(token));
  await client.next('auth_success');
  await speaker.acked(speaker.sendMessage(room, 'not for a new session'));
  client.send('ping', {}, 'last');
  await client.next('pong');
  expect(client.contents).toEqual([]);
});
