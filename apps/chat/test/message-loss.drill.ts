// covers: apps/chat/src/delivery, apps/chat/src/resume, apps/chat/src/redis, libs/transport/src/events
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { chat } from '@veza/contracts';
import { eventually, Random } from '@veza/testing';
import { callerOf, type ChatUnderTest, startChats } from './chat-under-test.js';
import type { TestAccount } from './fake-identity.js';
import { type LossyRedisProxy, lossyRedisProxy } from './lossy-redis-proxy.js';
import { bearer, CHAT_DIALECTS, type ChatDialect, type Fields, TestClient } from './test-client.js';

const SETTINGS = {
  CHAT_MESSAGES_PER_MINUTE: '1000000',
  CHAT_MESSAGES_PER_HOUR: '1000000',
  CHAT_CHANGES_PER_MINUTE: '1000000',
  CHAT_MODERATION_REPEATS: '1000000',
  WS_CONNECTIONS_PER_USER: '1000',
  // Clients and both replicas share one process: the clients read nothing while a replay is written.
  WS_SEND_BUFFER: '64MiB',
};
const LONG = { ms: 90_000 };

let proxy: LossyRedisProxy;
let chats: ChatUnderTest;
let owner: TestAccount;

beforeAll(async () => {
  chats = await startChats(2, async (redisUrl) => {
    proxy = await lossyRedisProxy(redisUrl);
    return { ...SETTINGS, REDIS_PUBSUB_URL: proxy.url };
  });
  owner = await chats.identity.signUp('owner');
});

afterAll(async () => {
  await chats?.stop();
  await proxy?.stop();
});

/** Repeated until it succeeds, as clients do: a busy replica, or one whose Redis has just restarted, refuses with 503. */
function open(person: TestAccount, n: number, dialect: ChatDialect = 'veza.v1'): Promise<TestClient> {
  const replica = chats.replicas[n % 2];
  if (!replica) throw new Error('A replica is missing');
  return eventually('a socket', () => TestClient.open(replica, dialect, bearer(person.token)), { ms: 30_000, everyMs: 500 });
}

/** Repeated until it succeeds: calls go over Redis, which may have just restarted. */
const newRoom = async (name: string): Promise<string> =>
  (await eventually('a room', () => chats.call(chat.rooms.create, callerOf(owner), { name }), { ms: 30_000 })).id;
const from = (first: number, last: number): number[] => Array.from({ length: last - first + 1 }, (_, i) => first + i);

/** One client of each dialect on each replica, joined to the room. */
async function joinedClients(room: string): Promise<TestClient[]> {
  const people = await Promise.all(from(0, 5).map((n) => chats.identity.signUp(`talks${n}`)));
  const clients = await Promise.all(people.map((person, n) => open(person, n, CHAT_DIALECTS[n % 3])));
  for (const each of clients) await each.join(room);
  return clients;
}

/** Sends these contents in groups of `atOnce`; waits for the acknowledgements of each group. */
async function sendAll(client: TestClient, room: string, contents: readonly string[], atOnce = 25): Promise<void> {
  for (let at = 0; at < contents.length; at += atOnce) {
    const refs = contents.slice(at, at + atOnce).map((content) => client.sendMessage(room, content, content));
    await eventually('all are acknowledged', () => refs.every((ref) => acknowledged(client).has(ref)), {
      ...LONG,
      everyMs: 2,
    });
  }
}

const acks = new WeakMap<TestClient, { refs: Set<unknown>; upTo: number }>();

/** The client ids of the acknowledged messages of a client. Reads each received frame once. */
function acknowledged(client: TestClient): ReadonlySet<unknown> {
  const known = acks.get(client) ?? { refs: new Set<unknown>(), upTo: 0 };
  acks.set(client, known);
  for (const { type, fields } of client.received.slice(known.upTo))
    if (type === 'message_ack') known.refs.add(fields.client_id ?? fields.id);
  known.upTo = client.received.length;
  return known.refs;
}

test('with a third of the room events lost on the bus, also the last one, each client gets each event once, in order', async () => {
  const room = await newRoom('Lossy');
  const clients = await joinedClients(room);
  let count = 0;
  proxy.drops = (channel) => channel.startsWith('chat:room:') && (count += 1) % 3 === 0;
  await Promise.all(
    clients.map((each, n) =>
      sendAll(
        each,
        room,
        from(1, 100).map((i) => `lossy ${n} ${i}`),
        1,
      ),
    ),
  );
  proxy.drops = (channel) => channel.startsWith('chat:');
  const [first, second] = clients;
  if (!first || !second) throw new Error('A client is missing');
  await sendAll(first, room, ['the last']);
  for (const each of clients) {
    await eventually('all 601', () => each.seqs.length >= 601, LONG);
    expect(each.seqs).toEqual(from(1, 601));
  }
  proxy.drops = () => false;
  expect(proxy.dropped).toBeGreaterThan(50);
});

