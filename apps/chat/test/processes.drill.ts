// covers: apps/chat/src, libs/transport/src
// drill: core
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { chat } from '@veza/contracts';
import { eventually, freePort, startProcess, type TestProcess, UnreachableCondition } from '@veza/testing';
import { Redis } from 'ioredis';
import { callerOf, type ChatUnderTest, type Settings, startChats } from './chat-under-test.js';
import { FakeBooking, record } from './fake-booking.js';
import type { TestAccount } from './fake-identity.js';
import { bearer, CHAT_DIALECTS, type Fields, TestClient } from './test-client.js';

const RAISED = {
  CHAT_MESSAGES_PER_MINUTE: '100000',
  CHAT_MESSAGES_PER_HOUR: '100000',
  CHAT_MODERATION_REPEATS: '1000000',
  WS_CONNECTIONS_PER_USER: '100',
};
const MAIN = fileURLToPath(new URL('../dist/main.js', import.meta.url));

let chats: ChatUnderTest;
let alice: TestAccount;
let bob: TestAccount;

beforeAll(async () => {
  chats = await startChats(2, RAISED);
  [alice, bob] = await Promise.all([chats.identity.signUp('alice'), chats.identity.signUp('bob')]);
});

afterAll(() => chats?.stop());

const newRoom = async (name: string): Promise<string> => (await chats.call(chat.rooms.create, callerOf(alice), { name })).id;
const upTo = (last: number): number[] => Array.from({ length: last }, (_, i) => i + 1);

function first() {
  const [replica] = chats.replicas;
  if (!replica) throw new Error('The replica is missing');
  return replica;
}

/** Another replica, which can be killed. */
async function further(more: Settings = {}): Promise<{ process: TestProcess; port: number; ops: number }> {
  const [port, flat, ops] = [await freePort(), await freePort(), await freePort()];
  const ports = { WS_PORT: String(port), WS_FLAT_PORT: String(flat), OPS_PORT: String(ops) };
  const process = startProcess(MAIN, { ...chats.env, ...ports, ...more });
  await process.ready(`http://127.0.0.1:${ops}/readyz`);
  return { process, port, ops };
}

test('after kill -9 during 1,000 messages each acknowledged one is in the log once, and resends complete it in order', async () => {
  const room = await newRoom('crash');
  const { process, port } = await further();
  const survivor = await TestClient.open(first(), 'veza.v1', bearer(alice.token));
  await survivor.join(room);
  const client = await TestClient.open(port, 'veza.v1', bearer(bob.token));
  await client.join(room);
  for (let n = 1; n <= 1_000; n += 1) client.sendMessage(room, `m${n}`, `crash-${n}`);
  await eventually('some are acknowledged', () => client.received.filter(({ type }) => type === 'message_ack').length > 50, {
    everyMs: 1,
  });
  await process.kill();
  await client.ended();
  const acked = client.received.filter(({ type }) => type === 'message_ack').map(({ fields }) => Number(fields.seq));
  const stored = await chats.sql<{ seq: string }>('SELECT seq FROM chat.room_events WHERE room_id = $1 ORDER BY seq', [room]);
  expect(stored.map(({ seq }) => Number(seq))).toEqual(upTo(stored.length));
  expect(Math.max(...acked)).toBeLessThanOrEqual(stored.length);
  expect(new Set(acked).size).toBe(acked.length);

  const back = await TestClient.open(first(), 'veza.v1', bearer(bob.token));
  for (let n = 1; n <= 1_000; n += 1) back.sendMessage(room, `m${n}`, `crash-${n}`);
  await eventually('all are acknowledged', () => back.received.filter(({ type }) => type === 'message_ack').length === 1_000, {
    ms: 60_000,
  });
  await eventually('the survivor has all', () => survivor.seqs.length >= 1_000);
  const contents = upTo(1_000).map((n) => `m${n}`);
  expect(survivor.contents).toEqual(contents);
  const received = new Set([...client.contents, ...back.contents]);
  expect([...received]).toEqual(contents);
  const again = await TestClient.open(first(), 'veza.v1', bearer(alice.token));
  await again.join(room, 0);
  await eventually('all are replayed', () => again.seqs.length >= 1_000);
  expect(again.seqs).toEqual(upTo(1_000));
});

/** Opens a socket as soon as the upgrade is accepted: Redis may have just come back. */
const reopened = (token: string): Promise<TestClient> =>
  eventually('a socket is accepted', () => TestClient.open(first(), 'veza.chat', bearer(token)).catch(() => undefined), {
    ms: 15_000,
  });

