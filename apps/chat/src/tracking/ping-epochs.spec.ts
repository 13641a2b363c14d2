import { expect, test } from '@jest/globals';
import { type PingTarget, PingEpochs } from './ping-epochs.js';
import { positionIn } from './positions.js';

const NEVER = 1_000_000;
const at = (ms: number) => ({ elapsed: ms, database: ms });

class TestTarget implements PingTarget {
  readonly userId = 1;
  hasUnackedEvents = false;
  readonly pings: number[] = [];
  ping(payload: string): void {
    this.pings.push(Number(payload));
  }
  takeUnackedEvents(): boolean {
    const { hasUnackedEvents } = this;
    this.hasUnackedEvents = false;
    return hasUnackedEvents;
  }
}

function setUp() {
  const epochs = new PingEpochs<TestTarget>();
  const line = new TestTarget();
  epochs.add(line, at(0));
  const tick = (top: number, now: number) => epochs.next([['room', top]], at(now), NEVER);
  const pong = (now: number) => epochs.onPong(line, line.pings.at(-1) ?? 0, now);
  return { epochs, line, tick, pong };
}

test('written events count once the ping after them is answered', () => {
  const { epochs, line, tick, pong } = setUp();
  epochs.enter(line, 'room', 5, 5);
  line.hasUnackedEvents = true; // 5, replayed when it entered
  tick(5, 1_000);
  pong(1_010);
  line.hasUnackedEvents = true; // 6 to 8
  expect(epochs.positionOf(line, 1_500).rooms).toEqual({ room: 5 });
  tick(8, 2_000);
  expect(epochs.positionOf(line, 2_005).rooms).toEqual({ room: 5 });
  pong(2_010);
  expect(epochs.positionOf(line, 2_020)).toMatchObject({ rooms: { room: 8 }, directAt: 2_020 });
});

test('a replay that was not confirmed does not count', () => {
  const { epochs, line, tick, pong } = setUp();
  epochs.enter(line, 'room', 2, 9);
  line.hasUnackedEvents = true;
  expect(epochs.positionOf(line, 500).rooms).toEqual({ room: 2 });
  tick(9, 1_000);
  pong(1_010);
  expect(epochs.positionOf(line, 1_020).rooms).toEqual({ room: 9 });
});

test('a connection without new events is pinged at the heartbeat only', () => {
  const { line, tick, epochs } = setUp();
  tick(1, 1_000);
  expect(line.pings).toEqual([]);
  epochs.next([], at(30_000), 30_000);
  expect(line.pings).toHaveLength(1);
});

test('a complete epoch covers every connection but those that have not answered', () => {
  const { epochs, line, tick, pong } = setUp();
  epochs.enter(line, 'room', 0, 0);
  line.hasUnackedEvents = true;
  tick(3, 1_000);
  const { covered, laggards } = tick(3, 2_000);
  expect(covered.get('room')).toEqual({ epoch: 1, top: 3 });
  expect(laggards).toEqual([line]);
  expect(epochs.silentSince(line)).toBe(1_000);
  pong(2_500);
  expect(tick(3, 3_000).caughtUp).toEqual([line]);
});

test('a connection that has not answered is not pinged again, and catches up when later events are confirmed too', () => {
  const { epochs, line, tick, pong } = setUp();
  epochs.enter(line, 'room', 0, 0);
  line.hasUnackedEvents = true;
  tick(3, 1_000);
  line.hasUnackedEvents = true; // 4 to 6, while it does not answer
  expect(tick(6, 2_000).laggards).toEqual([line]);
  expect(line.pings).toEqual([1]);
  pong(2_500);
  expect(epochs.positionOf(line, 2_600).rooms).toEqual({ room: 3 });
  expect(tick(6, 3_000).caughtUp).toEqual([]);
  expect(line.pings).toEqual([1, 3]);
  pong(3_010);
  expect(epochs.positionOf(line, 3_020).rooms).toEqual({ room: 6 });
  expect(tick(6, 4_000).caughtUp).toEqual([line]);
});

