import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { chat } from '@veza/contracts';
import { eventually } from '@veza/testing';
import { Redis } from 'ioredis';
import { LogReader } from '../src/delivery/log-reader.js';
import { OutageStatesRepository } from '../src/tracking/outage-states.repository.js';
import { callerOf, type ChatUnderTest, startChats } from './chat-under-test.js';
import type { TestAccount } from './fake-identity.js';
import { bearer, CHAT_DIALECTS, TestClient } from './test-client.js';

const RAISED = { CHAT_MESSAGES_PER_MINUTE: '100000', CHAT_MESSAGES_PER_HOUR: '100000' };

let chats: ChatUnderTest;
let alice: TestAccount;
let bob: TestAccount;

beforeAll(async () => {
  chats = await startChats(2, RAISED);
  [alice, bob] = await Promise.all([chats.identity.signUp('alice'), chats.identity.signUp('bob')]);
});

afterAll(() => chats?.stop());

const newRoom = async (name: string): Promise<string> => (await chats.call(chat.rooms.create, callerOf(alice), { name })).id;

async function pair(room: string): Promise<[TestClient, TestClient]> {
  const [one, two] = chats.replicas;
  if (!one || !two) throw new Error('A replica is missing');
  const clients: [TestClient, TestClient] = [
    await TestClient.open(one, 'veza.v1', bearer(alice.token)),
    await TestClient.open(two, 'veza.chat', bearer(bob.token)),
  ];
  for (const each of clients) await each.join(room);
  return clients;
}

/** Revokes the rights of the chat on its own tables. Returns a function that grants them again. */
async function revokeRights(): Promise<() => Promise<unknown>> {
  const roles = await chats.sql<{ role: string }>(
    'SELECT DISTINCT usename AS role FROM pg_stat_activity WHERE datname = current_database() AND usename <> current_user',
  );
  expect(roles).toHaveLength(1);
  const rights = 'SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA chat';
  await chats.sql(`REVOKE ${rights} FROM ${roles[0]?.role}`);
  return () => chats.sql(`GRANT ${rights} TO ${roles[0]?.role}`);
}

const ENTRY = { base: 3, upTo: 4, epoch: 5 };
const upTo = (last: number): number[] => Array.from({ length: last }, (_, i) => i + 1);

test('lost messages between replicas are read from the database, also the last one', async () => {
  const room = await newRoom('lossy');
  const [client, listener] = await pair(room);
  const redis = new Redis(chats.redis.url);
  for (let n = 1; n <= 20; n += 1) {
    if (n % 7 === 0) await redis.client('KILL', 'TYPE', 'PUBSUB');
    await client.acked(client.sendMessage(room, `n${n}`));
  }
  await redis.client('KILL', 'TYPE', 'PUBSUB');
  await client.acked(client.sendMessage(room, 'the last'));
  await client.acked(client.sendDirect(bob.id, 'a direct one'));
  redis.disconnect();
  await listener.message('the last');
  await listener.direct('a direct one');
  expect(listener.seqs.filter((seq, i, all) => i === 0 || seq !== all[i - 1])).toEqual(expect.arrayContaining(upTo(21)));
  expect(listener.contents).toEqual([...upTo(20).map((n) => `n${n}`), 'the last']);
});

test('messages sent while Redis is away are stored and acknowledged, and delivered when it is back', async () => {
  const room = await newRoom('without-redis');
  const [client, listener] = await pair(room);
  await client.acked(client.sendMessage(room, 'before'));
  await chats.redis.stop();
  for (const content of ['one', 'two', 'three']) await client.acked(client.sendMessage(room, content));
  await chats.redis.start();
  await listener.message('three');
  expect(listener.contents).toEqual(['before', 'one', 'two', 'three']);
  expect(listener.seqs).toEqual(upTo(4));
  await eventually('calls are served again', () => newRoom('with-redis').catch(() => undefined));
});