test('after kill -9 nothing comes twice that was older than two seconds', async () => {
  const room = await newRoom('twice');
  const { process, port } = await further();
  const [sender, client] = [
    await TestClient.open(first(), 'veza.v1', bearer(alice.token)),
    await TestClient.open(port, 'veza.chat', bearer(bob.token)),
  ];
  for (const each of [sender, client]) await each.join(room);
  const sentAt = new Map<number, number>();
  const until = performance.now() + 6_000;
  while (performance.now() < until) {
    const at = performance.now();
    const ref = sender.sendMessage(room, `at ${at}`);
    sentAt.set(Number((await sender.acked(ref)).fields.seq), at);
  }
  await eventually('all is received', () => client.seqs.at(-1) === sentAt.size);
  const killedAt = performance.now();
  await process.kill();
  await client.ended();
  const back = await reopened(bob.token);
  await sender.acked(sender.sendMessage(room, 'the last'));
  await back.message('the last');
  const [again = Infinity] = back.seqs;
  expect(killedAt - (sentAt.get(again) ?? killedAt)).toBeLessThan(2_000);
});

test.each(['Redis comes back empty, then a replica is killed', 'a replica is killed, then Redis comes back empty'])(
  '%s: a client that never joins again hears every later message once, in busy and in quiet rooms',
  async (order) => {
    const [busy, quiet] = [await newRoom(`busy ${order}`), await newRoom(`quiet ${order}`)];
    const person = await chats.identity.signUp('faithful');
    const { process, port } = await further();
    const sender = await TestClient.open(first(), 'veza.v1', bearer(alice.token));
    const client = await TestClient.open(port, 'veza.chat', bearer(person.token));
    for (const room of [busy, quiet]) for (const each of [sender, client]) await each.join(room);
    for (const content of ['quiet 1', 'quiet 2']) await sender.acked(sender.sendMessage(quiet, content));
    await client.message('quiet 2');
    // The promise holds for what was confirmed; two epochs pass.
    await eventually('the quiet messages are old', () => sleep(3_000).then(() => true), { ms: 10_000 });
    const wipeFirst = order.startsWith('Redis');
    if (wipeFirst) {
      await chats.redis.restart({ wipe: true });
      const redis = new Redis(chats.redis.url);
      const key = `chat:sockets:${chats.identity.sessionOf(person.token)}:veza.chat`;
      await eventually('its state is stored again', async () => JSON.stringify(await redis.hgetall(key)).includes(quiet), {
        ms: 15_000,
      });
      redis.disconnect();
    }
    for (const content of ['busy 1', 'busy 2']) await sender.acked(sender.sendMessage(busy, content));
    await client.message('busy 2');
    await process.kill();
    await client.ended();
    if (!wipeFirst) await chats.redis.restart({ wipe: true });
    const back = await reopened(person.token);
    for (const room of [busy, quiet]) await sender.acked(sender.sendMessage(room, `later in ${room}`));
    for (const room of [busy, quiet]) {
      await eventually(`it hears ${room}`, () => back.contents.includes(`later in ${room}`), { ms: 15_000 });
      const counts = [...client.contents, ...back.contents].filter((content) => content === `later in ${room}`);
      expect(counts).toHaveLength(1);
    }
    if (wipeFirst) expect(back.contents).not.toContain('quiet 1');
  },
);

/** Sends messages, at most 20 of them unacknowledged, until the connection closes. Returns their client ids. */
async function sendUntilClosed(client: TestClient, room: string): Promise<string[]> {
  const refs: string[] = [];
  const acknowledged = () => client.received.filter(({ type }) => type === 'message_ack').length;
  while (!client.closed) {
    const ref = `${client.dialect} ${refs.length}`;
    refs.push(ref);
    client.sendMessage(room, ref, ref);
    await eventually('fewer than 20 are unacknowledged', () => client.closed !== undefined || refs.length - acknowledged() < 20, {
      everyMs: 1,
    });
  }
  return refs;
}

test('a room that was joined while Redis was away is resumed after kill -9', async () => {
  const room = await newRoom('joined-in-an-outage');
  const { process, port } = await further();
  const client = await TestClient.open(port, 'veza.flat', bearer(bob.token));
  await client.join(await newRoom('joined-before')); // admitted: before that, an outage closes it with 1013
  await chats.redis.stop();
  try {
    await client.join(room);
    await process.kill();
    await client.ended();
  } finally {
    await chats.redis.start(); // the tests after this one need it
  }
  const back = await eventually('Redis is back, and the state is judged', () =>
    TestClient.open(first(), 'veza.flat', bearer(bob.token)).catch(() => undefined),
  );
  const sender = await TestClient.open(first(), 'veza.v1', bearer(alice.token));
  await sender.join(room);
  await sender.acked(sender.sendMessage(room, 'heard without another join'));
  await back.message('heard without another join');
});