test('a position is neither before the entry nor beyond what was confirmed', () => {
  const watermarks = [
    { epoch: 3, top: 10 },
    { epoch: 5, top: 20 },
  ];
  expect(positionIn({ base: 12, upTo: 12, epoch: 4 }, 4, watermarks)).toBe(12);
  expect(positionIn({ base: 12, upTo: 12, epoch: 4 }, 5, watermarks)).toBe(20);
  expect(positionIn({ base: 0, upTo: 12, epoch: 4 }, 3, watermarks)).toBe(0);
});

test('a connection that ends during its resume keeps the inherited position until the replay is confirmed', () => {
  const { epochs, line, tick, pong } = setUp();
  const inherited = { rooms: { room: 3, other: 7 }, direct: { 'dm:1:2': 4 }, directAt: 500 };
  tick(9, 1_000);
  epochs.inherit(line, inherited);
  expect(epochs.positionOf(line, 1_100)).toEqual(inherited);
  epochs.enter(line, 'room', 3, 9);
  line.hasUnackedEvents = true;
  tick(9, 2_000);
  pong(2_010);
  expect(epochs.positionOf(line, 2_020)).toEqual({ ...inherited, rooms: { room: 9, other: 7 } });
  epochs.directReplayed(line);
  line.hasUnackedEvents = true;
  tick(9, 3_000);
  pong(3_010);
  expect(epochs.positionOf(line, 3_020).directAt).toBe(3_020);
});

test('a confirmed page of a replay moves the position, during the replay and until a ping after it is answered', () => {
  const { epochs, line, tick, pong } = setUp();
  epochs.beginReplay(line, 'room', 3);
  epochs.replayed(line, 'room', 40);
  tick(100, 1_000);
  pong(1_010);
  expect(epochs.positionOf(line, 1_100).rooms).toEqual({ room: 40 });
  epochs.enter(line, 'room', 3, 100);
  expect(epochs.positionOf(line, 1_200).rooms).toEqual({ room: 40 });
  epochs.replayed(line, 'room', 60);
  expect(epochs.positionOf(line, 1_300).rooms).toEqual({ room: 60 });
  line.hasUnackedEvents = true;
  tick(100, 2_000);
  pong(2_010);
  epochs.replayed(line, 'room', 70);
  expect(epochs.positionOf(line, 2_100).rooms).toEqual({ room: 100 });
});

test('a stored entry holds the confirmed position of a quiet room', () => {
  const { epochs, line, tick, pong } = setUp();
  epochs.enter(line, 'room', 5, 5);
  line.hasUnackedEvents = true;
  tick(8, 1_000);
  pong(1_010);
  expect(epochs.entriesOf(line).get('room')).toMatchObject({ base: 8 });
});

test('a late answer on a slow line confirms direct messages up to its ping only', () => {
  const { epochs, line, tick, pong } = setUp();
  line.hasUnackedEvents = true;
  tick(1, 1_000);
  line.hasUnackedEvents = true; // written behind the ping
  pong(9_000);
  expect(epochs.positionOf(line, 9_010).directAt).toBe(1_000);
});

test('unsolicited pongs show that a client is alive, but confirm nothing', () => {
  const { epochs, line, tick } = setUp();
  epochs.enter(line, 'room', 5, 5);
  line.hasUnackedEvents = true;
  tick(8, 1_000);
  epochs.onPong(line, Number(''), 40_000);
  expect(epochs.silentSince(line)).toBe(40_000);
  expect(epochs.positionOf(line, 40_001)).toMatchObject({ rooms: { room: 5 }, directAt: 0 });
});

test('a position contains the open direct rooms of its own user only', () => {
  const { epochs, line } = setUp();
  const tick = (now: number, ...open: string[]) =>
    epochs.next(
      open.map((room) => [room, 4]),
      at(now),
      0,
    );
  tick(1_000, 'dm:1:2', 'dm:2:3', 'room');
  epochs.onPong(line, 1, 1_010);
  expect(epochs.positionOf(line, 1_020).direct).toEqual({ 'dm:1:2': 4 });
  tick(2_000, 'dm:2:3');
  expect(epochs.positionOf(line, 2_020).direct).toEqual({});
});
