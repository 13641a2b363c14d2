import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eventually } from '@veza/testing';
import pg from 'pg';
import { Connections } from '../src/connections/connections.js';
import { type ChatUnderTest, startChats } from './chat-under-test.js';
import type { TestAccount } from './fake-identity.js';
import { bearer, CHAT_DIALECTS, type ChatDialect, TestClient } from './test-client.js';

/** Lines that end without a sign: the server still has an open socket that never says anything. */

let chats: ChatUnderTest;
let bob: TestAccount;
beforeAll(async () => {
  chats = await startChats(2, {
    CHAT_MESSAGES_PER_MINUTE: '10000',
    CHAT_MESSAGES_PER_HOUR: '10000',
    CHAT_MODERATION_REPEATS: '10000',
  });
  bob = await chats.identity.signUp('bob');
});
afterAll(() => chats?.stop());

const open = (token: string, n: number, dialect: ChatDialect, more = ''): Promise<TestClient> => {
  const replica = chats.replicas[n];
  if (!replica) throw new Error('A replica is missing');
  return TestClient.open(replica, dialect, `${bearer(token)}${more}`);
};

/** Nothing that the server sends is read any more, so no ping is answered. */
const vanish = (client: TestClient): void => client.socket.pause();

interface Stage {
  readonly room: string;
  readonly alice: TestAccount;
  readonly client: TestClient;
  readonly speaker: TestClient;
}

/** Alice and Bob in a room, after a first message. Half a second later: a client takes a second until it comes back. */
async function stage(dialect: ChatDialect, more = ''): Promise<Stage> {
  const alice = await chats.identity.signUp('alice');
  const room = await chats.newRoom(alice);
  const client = await open(alice.token, 0, dialect, more);
  await client.join(room);
  const speaker = await chats.open(bob, 1, 'veza.chat');
  await speaker.join(room);
  speaker.sendMessage(room, 'before');
  await client.message('before');
  const until = performance.now() + 600;
  await eventually('the socket is older than half a second', () => performance.now() > until);
  return { room, alice, client, speaker };
}

/** The commands of a new connection run when it has resumed. */
async function begun(client: TestClient): Promise<void> {
  const from = client.received.length;
  client.send('ping', {});
  await client.next('pong', undefined, from);
}

describe.each(CHAT_DIALECTS)('%s', (dialect) => {
  test.each([
    ['the same', 0],
    ['another', 1],
  ])('a client whose line vanished is in its rooms again on %s replica', async (_, n) => {
    const { room, alice, client, speaker } = await stage(dialect);
    vanish(client);
    for (const content of ['missed 1', 'missed 2']) await speaker.acked(speaker.sendMessage(room, content));
    await speaker.acked(speaker.sendDirect(alice.id, 'a direct one'));
    const again = await open(alice.token, n, dialect);
    await again.message('missed 2');
    await again.direct('a direct one');
    speaker.sendMessage(room, 'live');
    await again.message('live');
    expect(again.contents.filter((content) => content !== 'before')).toEqual(['missed 1', 'missed 2', 'live']);
    for (const each of [again, speaker]) each.close();
  });
});

test('two sockets that both answer stay, and the newer one inherits nothing', async () => {
  const { room, alice, client, speaker } = await stage('veza.v1');
  for (const n of [0, 1]) {
    const tab = await open(alice.token, n, 'veza.v1');
    await begun(tab);
    await speaker.acked(speaker.sendMessage(room, `for the first tab ${n}`));
    await client.message(`for the first tab ${n}`);
    await begun(tab);
    expect(tab.contents).toEqual([]);
    tab.close();
  }
  expect(client.closed).toBeUndefined();
});

/** The server stops to read a client whose commands wait: here for a room that another transaction has locked. */
test('a client whose commands wait is not taken for one whose line vanished', async () => {
  const { room, alice, client } = await stage('veza.v1');
  const holder = new pg.Client({ connectionString: chats.env.DATABASE_URL });
  await holder.connect();
  try {
    await holder.query('BEGIN');
    await holder.query('SELECT FROM chat.rooms WHERE id = $1 FOR UPDATE', [room]);
    client.sendMessage(room, 'it waits for the room');
    for (let n = 0; n < 300; n += 1) client.send('ping', {});
    const tab = await open(alice.token, 1, 'veza.v1'); // asks whether the first client is there
    await begun(tab);
    await holder.query('ROLLBACK');
    await client.message('it waits for the room');
    await eventually('every command is answered', () => client.received.filter(({ type }) => type === 'pong').length === 300);
    expect(client.closed).toBeUndefined();
    tab.close();
  } finally {
    await holder.end();
  }
});