test('on SIGTERM under load a replica becomes unready, then closes each dialect, and no acknowledged message is missing', async () => {
  const room = await newRoom('drain');
  const { process, port, ops } = await further({ SHUTDOWN_UNREADY_MS: '1500' });
  // A session of its own: earlier sockets of alice that were too busy for a ping would leave their rooms to this one.
  const survivor = await TestClient.open(first(), 'veza.v1', bearer(await chats.identity.signIn(alice.id)));
  await survivor.join(room);
  const people = await Promise.all(CHAT_DIALECTS.map((dialect) => chats.identity.signUp(dialect)));
  const clients = await Promise.all(
    CHAT_DIALECTS.map((dialect, i) => TestClient.open(port, dialect, bearer(people[i]?.token ?? ''))),
  );
  const otherTokens = await Promise.all(people.map(({ id }) => chats.identity.signIn(id)));
  const others = await Promise.all(
    Array.from({ length: 60 }, (_, i) =>
      TestClient.open(port, CHAT_DIALECTS[i % 3] ?? 'veza.v1', bearer(otherTokens[i % 3] ?? '')),
    ),
  );
  const cabinet = await TestClient.open(port, 'nova.v1', bearer(bob.token));
  // Every frame is checked in this process, which the survivor shares: with all sockets in the room it falls behind.
  const quiet = await newRoom('quiet-drain');
  for (const each of clients) await each.join(room);
  for (const [i, each] of others.entries()) await each.join(i < 12 ? room : quiet);
  const sending = clients.map((each) => sendUntilClosed(each, room));
  await eventually('messages are sent', () => survivor.seqs.length > 100);
  process.signal('SIGTERM');
  await eventually('it is unready', async () => (await fetch(`http://127.0.0.1:${ops}/readyz`)).status === 503, { everyMs: 10 });
  const before = survivor.seqs.length;
  expect(clients.every(({ closed }) => closed === undefined)).toBe(true);
  await eventually('it still serves', () => survivor.seqs.length > before);
  for (const each of [...clients, ...others]) {
    const { code, reason } = await each.ended();
    expect([each.dialect, code]).toEqual([each.dialect, 1012]);
    expect(reason).toMatch(/^retry=\d+$/);
  }
  // A client of nova.v1 reconnects only after an unclean close.
  expect((await cabinet.ended()).code).toBe(1006);
  expect((await process.ended).code).toBe(0);
  const sentRefs = await Promise.all(sending);

  for (const [i, client] of clients.entries()) {
    const back = await TestClient.open(first(), client.dialect, bearer(people[i]?.token ?? ''));
    for (const ref of sentRefs[i] ?? []) back.sendMessage(room, ref, ref);
    await eventually('all are acknowledged', () => acks(back).length === sentRefs[i]?.length, { ms: 20_000 });
    const once = new Map(acks(back).map(({ fields }) => [ref(fields), fields.seq]));
    for (const { fields } of acks(client)) expect([ref(fields), once.get(ref(fields))]).toEqual([ref(fields), fields.seq]);
    const total = Math.max(...[...once.values()].map(Number));
    await eventually('it has resumed and has the missed events', () => Math.max(0, ...back.seqs) >= total);
    expect([...new Set([...client.seqs, ...back.seqs])].sort((one, other) => one - other)).toEqual(upTo(Math.max(...back.seqs)));
  }
  const all = sentRefs.flat().length;
  await eventually('the survivor has all', () => {
    if (survivor.closed) throw new UnreachableCondition(`it was closed: ${JSON.stringify(survivor.closed)}`);
    expect(survivor.seqs).toHaveLength(all);
    return true;
  });
  expect(survivor.seqs).toEqual(upTo(all));
  expect([...survivor.contents].sort()).toEqual(sentRefs.flat().sort());
});

test('after kill -9 of its replica amid notices a client of nova.v1 has each of them once, in order', async () => {
  const practices = await chats.peer('booking', FakeBooking);
  const carl = await chats.identity.signUp('carl');
  practices.members.set(carl.id, [CABINET]);
  const { process, port } = await further();
  const client = await TestClient.open(port, 'nova.v1', `${bearer(carl.token)}&since=0`);
  const notices = upTo(200);
  const arriving = (async () => {
    for (const n of notices) await record(first(), { id: idOf(n), cabinetId: CABINET, userIds: [carl.id] });
  })();
  await eventually('some have arrived', () => numbers(client).length > 20, { everyMs: 1 });
  await process.kill();
  await client.ended();
  const back = await TestClient.open(first(), 'nova.v1', `${bearer(carl.token)}&since=${numbers(client).at(-1)}`);
  await arriving;
  await back.next('notification', ({ id }) => id === idOf(200));
  expect([...numbers(client), ...numbers(back)]).toEqual(notices.map((n) => 2 * n));
});

const CABINET = '0b1c2d3e-4f50-4617-8293-a4b5c6d7e8f9';
const idOf = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const numbers = ({ received }: TestClient) =>
  received.filter(({ type }) => type === 'notification').map(({ frame }) => Number(frame.seq));
const acks = ({ received }: TestClient) => received.filter(({ type }) => type === 'message_ack');
const ref = ({ id, client_id }: Fields): string => String(client_id ?? id);
