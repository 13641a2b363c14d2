import { expect, test } from '@jest/globals';
import type { Track } from '@veza/sdk';
import {
  append,
  currentOf,
  EMPTY,
  following,
  insertNext,
  moved,
  MOST_ENTRIES,
  placed,
  type Queue,
  revived,
  shuffled,
  startWith,
  unshuffled,
  without,
} from './queue.js';

const track = (title: string): Track => ({
  id: 1,
  title,
  artist: 'Erik',
  filename: 'a.wav',
  duration_seconds: 60,
  tags: [],
  is_public: true,
  downloadable: false,
  license: 'all-rights-reserved',
  uploader_id: 1,
  uploader_username: 'ana',
  play_count: 0,
  created_at: '2026-11-20T09:00:00.000Z',
  status: 'ready',
  progress: 100,
});
const queue = (at: number) => startWith(['a', 'b', 'c'].map(track), at);
/** The titles, the present one in capitals. */
const shown = ({ entries, at }: Queue) =>
  entries.map((entry, index) => (index === at ? entry.track.title.toUpperCase() : entry.track.title)).join(' ');
const remove = (from: Queue, index: number) => without(from, from.entries[index]?.key ?? -1);

test('moves to the neighbours, and not beyond the ends', () => {
  expect(moved(queue(0), 1)).toMatchObject({ at: 1 });
  expect([moved(queue(2), 1), moved(queue(0), -1), moved(EMPTY, 1)]).toEqual([undefined, undefined, undefined]);
});

test('a next track stands behind the present one; in an empty queue it is the present one', () => {
  expect(shown(insertNext(queue(1), track('x')))).toBe('a B x c');
  expect(shown(insertNext(EMPTY, track('x')))).toBe('X');
});

test('what is removed does not change the present track, unless it is that one', () => {
  expect(shown(remove(queue(1), 0))).toBe('B c');
  expect(shown(remove(queue(1), 2))).toBe('a B');
  expect(shown(remove(queue(1), 1))).toBe('a C');
  expect(shown(remove(queue(2), 2))).toBe('a B');
  expect(currentOf(remove(startWith([track('a')], 0), 0))).toBeUndefined();
});

test('a track twice in the queue is two entries', () => {
  const twice = startWith([track('a'), track('a')], 0);
  expect(shown(remove(twice, 1))).toBe('A');
});

test('several next tracks stand in the order in which they were asked for, also behind the end', () => {
  const two = insertNext(insertNext(queue(0), track('x')), track('y'));
  expect(shown(two)).toBe('A x y b c');
  expect(shown(insertNext({ ...two, at: 1 }, track('z')))).toBe('a X y z b c');
  expect(shown(append(append(queue(2), track('x')), track('y')))).toBe('a b C x y');
  expect(shown(append(EMPTY, track('x')))).toBe('X');
});

test('an entry takes another place, and the present track stays the present one', () => {
  const { entries } = queue(1);
  const place = (key: number | undefined, to: number) => shown(placed({ entries, at: 1 }, key ?? -1, to));
  expect(place(entries[0]?.key, 2)).toBe('B c a');
  expect(place(entries[1]?.key, 0)).toBe('B a c');
  expect([place(entries[2]?.key, 3), place(-1, 0)]).toEqual(['a B c', 'a B c']);
});

test('a shuffle begins with the present track, and ends in the order before with what has come and gone', () => {
  const before = startWith([...'abcde'].map(track), 2);
  const mixed = shuffled(before, () => 0);
  expect(shown(mixed)).toBe('C b d e a');
  const changed = append(insertNext(remove(mixed, 1), track('x')), track('y'));
  expect(shown(changed)).toBe('C x d e a y');
  expect(shown(unshuffled({ ...changed, at: 4 }))).toBe('A c x d e y');
  expect(shown(unshuffled(before))).toBe('a b C d e');
});

test('every order of a shuffle is as likely', () => {
  const orders = new Map<string, number>();
  let seed = 7;
  const chance = () => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;
  for (let round = 0; round < 6_000; round += 1) {
    const order = shown(shuffled(startWith([...'abcd'].map(track), 0), chance));
    orders.set(order, (orders.get(order) ?? 0) + 1);
  }
  expect(orders.size).toBe(6);
  for (const count of orders.values()) expect(Math.abs(count - 1_000)).toBeLessThan(150);
});

test('what follows the last track, and a repeated one', () => {
  expect(following(queue(2), 'off')).toBeUndefined();
  expect(following(queue(2), 'all')).toMatchObject({ at: 0 });
  expect(following(queue(1), 'one')).toMatchObject({ at: 1 });
  expect(moved(queue(0), -1, 'all')).toMatchObject({ at: 2 });
  expect(moved(queue(1), 1, 'one')).toMatchObject({ at: 2 });
  expect(following(EMPTY, 'all')).toBeUndefined();
});

test('a queue is bounded, and one of an earlier page gets no key twice', () => {
  const many = startWith(
    Array.from({ length: MOST_ENTRIES + 5 }, (_, at) => track(String(at))),
    3,
  );
  expect([many.entries.length, currentOf(many)?.track.title]).toEqual([MOST_ENTRIES, '3']);
  const kept = revived({ entries: [{ key: 1_000_000, track: track('a') }], at: 0 });
  expect(append(kept, track('b')).entries[1]?.key).toBeGreaterThan(1_000_000);
});
