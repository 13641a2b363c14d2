import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { chat } from '@veza/contracts';
import { AppLogger, FIXED_HEADERS } from '@veza/platform';
import { eventually, expectOpsPort } from '@veza/testing';
import { generateKeyPair } from 'jose';
import supertest from 'supertest';
import { WebSocket } from 'ws';
import { callerOf, type ChatUnderTest, startChats } from './chat-under-test.js';
import type { TestAccount } from './fake-identity.js';
import { bearer, CHAT_DIALECTS, type ChatDialect, TestClient } from './test-client.js';

let chats: ChatUnderTest;
let alice: TestAccount;
let bob: TestAccount;

beforeAll(async () => {
  chats = await startChats(2, {
    WS_AUTH_TIMEOUT: '500ms',
    WS_CONNECTIONS_PER_USER: '3',
    CHAT_PRESENCE_GRACE: '600ms',
    TRUSTED_PROXIES: 'loopback,10.0.0.0/8',
  });
  [alice, bob] = await Promise.all([chats.identity.signUp('alice'), chats.identity.signUp('bob')]);
});

afterAll(() => chats?.stop());

function replica(n: number) {
  const found = chats.replicas[n];
  if (!found) throw new Error(`There is no replica ${n}`);
  return found;
}

const HANDSHAKE = { 'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==', 'sec-websocket-version': '13' };
const http = (n: number) => supertest(`http://127.0.0.1:${replica(n).sockets.main}`);

const open = (n: number, query: string, dialect: ChatDialect = 'veza.v1', headers: Record<string, string> = {}) =>
  TestClient.open(replica(n), dialect, query, headers);

async function expectPong(client: TestClient): Promise<void> {
  client.send('ping', {});
  await client.next('pong');
}

test('a client authenticates by a token in the URL, the header or the first frame, or by a ticket that works once', async () => {
  await expectPong(await open(0, bearer(alice.token)));
  await expectPong(await open(1, '', 'veza.chat', { authorization: `Bearer ${alice.token}` }));
  const later = await open(0, '', 'veza.flat');
  later.send('auth', { token: bob.token });
  await later.next('auth_success');
  await expectPong(later);
  const ticket = chats.identity.ticketFor(bob.token);
  await expectPong(await open(1, `ticket=${ticket}`));
  expect((await (await open(1, `ticket=${ticket}`)).ended()).code).toBe(4401);
});

test('a forged, an expired, an invalid or no token gets the error frame of the dialect, then 4401', async () => {
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
  const forged = await chats.identity.signIn(alice.id, undefined, privateKey);
  for (const [i, dialect] of CHAT_DIALECTS.entries()) {
    const client = await open(i % 2, bearer(i === 0 ? forged : `no-token-${dialect}`), dialect);
    const frame = await client.next(dialect === 'veza.v1' ? 'auth_error' : 'error');
    expect(frame.fields.code).toBe(dialect === 'veza.v1' ? 401 : 'AUTH_FAILED');
    expect((await client.ended()).code).toBe(4401);
  }
  const elsewhere = await chats.identity.signIn(alice.id, undefined, undefined, undefined, 'another');
  const expired = await chats.identity.signIn(alice.id, undefined, undefined, -2_000);
  for (const token of [`${alice.token}==`, elsewhere, expired]) {
    const refused = await open(0, bearer(token));
    await refused.next('auth_error');
    expect((await refused.ended()).code).toBe(4401);
  }
  const silent = await open(0, '');
  const refused = silent.send('join_room', { room_id: 'general' });
  expect((await silent.refused(refused)).fields.code).toBe(1001);
  await silent.next('auth_error');
  expect((await silent.ended()).code).toBe(4401);
});

test('repeated attempts with one invalid token are rejected with 401 on every replica, other tokens are not', async () => {
  const query = bearer('a-token-that-was-never-good');
  for (const n of [0, 1, 0]) expect((await (await open(n, query)).ended()).code).toBe(4401);
  for (const n of [0, 1]) await expect(open(n, query)).rejects.toThrow('401');
  await expectPong(await open(0, bearer(bob.token)));
});

