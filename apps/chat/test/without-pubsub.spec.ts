import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { chat } from '@veza/contracts';
import { type BreakableLine, breakableLine } from '@veza/testing';
import { callerOf, type ChatUnderTest, startChats } from './chat-under-test.js';
import { dismiss, FakeBooking } from './fake-booking.js';
import type { TestAccount } from './fake-identity.js';
import { bearer, CHAT_DIALECTS, TestClient } from './test-client.js';

let line: BreakableLine;
let chats: ChatUnderTest;
let owner: TestAccount;

/** Pub/sub between the replicas goes over a connection of its own, which is broken in these tests. */
beforeAll(async () => {
  chats = await startChats(2, async (redisUrl) => {
    line = await breakableLine(redisUrl);
    return { REDIS_PUBSUB_URL: line.url };
  });
  owner = await chats.identity.signUp('owner');
  line.break();
});

afterAll(async () => {
  await chats?.stop();
  await line?.stop();
});

test('without pub/sub a ban removes the user on both replicas in every dialect, and is enforced there', async () => {
  const room = await chats.newRoom(owner, { name: 'Banning' });
  const person = await chats.identity.signUp('banned');
  const witness = await chats.open(owner, 1);
  await witness.join(room);
  const all: TestClient[] = [];
  for (const n of [0, 1]) for (const dialect of CHAT_DIALECTS) all.push(await chats.open(person, n, dialect));
  for (const each of all) await each.join(room);
  await chats.call(chat.moderation.sanction, callerOf(owner), { room, userId: person.id, duration: '7d' });
  for (const each of all) {
    const { fields } = await each.next('moderation_action');
    expect([each.dialect, fields.action, fields.duration]).toEqual([each.dialect, 'user_banned', '7d']);
  }
  await witness.acked(witness.sendMessage(room, 'without you'));
  for (const each of all) {
    const refused = await each.refused(each.sendMessage(room, 'let me in'));
    expect(refused.fields.code).toBe(each.dialect === 'veza.v1' ? 1008 : 'PERMISSION_DENIED');
    expect(each.contents).toEqual([]);
  }
});

test('without pub/sub the end of a session closes its sockets on both replicas', async () => {
  const person = await chats.identity.signUp('leaver');
  const both = [await chats.open(person, 0), await chats.open(person, 1, 'veza.flat')];
  for (const each of both) {
    each.send('ping', {});
    await each.next('pong');
  }
  chats.identity.revoke(person.token);
  for (const each of both) expect((await each.ended()).code).toBe(4401);
});

test('without pub/sub the end of a membership closes the sockets of that cabinet on both replicas', async () => {
  const cabinetId = '0b1c2d3e-4f50-4617-8293-a4b5c6d7e8f9';
  const practices = await chats.peer('booking', FakeBooking);
  const person = await chats.identity.signUp('dismissed');
  practices.members.set(person.id, [cabinetId]);
  const [here, there, other] = await Promise.all(
    [0, 1, 1].map((n, i) => {
      const replica = chats.replicas[n];
      if (!replica) throw new Error('A replica is missing');
      return TestClient.open(replica, 'nova.v1', bearer(person.token) + (i < 2 ? `&cabinetId=${cabinetId}` : ''));
    }),
  );
  if (!here || !there || !other) throw new Error('A client is missing');
  for (const each of [here, there]) {
    each.sendRaw({ type: 'ping' });
    await each.next('pong');
  }
  practices.members.set(person.id, []);
  if (chats.replicas[0]) await dismiss(chats.replicas[0], { cabinetId, userId: person.id });
  for (const each of [here, there]) expect((await each.ended()).code).toBe(4403);
  expect(other.closed).toBeUndefined();
});

test('without pub/sub a message of one replica reaches the other, in rooms and directly', async () => {
  const room = await chats.newRoom(owner, { name: 'Talking' });
  const listener = await chats.identity.signUp('listener');
  const [there, here] = [await chats.open(owner, 0), await chats.open(listener, 1, 'veza.chat')];
  for (const each of [there, here]) await each.join(room);
  there.sendMessage(room, 'can you hear me');
  await here.message('can you hear me');
  there.sendDirect(listener.id, 'and now');
  await here.direct('and now');
  expect(here.seqs).toEqual([1, 1]);
});