test('with every bus message lost, a ban and a revocation take effect in each dialect on each replica within 2 s', async () => {
  const room = await newRoom('Silent');
  const person = await chats.identity.signUp('banned');
  const all: TestClient[] = [];
  for (const n of [0, 1]) for (const dialect of CHAT_DIALECTS) all.push(await open(person, n, dialect));
  for (const each of all) await each.join(room);
  proxy.drops = () => true;
  const within = { ms: 2_000 };
  await chats.call(chat.moderation.sanction, callerOf(owner), { room, userId: person.id, duration: '24h' });
  await eventually(
    'all are notified',
    () => all.every(({ received }) => received.some(({ type }) => type === 'moderation_action')),
    within,
  );
  chats.identity.revoke(person.token);
  await eventually('all are closed', () => all.every(({ closed }) => closed?.code === 4401), within);
  proxy.drops = () => false;
});

test('after five seconds without Redis and a wiped restart, no acknowledged message and no event is missing', async () => {
  const room = await newRoom('Without Redis');
  const clients = await joinedClients(room);
  let sent = 0;
  const sendUntil = async (end: number) => {
    while (Date.now() < end) await Promise.all(clients.map((each) => sendAll(each, room, [`${each.dialect} ${(sent += 1)}`])));
  };
  await sendUntil(Date.now() + 500);
  const [before] = clients;
  if (!before) throw new Error('A client is missing');
  await chats.redis.kill();
  const killed = Date.now();
  const during = sent;
  await sendUntil(killed + 5_000);
  expect(sent).toBeGreaterThan(during);
  await chats.redis.start();
  await sendUntil(Date.now() + 500);
  await chats.redis.restart({ wipe: true });
  await sendUntil(Date.now() + 500);
  for (const each of clients) {
    await eventually('all of it', () => each.seqs.length >= sent, LONG);
    expect(each.seqs).toEqual(from(1, sent));
  }
  // A resend is recognised without Redis.
  const [own] = [...acknowledged(before)].map(String);
  const again = before.received.length;
  before.sendMessage(room, String(own), String(own));
  expect((await before.next('message_ack', undefined, again)).fields.duplicate).toBe(true);
}, 240_000);

test('clients that join at random positions during 10,000 events get each later event once, in order', async () => {
  const [room, EVENTS, JOINS] = [await newRoom('Long'), 10_000, 60];
  const clients = await joinedClients(room);
  const share = Math.ceil(EVENTS / clients.length);
  let eventCount = 0;
  const working = clients.map(async (client, n) => {
    const own: Fields = (await client.acked(client.sendMessage(room, `begins ${n}`))).fields;
    const id = client.dialect === 'veza.v1' ? own.message_id : own.id;
    for (let i = 1; i < share; i += 20) {
      const rest = Math.min(20, share - i);
      await sendAll(
        client,
        room,
        from(1, rest - 1).map((k) => `n${n} ${i} ${k}`),
      );
      const [count, edited] = [client.received.length, `edited ${n} ${i}`];
      client.send('edit_message', { message_id: id, content: edited });
      await eventually('the edit', () => client.received.slice(count).some(({ fields }) => fields.content === edited), LONG);
      eventCount += rest;
    }
  });
  const reader = await chats.identity.signUp('reader');
  const random = new Random();
  const joins: { client: TestClient; first: number }[] = [];
  const joining = (async () => {
    for (let n = 0; n < JOINS; n += 1) {
      await eventually('more events', () => eventCount >= (n * EVENTS * 0.95) / JOINS, LONG);
      const person = { ...reader, token: await chats.identity.signIn(reader.id) };
      const client = await open(person, n, CHAT_DIALECTS[n % 3]);
      const since = random.below(eventCount + 20);
      const { last_seq, history_truncated, history_reset } = await client.join(room, since);
      const top = Number(last_seq);
      expect([since > top, top - since > 1_000]).toEqual([history_reset === true, history_truncated === true]);
      joins.push({ client, first: history_reset ? top + 1 : Math.max(since, top - 1_000) + 1 });
    }
  })();
  await Promise.all([...working, joining]);
  const total = share * clients.length;
  for (const { client, first } of [...joins, ...clients.map((client) => ({ client, first: 1 }))]) {
    await eventually('the last', () => client.seqs.at(-1) === total, LONG);
    expect(client.seqs).toEqual(from(first, total));
  }
  for (const { client } of joins) client.close();
}, 240_000);