test('a socket that falls silent later is taken over by one that came after it, which keeps the rooms that it has entered', async () => {
  const { room, alice, client, speaker } = await stage('veza.v1');
  const tab = await open(alice.token, 1, 'veza.v1');
  const other = await chats.newRoom(alice);
  await tab.join(other);
  vanish(client);
  await speaker.acked(speaker.sendMessage(room, 'missed'));
  for (const each of chats.replicas[0]?.app.get(Connections).ofUser(alice.id) ?? []) each.endSilent(); // as after two missed pings
  await tab.message('missed');
  await speaker.join(other);
  for (const place of [room, other]) speaker.sendMessage(place, `live in ${place}`);
  for (const place of [room, other]) await tab.message(`live in ${place}`);
  tab.close();
});

test('many sockets of a session that open at once ping no other one', async () => {
  const alice = await chats.identity.signUp('alice');
  const clients = await Promise.all(Array.from({ length: 18 }, (_, n) => open(alice.token, n % 2, 'veza.v1')));
  let pings = 0;
  for (const each of clients) each.socket.on('ping', () => (pings += 1));
  for (const each of clients) await begun(each);
  expect(pings).toBe(0);
  for (const each of clients) each.close();
});

test('after the close of the client itself nothing is handed over', async () => {
  const { room, alice, client, speaker } = await stage('veza.v1');
  client.close();
  await client.ended();
  const again = await open(alice.token, 1, 'veza.v1');
  await begun(again);
  await speaker.acked(speaker.sendMessage(room, 'not for her'));
  await begun(again);
  expect(again.contents).toEqual([]);
});

test('a since on a socket that the server has resumed brings nothing twice and nothing back', async () => {
  const { room, alice, client, speaker } = await stage('veza.v1');
  client.socket.terminate();
  for (let n = 2; n <= 5; n += 1) await speaker.acked(speaker.sendMessage(room, `missed ${n}`));
  await speaker.acked(speaker.sendDirect(alice.id, 'a direct one'));
  const again = await open(alice.token, 1, 'veza.v1');
  expect(await again.join(room, 1)).toMatchObject({ last_seq: 5 });
  again.send('sync', { rooms: { [room]: 3 }, direct: { [bob.id]: 0 } });
  expect((await again.next('sync_done')).fields).toMatchObject({ rooms: { [room]: 5 }, direct: { [bob.id]: 1 } });
  speaker.sendMessage(room, 'live');
  await again.message('live');
  expect(again.contents.filter((content) => content !== 'before')).toEqual([2, 3, 4, 5].map((n) => `missed ${n}`).concat('live'));
  expect(again.received.filter(({ type }) => type === 'private_message')).toHaveLength(1);
});

describe.each(CHAT_DIALECTS)('resume tokens in %s', (dialect) => {
  const tokenOf = async (client: TestClient) => String((await client.next('resume_token')).fields.token);

  test('a client that shows its token takes its old socket over at once, on any replica', async () => {
    const { room, alice, client, speaker } = await stage(dialect, '&resume=');
    const token = await tokenOf(client);
    await speaker.acked(speaker.sendMessage(room, 'missed'));
    const again = await open(alice.token, 1, dialect, `&resume=${token}`);
    expect((await again.next('resumed')).fields).toMatchObject({ rooms: { [room]: 2 }, direct: {}, truncated: {} });
    expect(await tokenOf(again)).not.toBe(token);
    expect((await client.ended()).code).toBe(1006);
    speaker.sendMessage(room, 'live');
    await again.message('live');
    const third = await open(alice.token, 0, dialect, `&resume=${token}`);
    await third.next('not_resumed'); // a token is good once
    await begun(third);
    expect(third.contents).toEqual([]);
  });

  test('a token counts for its session and dialect only, and a text that is none is not resumed', async () => {
    const { room, client } = await stage(dialect, '&resume=');
    const token = await tokenOf(client);
    client.socket.terminate();
    const carol = await chats.identity.signUp('carol');
    const others = CHAT_DIALECTS.filter((each) => each !== dialect);
    for (const [person, spoken, shown] of [
      [carol, dialect, token],
      [bob, others[0] ?? dialect, token],
      [carol, dialect, 'x'.repeat(2_000)],
      [carol, dialect, '%00%F0%9F%92%A9'],
    ] as const) {
      const stranger = await open(person.token, 1, spoken, `&resume=${shown}`);
      await stranger.next('not_resumed');
      expect(stranger.contents).toEqual([]);
      stranger.close();
    }
    expect(room).toBeDefined();
  });

  test('the state of a client with a token is not taken by a socket without one', async () => {
    const { alice, client } = await stage(dialect, '&resume=');
    const token = await tokenOf(client);
    client.socket.terminate();
    const other = await open(alice.token, 1, dialect);
    await begun(other);
    expect(other.received.map(({ type }) => type)).not.toEqual(expect.arrayContaining(['resume_token']));
    const again = await open(alice.token, 0, dialect, `&resume=${token}`);
    await again.next('resumed');
    for (const each of [other, again]) each.close();
  });
});
