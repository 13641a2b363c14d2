import { expect, test } from '@jest/globals';
import { type PingTarget, PingEpochs } from './ping-epochs.js';
import { positionIn } from './positions.js';

const NEVER = 1_000_000;

class Line implements PingTarget {
  readonly userId = 1;
  hasUnackedEvents = false;
  readonly asked: number[] = [];
  ping(payload: string): void {
    this.asked.push(Number(payload));
  }
  takeUnackedEvents(): boolean {
    const { hasUnackedEvents } = this;
    this.hasUnackedEvents = false;
    return hasUnackedEvents;
  }
}

function setUp() {
  const rounds = new PingEpochs<Line>();
  const line = new Line();
  rounds.add(line, 0);
  const tick = (top: number, now: number) => rounds.next([['room', top]], now, NEVER);
  const answer = (now: number) => rounds.onPong(line, line.asked.at(-1) ?? 0, now);
  return { rounds, line, tick, answer };
}

test('what was written is had when the ping after it is answered, not before', () => {
  const { rounds, line, tick, answer } = setUp();
  rounds.enter(line, 'room', 5, 5);
  line.hasUnackedEvents = true; // 5, which it was given when it came in
  tick(5, 1_000);
  answer(1_010);
  line.hasUnackedEvents = true; // 6 to 8
  expect(rounds.positionOf(line, 1_500).rooms).toEqual({ room: 5 });
  tick(8, 2_000);
  expect(rounds.positionOf(line, 2_005).rooms).toEqual({ room: 5 });
  answer(2_010);
  expect(rounds.positionOf(line, 2_020)).toMatchObject({ rooms: { room: 8 }, directAt: 2_020 });
});

test('a past that was sent but not confirmed is not had', () => {
  const { rounds, line, tick, answer } = setUp();
  rounds.enter(line, 'room', 2, 9);
  line.hasUnackedEvents = true;
  expect(rounds.positionOf(line, 500).rooms).toEqual({ room: 2 });
  tick(9, 1_000);
  answer(1_010);
  expect(rounds.positionOf(line, 1_020).rooms).toEqual({ room: 9 });
});

test('nobody is asked to whom nothing was written, until the heartbeat', () => {
  const { line, tick, rounds } = setUp();
  tick(1, 1_000);
  expect(line.asked).toEqual([]);
  rounds.next([], 30_000, 30_000);
  expect(line.asked).toHaveLength(1);
});

test('a round that is over covers everybody but those who still owe an answer', () => {
  const { rounds, line, tick, answer } = setUp();
  rounds.enter(line, 'room', 0, 0);
  line.hasUnackedEvents = true;
  tick(3, 1_000);
  const { covered, laggards } = tick(3, 2_000);
  expect(covered.get('room')).toEqual({ epoch: 1, top: 3 });
  expect(laggards).toEqual([line]);
  expect(rounds.silentSince(line)).toBe(0);
  answer(2_500);
  expect(tick(3, 3_000).caughtUp).toEqual([line]);
});

test('a line that owes an answer is not asked again, and has caught up when what was written meanwhile is confirmed too', () => {
  const { rounds, line, tick, answer } = setUp();
  rounds.enter(line, 'room', 0, 0);
  line.hasUnackedEvents = true;
  tick(3, 1_000);
  line.hasUnackedEvents = true; // 4 to 6, while it is silent
  expect(tick(6, 2_000).laggards).toEqual([line]);
  expect(line.asked).toEqual([1]);
  answer(2_500);
  expect(rounds.positionOf(line, 2_600).rooms).toEqual({ room: 3 });
  expect(tick(6, 3_000).caughtUp).toEqual([]);
  expect(line.asked).toEqual([1, 3]);
  answer(3_010);
  expect(rounds.positionOf(line, 3_020).rooms).toEqual({ room: 6 });
  expect(tick(6, 4_000).caughtUp).toEqual([line]);
});

test('a position never lies before what somebody came with, nor beyond what was confirmed', () => {
  const marks = [
    { epoch: 3, top: 10 },
    { epoch: 5, top: 20 },
  ];
  expect(positionIn({ base: 12, upTo: 12, epoch: 4 }, 4, marks)).toBe(12);
  expect(positionIn({ base: 12, upTo: 12, epoch: 4 }, 5, marks)).toBe(20);
  expect(positionIn({ base: 0, upTo: 12, epoch: 4 }, 3, marks)).toBe(0);
});

test('who is cut while it is being put back has what it came with, until a ping after the rest is answered', () => {
  const { rounds, line, tick, answer } = setUp();
  const came = { rooms: { room: 3, other: 7 }, direct: { 'dm:1:2': 4 }, directAt: 500 };
  tick(9, 1_000);
  rounds.inherit(line, came);
  expect(rounds.positionOf(line, 1_100)).toEqual(came);
  rounds.enter(line, 'room', 3, 9);
  line.hasUnackedEvents = true;
  tick(9, 2_000);
  answer(2_010);
  expect(rounds.positionOf(line, 2_020)).toEqual({ ...came, rooms: { room: 9, other: 7 } });
  rounds.directReplayed(line);
  line.hasUnackedEvents = true;
  tick(9, 3_000);
  answer(3_010);
  expect(rounds.positionOf(line, 3_020).directAt).toBe(3_020);
});

test('a client that sends pongs of its own and answers none is not silent, and is not taken to have anything', () => {
  const { rounds, line, tick } = setUp();
  rounds.enter(line, 'room', 5, 5);
  line.hasUnackedEvents = true;
  tick(8, 1_000);
  rounds.onPong(line, Number(''), 40_000);
  expect(rounds.silentSince(line)).toBe(40_000);
  expect(rounds.positionOf(line, 40_001)).toMatchObject({ rooms: { room: 5 }, directAt: 0 });
});

test('a position has the direct conversations of its own person, and none that is no longer open', () => {
  const { rounds, line } = setUp();
  const tick = (now: number, ...open: string[]) =>
    rounds.next(
      open.map((room) => [room, 4]),
      now,
      0,
    );
  tick(1_000, 'dm:1:2', 'dm:2:3', 'room');
  rounds.onPong(line, 1, 1_010);
  expect(rounds.positionOf(line, 1_020).direct).toEqual({ 'dm:1:2': 4 });
  tick(2_000, 'dm:2:3');
  expect(rounds.positionOf(line, 2_020).direct).toEqual({});
});
