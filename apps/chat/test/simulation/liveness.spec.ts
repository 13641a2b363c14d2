import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { accountBanned, type DeclaredError } from '@veza/contracts';
import { DatabaseClock } from '@veza/database';
import { AppLogger, PubSub } from '@veza/platform';
import { RpcClient } from '@veza/transport';
import { Revocations } from '../../src/admission/revocations.js';
import { SessionVerifier } from '../../src/auth/session-verifier.js';
import { RoomFeeds } from '../../src/delivery/room-feeds.js';
import { LossDetector } from '../../src/tracking/loss-detector.js';
import { SessionStore } from '../../src/tracking/session-store.js';
import { TrackingService } from '../../src/tracking/tracking.service.js';
import { CommandQueue } from '../../src/admission/command-queue.js';
import { Connection, type ProtocolSocket } from '../../src/connections/connection.js';
import { Connections } from '../../src/connections/connections.js';
import { dialectNamed } from '../../src/protocol/dialects/index.js';
import { Parts } from './world/parts.js';

/** Fake timers: some of these limits are a minute long. */
beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

class TestSocket extends EventEmitter implements ProtocolSocket {
  readonly extensions = '';
  readonly OPEN = 1;
  readonly isPaused = false;
  readyState = 1;
  readonly pings: string[] = [];
  closed?: number;

  constructor(private readonly answers = true) {
    super();
  }
  ping(payload: string): void {
    this.pings.push(payload);
    if (this.answers) this.emit('pong', Buffer.from(payload));
  }
  close(code: number): void {
    this.closed = code;
  }
  terminate(): void {
    this.closed ??= 1006;
  }
  pause(): void {}
  resume(): void {}
}

const written = (line: string[]) => ({
  write: (frame: Buffer) => line.push(frame.toString()) > 0,
  writableLength: 0,
  cork: () => undefined,
  uncork: () => undefined,
});

function connect(ws: ProtocolSocket, line: string[] = []): Connection {
  const dialect = dialectNamed('veza.chat');
  if (!dialect) throw new Error('The dialect is missing');
  const connection = new Connection({ ws, line: written(line), dialect, address: '', sendBuffer: 1_000 });
  const caller = { kind: 'user' as const, userId: 1, sessionId: 's', role: 'user' as const };
  connection.identity = { caller, userId: 1, username: 'one', role: 'user', sessionId: 's', tokenEndsAt: 0, sessionBeganAt: 0 };
  return connection;
}

const CLOCK_AND_BUS: [unknown, unknown][] = [
  [DatabaseClock, { at: (instant: number) => instant, now: () => performance.now() }],
  [PubSub, { onReconnect: () => undefined, subscribe: () => Promise.resolve() }],
];

const quiet = { log: () => undefined, warn: () => undefined, debug: () => undefined };

/** The tracking of two sockets; `dead` answers no ping. */
async function trackedSockets() {
  const parts = new Parts([
    [RoomFeeds, { positions: () => [] }],
    [SessionStore, { saveEpoch: () => Promise.resolve() }],
    [LossDetector, { isComplete: true }],
    ...CLOCK_AND_BUS,
    [AppLogger, quiet],
  ]);
  const tracking = parts.get(TrackingService);
  const [alive, dead] = [new TestSocket(), new TestSocket(false)];
  for (const wire of [alive, dead]) tracking.track(connect(wire));
  await parts.start();
  return { tracking, alive, dead };
}

test('a socket is pinged every 30 s, and terminated when it has missed two pings', async () => {
  const { tracking, alive, dead } = await trackedSockets();
  await jest.advanceTimersByTimeAsync(59_000);
  expect([alive.pings.length, dead.pings.length, alive.closed, dead.closed]).toEqual([1, 1, undefined, undefined]);
  await jest.advanceTimersByTimeAsync(10_000);
  expect([alive.pings.length, dead.pings.length]).toEqual([2, 2]);
  expect([alive.closed, dead.closed]).toEqual([undefined, 1006]);
  await tracking.beforeApplicationShutdown();
});

test('a client that takes nothing of a replay for ten seconds is closed with 1013, and one that takes it slowly is not', async () => {
  const [wires, sent] = [[new TestSocket(), new TestSocket()] as const, [false, false]];
  const dialect = dialectNamed('veza.chat');
  if (!dialect) throw new Error('The dialect is missing');
  const taken: (() => void)[] = [];
  for (const [n, ws] of wires.entries()) {
    const write = (_: Buffer, onTaken?: unknown) =>
      (typeof onTaken === 'function' ? (taken[n] = () => onTaken()) : undefined) === undefined;
    const line = { ...written([]), write, writableLength: 500 };
    const connection = new Connection({ ws, line, dialect, address: '', sendBuffer: 1_000 });
    void connection.sendReplay(Buffer.from('page'), 100).then(() => (sent[n] = true));
  }
  await jest.advanceTimersByTimeAsync(9_000);
  expect([...wires.map(({ closed }) => closed), ...sent]).toEqual([undefined, undefined, false, false]);
  taken[1]?.();
  await jest.advanceTimersByTimeAsync(2_000);
  expect([...wires.map(({ closed }) => closed), ...sent]).toEqual([1013, undefined, true, true]);
});

