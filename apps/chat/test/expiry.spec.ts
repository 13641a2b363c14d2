import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually, silentConnections } from '@veza/testing';
import { ChatMetrics } from '../src/chat-metrics.js';
import { type ChatUnderTest, startChats } from './chat-under-test.js';
import { bearer, CHAT_DIALECTS, type ChatDialect, TestClient } from './test-client.js';

/** Lifetimes of sockets, and connections of strangers: these last as long as the longest lifetime here. */
let chats: ChatUnderTest;
beforeAll(async () => {
  chats = await startChats(1, { WS_SESSION_MAX: '6s', WS_TOKEN_STRICT: 'true', TRUSTED_PROXIES: '192.0.2.1' });
});
afterAll(() => chats?.stop());

const port = () => chats.replicas[0]?.sockets.main ?? 0;
const open = (token: string, dialect: ChatDialect): Promise<TestClient> => {
  const [replica] = chats.replicas;
  if (!replica) throw new Error('A replica is missing');
  return TestClient.open(replica, dialect, bearer(token));
};

test('a client that sends nothing is disconnected within some seconds, and meanwhile others connect', async () => {
  const silent = await silentConnections(port(), 201);
  await eventually('the oldest to be closed', () => silent[0]?.closed === true);
  expect(silent.at(-1)?.closed).toBe(false);
  const { token } = await chats.identity.signUp('guest');
  const guest = await open(token, 'veza.v1');
  guest.send('ping', {});
  await guest.next('pong');
  await eventually('all to be closed', () => silent.every(({ closed }) => closed), { ms: 15_000 });
});

test('of too many sockets without a token the oldest is closed with 1013, which counts as no slow reader, and one that sends a token stays', async () => {
  const [first, second] = [await TestClient.open(port(), 'veza.v1', ''), await TestClient.open(port(), 'veza.v1', '')];
  const person = await chats.identity.signUp('late');
  second.send('auth', { token: person.token });
  await second.next('auth_success');
  const others = await Promise.all(Array.from({ length: 200 }, () => TestClient.open(port(), 'veza.v1', '')));
  expect((await first.ended()).code).toBe(1013);
  second.send('ping', {});
  await second.next('pong');
  for (const each of others) each.socket.terminate();
  const slow = await chats.replicas[0]?.app.get(ChatMetrics).slowReaders.get();
  expect(slow?.values).toEqual([expect.objectContaining({ value: 0 })]);
});

test('the maximum duration of a socket is announced in each dialect before it closes with 4401', async () => {
  const { token } = await chats.identity.signUp('patient');
  const clients = await Promise.all(CHAT_DIALECTS.map((dialect) => open(token, dialect)));
  for (const client of clients) {
    const { in_ms } = (await client.next('auth_expiring')).fields;
    expect(in_ms).toBeGreaterThan(0);
    expect(in_ms).toBeLessThanOrEqual(6_000);
    expect((await client.ended()).code).toBe(4401);
    const failure = client.received.at(-1);
    expect([failure?.type, failure?.fields.code]).toEqual(
      client.dialect === 'veza.v1' ? ['auth_error', 401] : ['error', 'AUTH_FAILED'],
    );
  }
});

test('a socket closes when its token expires if WS_TOKEN_STRICT is on', async () => {
  const person = await chats.identity.signUp('bound');
  const long = await open(person.token, 'veza.chat');
  const short = await open(await chats.identity.signIn(person.id, undefined, undefined, 4_000), 'veza.chat');
  const [left, longer] = await Promise.all(
    [short, long].map(async (each) => Number((await each.next('auth_expiring')).fields.in_ms)),
  );
  expect(left).toBeLessThanOrEqual(4_000);
  expect(longer).toBeGreaterThan(Number(left));
  expect((await short.ended()).code).toBe(4401);
});

test('a client whose connection ended with its token is in its rooms again with a renewed one, and misses nothing', async () => {
  const host = await chats.identity.signUp('host');
  const room = await chats.newRoom(host);
  const returns = async (dialect: ChatDialect) => {
    const { id, token } = await chats.identity.signUp('returning');
    const sessionId = chats.identity.sessionOf(token);
    const before = await open(await chats.identity.signIn(id, sessionId, undefined, 2_000), dialect);
    await before.join(room);
    expect((await before.ended()).code).toBe(4401);
    const speaker = await open(host.token, 'veza.v1');
    const content = `while ${id} was away`;
    await speaker.join(room);
    await speaker.acked(speaker.sendMessage(room, content));
    await (await open(await chats.identity.signIn(id, sessionId), dialect)).message(content);
  };
  await Promise.all(CHAT_DIALECTS.map(returns));
});