test.each([
  ['the same address', () => '203.0.113.77'],
  ['the same IPv6 network', (n: number) => `2001:db8::${n}`],
])('thirty invalid tokens block further ones from %s, but not a valid one', async (_, addressOf) => {
  const from = { 'x-forwarded-for': addressOf(30) };
  const attempts = Array.from({ length: 30 }, (_, n) =>
    open(n % 2, bearer(`bad-${n}`), 'veza.v1', { 'x-forwarded-for': addressOf(n) }),
  );
  for (const each of await Promise.all(attempts)) expect((await each.ended()).code).toBe(4401);
  const refused = await new Promise<{ status?: number; retryAfter?: string }>((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${replica(1).sockets.main}/ws?${bearer('another-bad-one')}`, { headers: from });
    socket.on('unexpected-response', (_, { statusCode, headers }) =>
      resolve({ status: statusCode, retryAfter: headers['retry-after'] }),
    );
    socket.on('open', () => reject(new Error('the upgrade was accepted')));
    socket.on('error', () => undefined);
  });
  expect(refused.status).toBe(401);
  expect(Number(refused.retryAfter)).toBeGreaterThan(0);
  await expectPong(await open(0, bearer(bob.token), 'veza.v1', from));
});

test('an unknown path is 404, a foreign origin 403', async () => {
  const upgrade = (path: string) =>
    http(0)
      .get(path)
      .set({ connection: 'Upgrade', upgrade: 'websocket', ...HANDSHAKE });
  expect((await upgrade('/nowhere').expect(404)).headers).toMatchObject(FIXED_HEADERS);
  const foreign = await upgrade('/ws').set('origin', 'https://elsewhere.example').expect(403);
  expect(foreign.headers).toMatchObject(FIXED_HEADERS);
});

test('a request without an upgrade is 426, on both listeners', async () => {
  const { main, flat } = replica(0).sockets;
  for (const port of [main, flat])
    await supertest(`http://127.0.0.1:${port}`).get('/ws').expect(426).expect('upgrade', 'websocket');
});

test('the port for operators tells whether the service runs and is ready, and its metrics', async () => {
  await expectOpsPort(replica(0).ports.ops, 'chat');
});

test('a refused upgrade and what is no request end the connection, and a request behind them gets no response', async () => {
  const { main, flat } = replica(0).sockets;
  const upgrade = 'GET /nowhere HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n';
  for (const port of [main, flat])
    for (const [bytes, status] of [
      [upgrade, 404],
      ['rubbish\r\n\r\n', 400],
    ] as const) {
      const answer = await text(connect(port, '127.0.0.1').end(`${bytes}GET /ws HTTP/1.1\r\nhost: x\r\n\r\n`));
      expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual([`HTTP/1.1 ${status}`]);
      for (const [name, value] of Object.entries(FIXED_HEADERS)) expect(answer).toContain(`\r\n${name}: ${value}\r\n`);
    }
});

test('the target of an upgrade may be in absolute form (RFC 9112, section 3.2.2)', async () => {
  const headers = { connection: 'Upgrade', upgrade: 'websocket', ...HANDSHAKE };
  const status = (path: string) =>
    new Promise((resolve, reject) => {
      const asking = request({ host: '127.0.0.1', port: replica(0).sockets.main, path, headers });
      asking.on('upgrade', ({ statusCode }, line) => resolve((line.destroy(), statusCode)));
      asking.on('response', (response) => resolve((response.resume(), response.statusCode)));
      asking.on('error', reject);
      asking.end();
    });
  expect(await status('http://chat.example/ws')).toBe(101);
  expect(await status('http://chat.example/nowhere')).toBe(404);
});

test('a revoked session is closed on every replica, other sessions of the user stay open', async () => {
  const person = await chats.identity.signUp('revoked');
  const other = await chats.identity.signIn(person.id);
  const [here, there, stays] = [
    await open(0, bearer(person.token)),
    await open(1, bearer(person.token), 'veza.chat'),
    await open(1, bearer(other)),
  ];
  await Promise.all([expectPong(here), expectPong(there), expectPong(stays)]);
  chats.identity.revoke(person.token);
  for (const each of [here, there]) expect((await each.ended()).code).toBe(4401);
  await expectPong(stays);
});

test('a banned account gets the end of its ban in each dialect and 4403: when connected, at the upgrade and in a first frame', async () => {
  const until = new Date(Date.now() + 3_600_000).toISOString();
  const person = await chats.identity.signUp('banned');
  const ticket = chats.identity.ticketFor(person.token);
  const inside = await Promise.all(CHAT_DIALECTS.map((dialect, i) => open(i % 2, bearer(person.token), dialect)));
  await Promise.all(inside.map(expectPong));
  chats.identity.ban(person.id, until);
  const later = await open(1, '');
  later.send('auth', { token: person.token });
  const outside = await Promise.all(CHAT_DIALECTS.map((dialect, i) => open(i % 2, bearer(person.token), dialect)));
  for (const client of [...inside, ...outside, later, await open(0, `ticket=${ticket}`)]) {
    const { fields } = await client.next('error');
    if (client.dialect === 'veza.v1')
      expect(fields).toMatchObject({ code: 1008, error_type: 'user_banned', details: expect.stringContaining(until) });
    else expect(fields.code).toBe('PERMISSION_DENIED');
    if (client.dialect === 'veza.chat') expect(fields.details).toEqual({ banned_until: until });
    expect(await client.ended()).toEqual({ code: 4403, reason: 'account banned' });
  }
});

test('a connection above the limit closes the oldest one, on any replica', async () => {
  const person = await chats.identity.signUp('popular');
  const all: TestClient[] = [];
  for (const n of [0, 1, 0, 1]) {
    const client = await open(n, bearer(person.token));
    await expectPong(client);
    all.push(client);
  }
  expect((await all[0]?.ended())?.code).toBe(4429);
  for (const each of all.slice(1)) await expectPong(each);
});

test('twenty malformed frames close with 4400, an oversized frame with 1009', async () => {
  const [rude, large] = [await open(0, bearer(bob.token), 'veza.chat'), await open(1, bearer(alice.token), 'veza.flat')];
  for (let i = 0; i < 20; i += 1) rude.socket.send('{"type":');
  expect((await rude.ended()).code).toBe(4400);
  large.socket.send('x'.repeat(300 * 1024));
  expect((await large.ended()).code).toBe(1009);
});

test('an auth frame of the same user renews the token, one of another user is rejected and changes nothing', async () => {
  const client = await open(0, bearer(alice.token));
  await expectPong(client);
  client.send('auth', { token: await chats.identity.signIn(alice.id) }, 'renewal');
  await client.next('auth_success', ({ user_id }) => user_id === String(alice.id), 1);
  for (const token of [bob.token, 'no-token-at-all']) {
    const refused = client.send('auth', { token });
    expect((await client.refused(refused)).fields).toMatchObject({ code: 1001, error_type: 'authentication_error' });
  }
  const room = await quietRoom();
  await client.join(room);
  client.sendMessage(room, 'still alice');
  expect((await client.message('still alice')).fields.user_id).toBe(String(alice.id));
});

test('the client address is the one before the trusted proxies', async () => {
  const logger = replica(0).app.get(AppLogger);
  const log = jest.spyOn(logger, 'log');
  const person = await chats.identity.signUp('proxied');
  await expectPong(await open(0, bearer(person.token), 'veza.v1', { 'x-forwarded-for': 'spoofed, 203.0.113.9, 10.1.2.3' }));
  const facts = log.mock.calls.find(([line, about]) => line === 'WS_CONNECT' && Object(about).userId === person.id)?.[1];
  log.mockRestore();
  expect(facts).toMatchObject({ ip: '203.0.113.9' });
});

test('a subprotocol takes precedence over path and port; permessage-deflate offered as a subprotocol is accepted', async () => {
  const upgrade = (port: number, path: string, protocols: string[]) =>
    new Promise<{ protocol: string; first: { type: string } }>((resolve, reject) => {
      const socket = new WebSocket(`ws://127.0.0.1:${port}${path}?${bearer(alice.token)}`, protocols);
      socket.on('open', () => socket.send(JSON.stringify({ type: 'ping', data: {} })));
      socket.on('message', (data: Buffer) => {
        const first = JSON.parse(data.toString()) as { type: string };
        if (first.type === 'pong') resolve({ protocol: socket.protocol, first });
      });
      socket.on('error', reject);
    });
  const { main, flat } = replica(0).sockets;
  expect((await upgrade(main, '/ws/chat', ['permessage-deflate'])).protocol).toBe('permessage-deflate');
  expect(await upgrade(main, '/ws', ['unknown', 'veza.flat'])).toMatchObject({
    protocol: 'veza.flat',
    first: { timestamp: expect.any(String) },
  });
  expect(await upgrade(flat, '/ws', ['veza.v1'])).toMatchObject({
    protocol: 'veza.v1',
    first: { metadata: { version: '1.0.0' } },
  });
});

async function quietRoom(): Promise<string> {
  return (await chats.call(chat.rooms.create, callerOf(alice), { name: `Room ${randomUUID()}` })).id;
}

test.each(CHAT_DIALECTS)(
  '%s: a lost connection is resumed on the other replica with what it missed; a closed one is not',
  async (dialect) => {
    const [person, talkative] = await Promise.all([chats.identity.signUp('cut'), chats.identity.signUp('talks')]);
    const room = await quietRoom();
    const client = await open(0, bearer(talkative.token));
    await client.join(room);
    const before = await open(1, bearer(person.token), dialect);
    await before.join(room);
    client.sendMessage(room, 'heard');
    await before.message('heard');
    before.socket.terminate();
    await eventually('the end is noticed', async () => (await chats.sql('SELECT 1')).length === 1);
    client.sendMessage(room, 'missed');
    client.sendDirect(person.id, 'missed too');
    await client.direct('missed too');
    const back = await open(0, bearer(person.token), dialect);
    await back.message('missed');
    await back.direct('missed too');
    client.sendMessage(room, 'live');
    await back.message('live');
    expect([...new Set(back.contents)].filter((each) => each !== 'heard')).toEqual(['missed', 'live']);
    back.close();
    await back.ended();
    const again = await open(1, bearer(person.token), dialect);
    client.sendMessage(room, 'not for them');
    await client.message('not for them');
    await expectPong(again);
    expect(again.contents).toEqual([]);
  },
);

test('presence changes at once on join and leave, and after the grace period on a disconnect', async () => {
  const room = await quietRoom();
  const [witness, person] = await Promise.all([chats.identity.signUp('witness'), chats.identity.signUp('visitor')]);
  const watcher = await open(0, bearer(witness.token));
  expect((await watcher.join(room)).users_online).toBe(1);
  const is = ({ user_id }: Record<string, unknown>) => user_id === String(person.id);
  const first = await open(1, bearer(person.token));
  expect((await first.join(room)).users_online).toBe(2);
  await watcher.next('user_online', is);
  first.send('leave_room', { room_id: room });
  await watcher.next('user_offline', is);
  const from = watcher.received.length;
  await first.join(room);
  await watcher.next('user_online', is, from);
  const left = performance.now();
  first.close();
  await watcher.next('user_offline', is, from);
  expect(performance.now() - left).toBeGreaterThan(500);
  expect(watcher.received.filter(({ type, fields }) => type === 'user_offline' && is(fields))).toHaveLength(2);
});