// Under load many resumes wait, and some connections end meanwhile: their empty state was newer than the one with the
// rooms.
test('a socket that ends before its resume leaves the stored state to the next one', async () => {
  const saveEnded = jest.fn(() => Promise.resolve());
  const parts = new Parts([
    [RoomFeeds, { positions: () => [] }],
    [SessionStore, { saveEnded, remove: saveEnded }],
    [LossDetector, { isComplete: true }],
    ...CLOCK_AND_BUS,
    [AppLogger, quiet],
  ]);
  const tracking = parts.get(TrackingService);
  const [waiting, tracked] = [connect(new TestSocket()), connect(new TestSocket())];
  tracking.track(tracked);
  for (const each of [waiting, tracked]) if (each.identity) await tracking.untrack(each, each.identity, true);
  expect(saveEnded.mock.calls).toEqual([[tracked, tracked.identity, expect.anything()]]);
});

test('sockets stay open however long the identity service is away, and a session revoked meanwhile ends at its return', async () => {
  let away = false;
  const listed: { id: number; sessionId: string; userId: number }[] = [];
  const since = ({ after = 0 }) => ({ revocations: listed.slice(after, after + 1), last: Math.min(after + 1, listed.length) });
  const call = (_contract: unknown, input: { after?: number }) => {
    if (away) return Promise.reject(new Error('away'));
    return Promise.resolve(input.after === undefined ? { revocations: [], last: 0 } : since(input));
  };
  const connections = new Connections();
  const parts = new Parts([
    [RpcClient, { call }],
    [PubSub, { subscribe: () => Promise.resolve(), onReconnect: () => undefined }],
    [Connections, connections],
    [SessionVerifier, { refusalOf: () => Promise.reject(new Error('no ban')) }],
    [AppLogger, quiet],
  ]);
  const revocations = parts.get(Revocations);
  const [wire, line] = [new TestSocket(), new Array<string>()];
  connections.add(connect(wire, line));
  await parts.start();
  await jest.advanceTimersByTimeAsync(2_000);
  away = true;
  await jest.advanceTimersByTimeAsync(3_600_000);
  expect([wire.closed, line]).toEqual([undefined, []]);
  // The one of this session is on the second page.
  listed.push({ id: 1, sessionId: 'of another', userId: 2 }, { id: 2, sessionId: 's', userId: 1 });
  away = false;
  await jest.advanceTimersByTimeAsync(2_000);
  expect(wire.closed).toBe(4401);
  expect(line.join()).toContain('AUTH_FAILED');
  await revocations.beforeApplicationShutdown();
});

test('a wall clock that jumps closes no socket, and a socket that misses two heartbeats is still terminated', async () => {
  const { tracking, alive, dead } = await trackedSockets();
  await jest.advanceTimersByTimeAsync(31_000);
  for (const jump of [20, -40]) {
    jest.setSystemTime(Date.now() + jump * 60_000);
    await jest.advanceTimersByTimeAsync(3_000);
  }
  expect([alive.closed, dead.closed]).toEqual([undefined, undefined]);
  await jest.advanceTimersByTimeAsync(30_000);
  expect([alive.closed, dead.closed]).toEqual([undefined, 1006]);
  await tracking.beforeApplicationShutdown();
});

test('a command after the end of the session does not run, even while the reason of the end is still unknown', async () => {
  let resolveReason: (reason: DeclaredError) => void = () => undefined;
  const reason = new Promise<DeclaredError>((resolve) => (resolveReason = resolve));
  const connections = new Connections();
  let publish: (text: string) => void = () => undefined;
  const subscribe = (_channel: string, listener: typeof publish) => Promise.resolve(void (publish = listener));
  const parts = new Parts([
    [RpcClient, { call: () => Promise.resolve({ revocations: [], last: 0 }) }],
    [PubSub, { subscribe, onReconnect: () => undefined }],
    [Connections, connections],
    [SessionVerifier, { refusalOf: () => reason }],
    [AppLogger, quiet],
  ]);
  const revocations = parts.get(Revocations);
  const wire = new TestSocket();
  const connection = connect(wire);
  const done: string[] = [];
  const never = () => undefined;
  const handlers = new Map([['ping' as const, () => void done.push('ping')]]);
  new CommandQueue(connection, handlers, { received: never, rejected: never, failed: never }, 20).start();
  connections.add(connection);
  await parts.start();
  const say = async () => {
    wire.emit('message', Buffer.from(JSON.stringify({ type: 'ping', data: {} })), false);
    await jest.advanceTimersByTimeAsync(0);
  };
  await say();
  publish(JSON.stringify({ id: 1, sessionId: 's', userId: 1 }));
  await say();
  expect([done, wire.closed]).toEqual([['ping'], undefined]);
  resolveReason(accountBanned(null));
  await jest.advanceTimersByTimeAsync(0);
  expect(wire.closed).toBe(4403);
  await revocations.beforeApplicationShutdown();
});