test('the state of a socket that Redis could not take is the newest one, until its replica has stored it in Redis', async () => {
  const states = chats.replicas[0]?.app.get(OutageStatesRepository);
  if (!states) throw new Error('A replica is missing');
  const state = (version: number) => ({ replica: 'dying', openedAt: 1, version, entries: { [`room-${version}`]: ENTRY } });
  await Promise.all([states.save('one', state(1)), states.save('one', state(3)), states.save('other', state(4))]);
  await states.save('one', state(2));
  expect(await states.find('one')).toEqual(state(3));
  await states.removeOf('another replica');
  expect(await states.find('other')).toEqual(state(4));
  await states.removeOf('dying');
  expect([await states.find('one'), await states.find('other')]).toEqual([undefined, undefined]);
});

test('while the database rejects every query, commands fail with 1010 and new connections with 1000 and 1013; later all works again', async () => {
  const room = await newRoom('refused');
  const clients = await Promise.all(CHAT_DIALECTS.map((dialect, n) => chats.open(n === 0 ? alice : bob, n % 2, dialect)));
  for (const each of clients) await each.join(room);
  const newcomers = await Promise.all(CHAT_DIALECTS.map((dialect) => chats.identity.signUp(`late_${dialect.slice(5)}`)));
  const grantRights = await revokeRights();
  try {
    for (const [n, each] of clients.entries()) {
      const { fields } = await each.refused(each.sendMessage(room, `lost ${n}`));
      expect(fields.code).toBe(each.dialect === 'veza.v1' ? 1010 : 'SERVER_ERROR');
      expect(JSON.stringify(fields)).not.toMatch(/permission denied|messages|select/i);
    }
    for (const [n, dialect] of CHAT_DIALECTS.entries()) {
      const newcomer = newcomers[n];
      if (!newcomer) throw new Error('A newcomer is missing');
      const late = await chats.open(newcomer, n % 2, dialect);
      expect((await late.next('error')).fields.code).toBe(dialect === 'veza.v1' ? 1000 : 'CONNECTION_ERROR');
      expect((await late.ended()).code).toBe(1013);
    }
  } finally {
    await grantRights();
  }
  for (const [n, each] of clients.entries()) {
    await each.acked(each.sendMessage(room, `kept ${n}`));
    await each.message(`kept ${n}`);
    expect(each.contents.join()).not.toContain('lost');
  }
});

/** The first read of a log by the second replica waits, and then fails. */
function holdRead(): { waits: Promise<void>; fail(): void } {
  const reader = chats.replicas[1]?.app.get(LogReader);
  if (!reader) throw new Error('A replica is missing');
  let fail = (): void => undefined;
  const held = new Promise<never>((_, reject) => (fail = () => reject(new Error('Postgres is away'))));
  const waits = new Promise<void>((resolve) => {
    jest.spyOn(reader, 'events').mockImplementationOnce(() => {
      resolve();
      return held;
    });
  });
  return { waits, fail: () => fail() };
}

test('what was missed cannot be read: nothing later is sent, and the next connection gets all of it', async () => {
  const room = await newRoom('half-read');
  const [speaker, listener] = await pair(room);
  const first = await chats.open(alice, 1, 'veza.flat');
  await first.join(room);
  await speaker.acked(speaker.sendMessage(room, 'heard'));
  await first.message('heard');
  first.socket.terminate();
  await speaker.acked(speaker.sendMessage(room, 'missed'));
  const read = holdRead();
  const returning = await chats.open(alice, 1, 'veza.flat');
  await read.waits;
  await speaker.acked(speaker.sendMessage(room, 'live'));
  await listener.message('live'); // of the same replica: it waits behind the replay now
  read.fail();
  expect((await returning.ended()).code).toBe(1013);
  expect(returning.contents).toEqual([]);
  const next = await chats.open(alice, 1, 'veza.flat');
  await next.message('live');
  expect(next.contents.filter((content) => content !== 'heard')).toEqual(['missed', 'live']); // that one was not confirmed
});

test('a join whose missed messages cannot be read ends its connection, and brings nothing later', async () => {
  const room = await newRoom('half-joined');
  const [speaker, listener] = await pair(room);
  await speaker.acked(speaker.sendMessage(room, 'missed'));
  const client = await chats.open(await chats.identity.signUp('carol'), 1, 'veza.flat');
  const read = holdRead();
  client.send('join', { room, since: 0 });
  await read.waits;
  await speaker.acked(speaker.sendMessage(room, 'live'));
  await listener.message('live');
  read.fail();
  expect((await client.ended()).code).toBe(1013);
  expect(client.contents).toEqual([]);
});
