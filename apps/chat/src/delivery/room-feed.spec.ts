import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { LogEvent } from '../protocol/log-event.js';
import { type EventBatch, RoomFeed } from './room-feed.js';

const event = (seq: number): LogEvent => ({ kind: 'deleted', room: 'r', seq, at: 0, userId: 1, username: 'u', id: seq });
const batch = (first: number, last: number): EventBatch => ({
  first,
  last,
  read: () => Array.from({ length: last - first + 1 }, (_, i) => event(first + i)),
});

function feed(position = 0) {
  const seen: number[] = [];
  return { seen, feed: new RoomFeed(position, (events) => seen.push(...events.map(({ seq }) => seq))) };
}

test('a batch behind a gap waits until the gap is filled', () => {
  const { seen, feed: room } = feed(10);
  room.offer(batch(13, 14));
  expect(seen).toEqual([]);
  expect(room.gap).toEqual({ after: 10, upTo: 12 });
  room.offer(batch(11, 12));
  expect(seen).toEqual([11, 12, 13, 14]);
  expect(room.gap).toBeUndefined();
});

test('a known top without its events is a gap', () => {
  const { feed: room } = feed(3);
  room.noteTop(7);
  expect(room.gap).toEqual({ after: 3, upTo: 7 });
});

test('a batch that was already emitted is not read', () => {
  const { feed: room } = feed(5);
  room.offer({
    first: 4,
    last: 5,
    read: () => {
      throw new Error('read');
    },
  });
  expect(room.last).toBe(5);
});

/** Cuts 1..n into batches in any order, some twice, some lost; then fills gaps as the replica does. */
test('each event is emitted once and in order when batches are lost, doubled or late', () => {
  const cuts = fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(cuts, fc.infiniteStream(fc.integer({ min: 0, max: 99 })), (sizes, luck) => {
      const { seen, feed: room } = feed();
      let at = 0;
      const all = sizes.map((size) => batch(at + 1, (at += size)));
      const draw = () => luck.next().value;
      const offered = all.flatMap((each) => (draw() < 20 ? [] : draw() < 20 ? [each, each] : [each]));
      offered.sort(() => draw() - 50).forEach((each) => room.offer(each));
      room.noteTop(at);
      for (let gap = room.gap; gap; gap = room.gap) room.offer(batch(gap.after + 1, gap.upTo));
      expect(seen).toEqual(Array.from({ length: at }, (_, i) => i + 1));
    }),
  );
});

test('what the log has lost is skipped, and what waits behind it is emitted', () => {
  const { seen, feed: room } = feed(10);
  room.offer(batch(14, 15));
  room.noteTop(17);
  room.skipTo(13);
  expect(seen).toEqual([14, 15]);
  expect(room.gap).toEqual({ after: 15, upTo: 17 });
  room.skipTo(12);
  expect(room.last).toBe(15);
  room.skipTo(17);
  expect(room.gap).toBeUndefined();
});
