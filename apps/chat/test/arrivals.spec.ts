import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually } from '@veza/testing';
import { Redis } from 'ioredis';
import { generateKeyPair } from 'jose';
import { type ChatUnderTest, startChats } from './chat-under-test.js';
import { bearer, Talker } from './talker.js';

/** Those who come at the same moment are asked for together: what is true of one must not become true of another. */

let chats: ChatUnderTest;
beforeAll(async () => {
  chats = await startChats(2, { WS_BAD_TOKENS_PER_ADDRESS: '1000' });
});
afterAll(() => chats?.stop());

const open = (token: string, n: number): Promise<Talker> => {
  const replica = chats.replicas[n % chats.replicas.length];
  if (!replica) throw new Error('There are two');
  return Talker.open(replica, 'veza.v1', bearer(token));
};

test('of many who come at once each gets the verdict on their own token', async () => {
  const people = await Promise.all(Array.from({ length: 30 }, (_, n) => chats.identity.signUp(`guest${n}`)));
  const forger = (await generateKeyPair('EdDSA', { crv: 'Ed25519' })).privateKey;
  const kinds = ['good', 'revoked', 'forged'] as const;
  const talkers = await Promise.all(
    people.map(async ({ id, token }, n) => {
      const kind = kinds[n % kinds.length];
      if (kind === 'revoked') chats.identity.revoke(token);
      const shown = kind === 'forged' ? await chats.identity.signIn(id, undefined, forger) : token;
      return { kind, id, talker: await open(shown, n) };
    }),
  );
  for (const { kind, id, talker } of talkers) {
    if (kind === 'good') expect(Number((await talker.next('auth_success')).fields.user_id)).toBe(id);
    else expect((await talker.ended()).code).toBe(4401);
    talker.close();
  }
});

test('a token that was good once is not believed of a session that has ended since', async () => {
  const { token } = await chats.identity.signUp('leaver');
  const before = await open(token, 0);
  await before.next('auth_success');
  before.close();
  chats.identity.revoke(token);
  expect((await (await open(token, 0)).ended()).code).toBe(4401);
});

test('a room with a limit takes as many as it has places, however many come at once, and each person once', async () => {
  const host = await chats.identity.signUp('host');
  const room = await chats.newRoom(host, { memberLimit: 8 });
  const guests = await Promise.all(Array.from({ length: 12 }, (_, n) => chats.identity.signUp(`comer${n}`)));
  const talkers = await Promise.all(guests.flatMap(({ token }) => [open(token, 0), open(token, 1)]));
  const asked = talkers.map((talker) => ({ talker, ref: talker.send('join_room', { room_id: room }) }));
  const isIn = await Promise.all(
    asked.map(({ talker, ref }) =>
      eventually('an answer', () => {
        if (talker.heard.some(({ type }) => type === 'room_joined')) return 'in';
        return talker.heard.some(({ type, frame }) => type === 'error' && frame.id === ref) ? 'full' : undefined;
      }),
    ),
  );
  const people = new Set(isIn.flatMap((answer, n) => (answer === 'in' ? [guests[Math.floor(n / 2)]?.id] : [])));
  expect(people.size).toBe(7);
  const [counted] = await chats.sql<{ kept: number; members: number }>(
    'SELECT member_count AS kept, (SELECT count(*)::int FROM chat.members WHERE room_id = id) AS members FROM chat.rooms WHERE id = $1',
    [room],
  );
  expect(counted).toEqual({ kept: 8, members: 8 });
  for (const talker of talkers) talker.close();
});

test('who is gone before they are counted leaves no trace that would keep somebody else out', async () => {
  const { id, token } = await chats.identity.signUp('restless');
  for (let n = 0; n < 5; n += 1) {
    const talkers = await Promise.all([open(token, 0), open(token, 1)]);
    for (const talker of talkers) talker.socket.terminate();
  }
  const redis = new Redis(chats.redis.url);
  await eventually('nobody is counted', async () => (await redis.zcard(`chat:connections:${id}`)) === 0);
  redis.disconnect();
});
