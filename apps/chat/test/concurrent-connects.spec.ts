import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually } from '@veza/testing';
import { Redis } from 'ioredis';
import { generateKeyPair } from 'jose';
import { type ChatUnderTest, startChats } from './chat-under-test.js';
import { bearer, TestClient } from './test-client.js';

/** Lookups of concurrent connections are batched: the result for one connection must not be given to another. */

let chats: ChatUnderTest;
beforeAll(async () => {
  chats = await startChats(2, { WS_BAD_TOKENS_PER_ADDRESS: '1000' });
});
afterAll(() => chats?.stop());

const open = (token: string, n: number): Promise<TestClient> => {
  const replica = chats.replicas[n % chats.replicas.length];
  if (!replica) throw new Error('A replica is missing');
  return TestClient.open(replica, 'veza.v1', bearer(token));
};

test('each of many concurrent connections gets the result for its own token', async () => {
  const people = await Promise.all(Array.from({ length: 30 }, (_, n) => chats.identity.signUp(`guest${n}`)));
  const forger = (await generateKeyPair('EdDSA', { crv: 'Ed25519' })).privateKey;
  const kinds = ['good', 'revoked', 'forged'] as const;
  const clients = await Promise.all(
    people.map(async ({ id, token }, n) => {
      const kind = kinds[n % kinds.length];
      if (kind === 'revoked') chats.identity.revoke(token);
      const shown = kind === 'forged' ? await chats.identity.signIn(id, undefined, forger) : token;
      return { kind, id, client: await open(shown, n) };
    }),
  );
  for (const { kind, id, client } of clients) {
    if (kind === 'good') expect(Number((await client.next('auth_success')).fields.user_id)).toBe(id);
    else expect((await client.ended()).code).toBe(4401);
    client.close();
  }
});

test('a cached token is rejected after its session has ended', async () => {
  const { token } = await chats.identity.signUp('leaver');
  const before = await open(token, 0);
  await before.next('auth_success');
  before.close();
  chats.identity.revoke(token);
  expect((await (await open(token, 0)).ended()).code).toBe(4401);
});

test('concurrent joins fill a room up to its limit, and count each user once', async () => {
  const host = await chats.identity.signUp('host');
  const room = await chats.newRoom(host, { memberLimit: 8 });
  const guests = await Promise.all(Array.from({ length: 12 }, (_, n) => chats.identity.signUp(`comer${n}`)));
  const clients = await Promise.all(guests.flatMap(({ token }) => [open(token, 0), open(token, 1)]));
  const joins = clients.map((client) => ({ client, ref: client.send('join_room', { room_id: room }) }));
  const results = await Promise.all(
    joins.map(({ client, ref }) =>
      eventually('a reply', () => {
        if (client.received.some(({ type }) => type === 'room_joined')) return 'in';
        return client.received.some(({ type, frame }) => type === 'error' && frame.id === ref) ? 'full' : undefined;
      }),
    ),
  );
  const people = new Set(results.flatMap((result, n) => (result === 'in' ? [guests[Math.floor(n / 2)]?.id] : [])));
  expect(people.size).toBe(7);
  const [counted] = await chats.sql<{ kept: number; members: number }>(
    'SELECT member_count AS kept, (SELECT count(*)::int FROM chat.members WHERE room_id = id) AS members FROM chat.rooms WHERE id = $1',
    [room],
  );
  expect(counted).toEqual({ kept: 8, members: 8 });
  for (const client of clients) client.close();
});

test('a connection that ends before it is counted does not stay in the count', async () => {
  const { id, token } = await chats.identity.signUp('restless');
  for (let n = 0; n < 5; n += 1) {
    const clients = await Promise.all([open(token, 0), open(token, 1)]);
    for (const client of clients) client.socket.terminate();
  }
  const redis = new Redis(chats.redis.url);
  await eventually('no connection is counted', async () => (await redis.zcard(`chat:connections:${id}`)) === 0);
  redis.disconnect();
});
