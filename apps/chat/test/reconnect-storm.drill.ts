// covers: apps/chat/src/admission, apps/chat/src/connections, apps/chat/src/auth
// drill: measure
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { chat } from '@veza/contracts';
import { eventually, freePort, startProcess, type TestProcess } from '@veza/testing';
import { WebSocket } from 'ws';
import { callerOf, type ChatUnderTest, startChats } from './chat-under-test.js';
import type { TestAccount } from './fake-identity.js';
import { bearer, TestClient } from './test-client.js';

const SOCKETS = 5_000;
const ROOMS = 50;
/** The clients and the test identity service share one process, which is busy for a while. */
const LONG = { ms: 60_000 };
/**
 * The documented client waits one second, then two more, and so on; it gives up after five attempts at the earliest.
 */
const ATTEMPTS = 5;
const SETTINGS = {
  CHAT_MESSAGES_PER_MINUTE: '1000000',
  CHAT_MESSAGES_PER_HOUR: '1000000',
  CHAT_MODERATION_REPEATS: '1000000',
  CHAT_PRESENCE_LARGE: '1',
  CHAT_DATABASE_POOL: '10',
  WS_CONNECTIONS_PER_USER: '100000',
  WS_PENDING_UPGRADES: '2500',
  SHUTDOWN_UNREADY_MS: '0',
};

let chats: ChatUnderTest;
let owner: TestAccount;
let replica: TestProcess;
let port: number;

beforeAll(async () => {
  chats = await startChats(1, SETTINGS);
  owner = await chats.identity.signUp('owner');
  const [ws, flat, ops] = [await freePort(), await freePort(), await freePort()];
  port = ws;
  const ports = { WS_PORT: String(ws), WS_FLAT_PORT: String(flat), OPS_PORT: String(ops) };
  replica = startProcess(fileURLToPath(new URL('../dist/main.js', import.meta.url)), { ...chats.env, ...ports });
  await replica.ready(`http://127.0.0.1:${ops}/readyz`);
});

afterAll(async () => {
  await replica?.kill();
  await chats?.stop();
});

/** A minimal client: thousands of them fit into a test. It reconnects by itself and sends no join after that. */
class SmallClient {
  readonly contents: string[] = [];
  refused = 0;
  attempts = 0;
  private socket?: WebSocket;

  constructor(
    private readonly token: string,
    private readonly room: string,
  ) {}

  get isOpen(): boolean {
    return this.socket?.readyState === WebSocket.OPEN;
  }

  /** Resolves when the upgrade is accepted; rejects with the status of a rejection. */
  private connect(): Promise<void> {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/ws/chat?${bearer(this.token)}`, { perMessageDeflate: false });
    this.socket = socket;
    socket.on('message', (data: Buffer) => {
      const { type, data: fields } = JSON.parse(data.toString()) as { type: string; data: { content: string } };
      if (type === 'room_message') this.contents.push(fields.content);
    });
    return new Promise((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('unexpected-response', (_, { statusCode }) => {
        if (statusCode === 503) this.refused += 1;
        reject(new Error(String(statusCode)));
      });
      socket.on('error', reject);
    });
  }

  async start(): Promise<void> {
    await this.connect();
    const joined = new Promise<void>((resolve) => this.socket?.once('message', () => resolve()));
    this.socket?.send(JSON.stringify({ type: 'join_room', data: { room: this.room } }));
    await joined;
  }

  cut(): void {
    this.socket?.terminate();
  }

  async reconnect(): Promise<void> {
    for (this.attempts = 1; this.attempts <= ATTEMPTS; this.attempts += 1) {
      await sleep(this.attempts * 1_000);
      const failed = await this.connect().catch((error: unknown) => error);
      if (!failed && (await this.hears())) return;
    }
  }

  /** Whether a message comes before the connection ends, as with 1013 when the busy identity service did not answer in time. */
  private hears(): Promise<boolean> {
    return new Promise((resolve) => {
      const look = () => this.contents.length > 0 && resolve(true);
      if (!this.isOpen) resolve(false);
      this.socket?.once('close', () => resolve(false)).on('message', look);
      look();
    });
  }

  end(): void {
    this.socket?.terminate();
  }
}

const newRoom = async (name: string): Promise<string> => (await chats.call(chat.rooms.create, callerOf(owner), { name })).id;

test('5,000 clients reconnect a second after a cut without a missed message, and other rooms are still served', async () => {
  const rooms = await Promise.all(Array.from({ length: ROOMS }, (_, i) => newRoom(`Storm ${i}`)));
  const people = await Promise.all(Array.from({ length: 50 }, (_, i) => chats.identity.signUp(`storm${i}`)));
  const clients: SmallClient[] = [];
  for (let n = 0; n < SOCKETS; n += 1) {
    const token = await chats.identity.signIn(people[n % people.length]?.id ?? 0);
    clients.push(new SmallClient(token, rooms[n % ROOMS] ?? ''));
  }
  for (let at = 0; at < SOCKETS; at += 100) await Promise.all(clients.slice(at, at + 100).map((each) => each.start()));

  const quiet = await newRoom('Quiet');
  const bystander = await chats.identity.signUp('bystander');
  const [sender, listener] = [
    await TestClient.open(port, 'veza.v1', bearer(owner.token)),
    await TestClient.open(port, 'veza.chat', bearer(bystander.token)),
  ];
  for (const each of [sender, listener]) await each.join(quiet);
  const elsewhere = await TestClient.open(chats.replicas[0] ?? port, 'veza.v1', bearer(owner.token));
  for (const room of rooms.slice(0, 1)) await elsewhere.join(room);

  for (const each of clients) each.cut();
  const back = Promise.all(clients.map((each) => each.reconnect()));
  const acked = (client: TestClient, ref: string) =>
    eventually(
      'an acknowledgement',
      () => client.received.some(({ type, fields }) => type === 'message_ack' && fields.id === ref),
      LONG,
    );
  for (const room of rooms) await acked(elsewhere, elsewhere.sendMessage(room, `missed in ${room}`));
  let sent = 0;
  let longest = 0;
  let storming = true;
  void back.finally(() => (storming = false));
  while (storming) {
    const started = performance.now();
    await acked(sender, sender.sendMessage(quiet, `goes on ${(sent += 1)}`));
    await eventually('it is received', () => listener.contents.at(-1) === `goes on ${sent}`, LONG);
    longest = Math.max(longest, performance.now() - started);
  }
  await back;
  expect(clients.filter((each) => !each.isOpen).length).toBe(0);
  const refused = clients.reduce((sum, each) => sum + each.refused, 0);
  const most = Math.max(...clients.map(({ attempts }) => attempts));
  await eventually('all clients have the missed message', () => clients.every(({ contents }) => contents.length > 0), {
    ...LONG,
  });
  for (const [n, each] of clients.entries()) expect(each.contents).toEqual([`missed in ${rooms[n % ROOMS] ?? ''}`]);
  console.log(
    `${refused} upgrades were refused with 503; at most ${most} attempts; a message took ${longest.toFixed(0)} ms at most`,
  );
  expect(most).toBeLessThanOrEqual(ATTEMPTS);
  expect(sent).toBeGreaterThan(1);
  for (const each of clients) each.end();
}, 300_000);
